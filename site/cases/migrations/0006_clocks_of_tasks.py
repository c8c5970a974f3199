from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="casetask",
            name="legal_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="casetask",
            name="not_before",
            field=models.DateField(blank=True, null=True),
        ),
    ]
