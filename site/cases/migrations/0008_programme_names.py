"""Programmes have a name in the admin."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_anytime_events")]

    operations = [
        migrations.AlterModelOptions(
            name="programme",
            options={
                "ordering": ["slug"],
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
            },
        ),
    ]
