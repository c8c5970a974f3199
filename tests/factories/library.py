"""Lists and field groups for tests."""

from typing import Any

from wagtail.models import Locale

from forms.document import Field
from forms.editing.bodies import body_from
from forms.library.taken import BLOCK, SECTION
from forms.models import CodeList, FieldGroup, FormDefinition
from tests.factories.forms import document, publish, section, words


def make_list(
    slug: str = "ways",
    *codes: str,
    owner: str = "",
    language: str = "sv",
    of: Any = None,
    **labels: str,
):
    """A list of codes; labels are made of them, and of the language when it is no source."""
    locale, _new = Locale.objects.get_or_create(language_code=language)
    family = {"translation_key": of.translation_key} if of else {}
    rows = [
        {
            "code": code,
            "label": labels.get(code, f"{code} {language}"),
            "score": None,
            "retired": False,
        }
        for code in codes or ("walk", "bus")
    ]
    return CodeList.objects.create(
        slug=slug, owner=owner, locale=locale, title=slug.capitalize(), codes=rows, **family
    )


def make_group(slug: str, *questions: Field, title: str = "Kontakt", **own: str) -> FieldGroup:
    """A published field group, version 1 or the next one."""
    doc = document(section(SECTION, *questions))
    texts = words(doc, form__title=title, **own)
    locale, _new = Locale.objects.get_or_create(language_code="sv")
    group = FieldGroup.objects.filter(slug=slug, locale=locale).first()
    group = group or FieldGroup(slug=slug, locale=locale, live=False)
    group.rewrite(doc, texts)
    if group.pk is None:
        group.save()
    group.save_revision().publish()
    group.refresh_from_db()
    return group


def form_with_group(slug: str, named: str, key: str = "guardian", **own: Any) -> FormDefinition:
    """A form with one section from the library, not yet published."""
    locale, _new = Locale.objects.get_or_create(language_code="sv")
    block = {"type": BLOCK, "value": {"group": named, "key": key, **own}, "id": None}
    return FormDefinition.objects.create(
        slug=slug, locale=locale, title=slug, body=[block], live=False
    )


def written(doc: Any, texts: Any) -> Any:
    return body_from(doc, texts)


__all__ = ["form_with_group", "make_group", "make_list", "publish", "written"]
