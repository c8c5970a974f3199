"""A packaged form that was worked on here: a well-being scale with other words, sections of one's own."""

import json

from forms.instruments.package import Package, read_package
from forms.models import FormDefinition, FormVersion
from tests.factories.forms import publish
from tests.factories.instruments import another_section, shipped

SLUG = "wellbeing5"


def package(content: bytes = b"", **changes: tuple[str, str]) -> Package:
    """The well-being scale; words of the file are replaced by others."""
    text = (content or shipped(SLUG)).decode()
    for before, after in changes.values():
        assert before in text, before
        text = text.replace(before, after)
    return read_package(text.encode())


REWORDED = {"words": ("Varje dag", "Var dag")}
SECOND = {"version": ('version: "1"', 'version: "2"'), "bound": ("wellbeing5@1", "wellbeing5@2")}


def form(slug: str = SLUG, language: str = "sv") -> FormDefinition:
    return FormDefinition.objects.get(slug=slug, locale__language_code=language)


def edited(change, slug: str = SLUG, **about: str) -> FormVersion:
    """An administrator changes the form in the editor, and publishes."""
    definition = form(slug)
    definition.body = change(definition.body.get_prep_value())
    for name, said in about.items():
        setattr(definition, name, said)
    return publish(definition)


def reworded(before: str, after: str):
    def change(body):
        text = json.dumps(body, ensure_ascii=False)
        assert before in text
        return json.loads(text.replace(before, after))

    return change


def extended(body):
    """A section of the editor's own, before the instrument's."""
    return [*another_section(), *body]


def asked(slug: str = SLUG) -> list[tuple[str, list[str]]]:
    document = form(slug).latest_version().document()
    return [(part.key, [each.key for each in part.fields]) for part in document.sections]


def own_section(key: str, question: str) -> list[dict]:
    """A section of the editor's own with one question."""
    [block] = another_section()
    field = {
        **block["value"]["fields"][0]["value"],
        "key": question,
        "label": f"{question.capitalize()}?",
    }
    inner = {
        **block["value"]["fields"][0],
        "value": field,
        "id": "4c8f4b2e-1f0d-4a68-9f3e-0d0d6a4f1c21",
    }
    return [
        {
            **block,
            "value": {**block["value"], "key": key, "fields": [inner]},
            "id": "4c8f4b2e-1f0d-4a68-9f3e-0d0d6a4f1c22",
        }
    ]
