import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0010_licence_in_languages")]

    operations = [
        migrations.AddField(
            "campaigngroup", "handed", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.CreateModel(
            "SealedBox",
            [
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="box",
                        serialize=False,
                        to="forms.campaign",
                    ),
                ),
                ("sealed", models.TextField()),
            ],
        ),
    ]
