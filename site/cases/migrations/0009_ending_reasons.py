from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_programme_names"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="ending_reason",
            field=models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        )
        for name in ("case", "historicalcase")
    ]
