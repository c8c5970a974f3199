"""Code lists move from programmes into the library that forms share, and imported forms get their owner."""

from uuid import uuid4

from django.db import migrations

SOURCE = "sv"


def move(apps, _editor):
    Programme = apps.get_model("cases", "Programme")
    CodeList = apps.get_model("forms", "CodeList")
    Form = apps.get_model("forms", "FormDefinition")
    Locale = apps.get_model("wagtailcore", "Locale")
    for programme in Programme.objects.order_by("slug"):
        Form.objects.filter(slug__startswith=f"{programme.slug}-").update(owner=programme.slug)
        for name, codes in programme.code_lists.items():
            family = uuid4()
            spoken = {language for code in codes for language, label in code["label"].items() if label}
            for language in [SOURCE, *sorted(spoken - {SOURCE})]:
                locale, _new = Locale.objects.get_or_create(language_code=language)
                CodeList.objects.create(
                    translation_key=family,
                    locale=locale,
                    slug=name,
                    owner=programme.slug,
                    title=name.replace("_", " ").capitalize(),
                    codes=[_row(code, language) for code in codes],
                )


def _row(code, language):
    label = code["label"].get(language, "")
    return {"code": code["code"], "label": label, "score": None, "retired": False}


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("cases", "0003_programme_labels"),
        ("forms", "0008_library"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
