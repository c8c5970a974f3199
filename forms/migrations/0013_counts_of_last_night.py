from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0012_instruments_that_continue")]

    operations = [
        migrations.AddField(
            "campaigngroup", "told", models.PositiveIntegerField(default=0, editable=False)
        ),
    ]
