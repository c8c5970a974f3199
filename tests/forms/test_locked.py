"""A locked instrument keeps its wording, order, choices and scoring; everything around it is the editor's own."""

import html
import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from forms.instruments.importing import import_package
from forms.instruments.package import read_package
from forms.instruments.panel import held
from forms.models import FormDefinition
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition
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


def editor(definition: FormDefinition) -> str:
    client = Client()
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    url = reverse("wagtailsnippets_forms_formdefinition:edit", args=[definition.pk])
    return html.unescape(client.get(url).content.decode())


def redrafted(definition: FormDefinition, before: str, after: str) -> FormDefinition:
    body = json.dumps(definition.body.get_prep_value(), ensure_ascii=False)
    definition.body = json.loads(body.replace(before, after))
    definition.save_revision(clean=False)
    return definition


def test_the_editor_says_that_a_section_is_locked_before_anything_is_changed():
    page = editor(locked_form())

    assert (
        "“Wellbeing, five statements” is locked by its owner (Stegvis): questions, choices" in page
    )
    assert "It cannot be published like this" not in page


def test_a_saved_draft_is_marked_where_it_differs_and_stays_a_draft():
    definition = redrafted(locked_form(), "Varje dag", "Dagligen")

    page = editor(definition)

    assert page.count("the wording stays “Varje dag”.") == 1  # in the panel
    assert page.count("the wording stays \\u201cVarje dag\\u201d.") == 1  # beside the question
    assert FormDefinition.objects.get(pk=definition.pk).has_unpublished_changes


def test_each_question_that_differs_is_marked():
    definition = redrafted(locked_form(), "Varje dag", "Dagligen")
    redrafted(definition, '"times": 4', '"times": 5')

    assert [problem.where for problem in held(definition)] == ["wellbeing", "week"]


def test_a_form_that_is_bound_to_nothing_asks_nothing_of_the_database(django_assert_num_queries):
    definition = make_definition("plain", {"a": "text"})

    with django_assert_num_queries(0):
        assert held(definition) == []
