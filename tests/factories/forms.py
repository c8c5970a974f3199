"""Forms for tests, written as data and published for real."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale

from forms.conditions.rules import Row, Rule
from forms.document import Choice, Field, FormDocument, Section
from forms.editing.bodies import body_from, key_from
from forms.models import FormDefinition, FormVersion
from forms.texts import INTRO, TITLE, choice_text, field_text, section_text

Asked = Mapping[str, Any]  # {key: kind, or a mapping with "kind" and settings}


def when(*rows: tuple[Any, ...], match: str = "all") -> Rule:
    """Write a rule shortly: `when(("urgency", "is", "now"))`."""
    return Rule(match, tuple(Row(*row) for row in rows))  # type: ignore[arg-type]


def question(key: str, kind: str = "text", **settings: Any) -> Field:
    """One question. `choices` may be codes, `items` questions as `{key: kind}` or fields."""
    choices = tuple(c if isinstance(c, Choice) else Choice(c) for c in settings.pop("choices", ()))
    items = tuple(settings.pop("items", ()))
    return Field(key, kind, choices=choices, items=items, **settings)  # type: ignore[arg-type]


def section(key: str = "main", *questions: Field, visible_if: Rule | None = None) -> Section:
    return Section(key, questions, visible_if)


def document(*sections: Section | Asked) -> FormDocument:
    """A document of sections, or of `{key: kind}` mappings that become a section each."""
    return FormDocument(
        tuple(
            each if isinstance(each, Section) else _section(f"part_{n}", each)
            for n, each in enumerate(sections, start=1)
        )
    )


def words(doc: FormDocument, **own: str) -> dict[str, str]:
    """Words for every text a document needs, made of its keys; `own` ones win (dots written `__`)."""
    found = {TITLE: "A form"}
    for part in doc.sections:
        found[section_text(part.key, "title")] = _said(part.key)
        for each in part.fields:
            found.update(_words(each, each.key))
    return {**found, **{key.replace("__", "."): text for key, text in own.items()}}


def make_definition(
    slug: str,
    *sections: Section | Asked,
    texts: Mapping[str, str] | None = None,
    language: str = "sv",
    of: FormDefinition | None = None,
) -> FormDefinition:
    """Write a form as an editor would, not yet published. `of` is the form it translates."""
    doc = document(*sections)
    said = {**words(doc), **(texts or {})}
    family = {"translation_key": of.translation_key} if of else {}
    locale, _new = Locale.objects.get_or_create(language_code=language)
    return FormDefinition.objects.create(
        slug=slug,
        locale=locale,
        title=said[TITLE],
        intro=said.get(INTRO, ""),
        body=body_from(doc, said),
        live=False,
        **family,
    )


def publish(definition: FormDefinition, *, by: Any = None) -> FormVersion:
    """Publish what is edited now, the way the editor does, and hand back the newest version."""
    definition.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return definition.latest_version()


def make_form(
    slug: str = "form",
    *sections: Section | Asked,
    texts: Mapping[str, str] | None = None,
    language: str = "sv",
) -> FormVersion:
    """Publish a form for real.

    sections   sections, or mappings `{key: kind}` / `{key: {"kind": …, …}}`; one text question when left out
    texts      own words by key, beside those made of the keys
    """
    return publish(
        make_definition(slug, *(sections or ({"note": "text"},)), texts=texts, language=language)
    )


def _section(key: str, asked: Asked) -> Section:
    return Section(key, tuple(_field(name, settings) for name, settings in asked.items()))


def _field(key: str, settings: Any) -> Field:
    if isinstance(settings, Field):
        return settings
    given = {"kind": settings} if isinstance(settings, str) else dict(settings)
    items = given.pop("items", {})
    if isinstance(items, Mapping):
        items = tuple(_field(name, each) for name, each in items.items())
    return question(key, items=items, **given)


def _words(each: Field, path: str) -> dict[str, str]:
    found = {field_text(path, "label"): _said(each.key)}
    for choice in each.choices:
        found[choice_text(path, choice.code)] = _said(choice.code)
    if each.kind == "group":
        found[field_text(path, "row")] = _said(each.key).lower()
    for item in each.items:
        found.update(_words(item, f"{path}.{item.key}"))
    return found


def _said(key: str) -> str:
    return key_from(key).replace("_", " ").capitalize() or key
