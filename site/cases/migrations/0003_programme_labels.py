from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_names_in_nordic_order")]

    operations = [
        migrations.AddField("programme", "labels", models.JSONField(blank=True, default=dict)),
    ]
