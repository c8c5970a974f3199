from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0011_surveys_asked_in_cases")]

    operations = [
        migrations.AddField("instrument", "continues", models.JSONField(blank=True, default=dict)),
    ]
