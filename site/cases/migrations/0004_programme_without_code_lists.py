from django.db import migrations


class Migration(migrations.Migration):
    """Code lists live in the library of forms; nothing ever wrote them here."""

    dependencies = [("cases", "0003_programme_labels")]

    operations = [migrations.RemoveField("programme", "code_lists")]
