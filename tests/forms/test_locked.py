"""A locked instrument keeps its wording, order, choices and scoring; everything around it is the editor's own."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from forms.instruments.importing import import_package
from forms.instruments.package import read_package
from forms.models import FormDefinition
from tests.factories.instruments import another_section, locked_wellbeing, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def locked_form() -> FormDefinition:
    return import_package(read_package(locked_wellbeing()))[0]


def edited(definition: FormDefinition, before: str, after: str) -> list[str]:
    """What prevents publishing after a word or a setting was changed in the editor."""
    body = json.dumps(definition.body.get_prep_value(), ensure_ascii=False)
    assert before in body
    definition.body = json.loads(body.replace(before, after))
    return [problem.sentence for problem in definition.problems()]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "Jag har haft ro i mig.",
            "Jag har varit lugn.",
            "the wording stays “Jag har haft ro i mig.”",
        ),
        ("Varje dag", "Dagligen", "the wording stays “Varje dag”"),
        ('"score": 5', '"score": 6', "its questions, their order, choices and scoring stay"),
        ('"required": true', '"required": false', "stay as they are"),
        ('"times": 4', '"times": 5', "stay as they are"),
        (
            '"instrument": "wellbeing5@1"',
            '"instrument": "wellbeing5@2"',
            "wellbeing5@2, which is not known here",
        ),
    ],
)
def test_a_locked_instrument_is_not_changed_in_the_editor(before, after, sentence):
    definition = locked_form()

    found = edited(definition, before, after)

    assert len(found) == 1
    assert sentence in found[0]
    with pytest.raises(ValidationError):
        definition.save_revision(clean=False).publish()


def test_tips_titles_and_further_sections_of_a_locked_form_are_the_editors_own():
    definition = locked_form()

    assert edited(definition, "De senaste två veckorna", "Två veckor tillbaka") == []
    definition.body = [*definition.body.get_prep_value(), *another_section()]
    assert definition.problems() == []


def test_a_question_that_is_taken_out_is_named():
    definition = locked_form()
    body = definition.body.get_prep_value()
    body[0]["value"]["fields"] = [
        f for f in body[0]["value"]["fields"] if f["value"]["key"] != "wellbeing"
    ]
    definition.body = body

    assert [p.sentence for p in definition.problems()] == [
        "“Wellbeing, five statements” needs the question “wellbeing”, which its section does not ask."
    ]


def test_a_translation_of_a_locked_instrument_comes_from_its_owner():
    definition = locked_form()
    finnish = definition.get_translations().get(locale__language_code="fi")

    assert finnish.problems() == []
    assert "the wording stays “Joka päivä”" in edited(finnish, "Joka päivä", "Päivittäin")[0]


def test_an_instrument_that_is_not_locked_may_be_reworded():
    assert edited(take_in("wellbeing5"), "Varje dag", "Dagligen") == []
