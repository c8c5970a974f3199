from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0009_personal_link_versions")]

    operations = [
        migrations.AddField("instrument", "licences", models.JSONField(blank=True, default=dict)),
    ]
