"""Forms from XLSForm and to FHIR: what is taken along is right, what is not is said."""

import json
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from forms.conditions.rules import Row, Rule
from forms.exchange.fhir import questionnaire
from forms.exchange.workbooks import Unreadable
from forms.exchange.xlsform import take
from forms.exchange.xpath import Untold, limits_from, rule_from
from forms.models import FormDefinition
from tests.factories.forms import make_form

SV, EN, DE = "label::Svenska (sv)", "label::English (en)", "label::Deutsch (de)"
HEAD = [
    "type",
    "name",
    SV,
    EN,
    DE,
    "required",
    "relevant",
    "constraint",
    "parameters",
    "calculation",
]
SURVEY = [
    HEAD,
    ["text", "Namn", "Vad heter du?", "Your name?", "Name?", "yes"],
    ["begin_group", "work", "Arbete", "Work"],
    ["select_one yn", "employed", "Arbetar du?", "Do you work?"],
    ["integer", "hours", "Timmar i veckan", "Hours a week", "", "", "${employed} = 'yes'", ". >= 0 and . <= 60"],
    ["select_multiple obstacles", "why", "Vad hindrar?", "What is in the way?", "", "", "selected(${employed}, 'no')"],
    ["text", "more", "Berätta", "Tell", "", "", "selected(${why}, 'time') or ${hours} > 40"],
    ["text", "odd", "Udda", "Odd", "", "", "count(${why}) > 1 and ${hours} * 2 > 3"],
    ["end_group"],
    ["begin_repeat", "children", "Barn", "Children"],
    ["text", "first", "Förnamn", "First name"],
    ["date", "born", "Född", "Born", "", "", "${first} != ''"],
    ["end_repeat"],
    ["range", "mood", "Hur mår du?", "How are you?", "", "", "", "", "start=0 end=10 step=1"],
    ["calculate", "double", "", "", "", "", "", "", "", "${hours} * 2"],
    ["geopoint", "place", "Plats", "Place"],
]  # fmt: skip
CHOICES = [
    ["list_name", "name", "label::Svenska (sv)", "label::English (en)"],
    ["yn", "yes", "Ja", "Yes"],
    ["yn", "no", "Nej", "No"],
    ["obstacles", "time", "Tid", "Time"],
    ["obstacles", "Health", "Hälsa", "Health"],
]
KINDS = {"a": "number", "b": "choices", "c": "choice", "d": "yes_no"}


def workbook(survey=SURVEY, choices=CHOICES) -> bytes:
    book = Workbook()
    book.active.title = "survey"
    for row in survey:
        book["survey"].append(row)
    for title, rows in (("choices", choices), ("settings", [["form_title"], ["Start"]])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def taken(**given):
    return take(workbook(**given), languages=("sv", "fi", "en"), source="sv")


def test_questions_groups_choices_and_words_are_taken_along():
    found = taken()
    shape = {
        each.key: (each.kind, [c.code for c in each.choices]) for each in found.document.fields()
    }

    assert [section.key for section in found.document.sections] == [
        "questions",
        "work",
        "questions_2",
    ]
    assert shape["namn"] == ("text", [])
    assert found.document.field("namn").required
    assert shape["employed"] == ("choice", ["yes", "no"])
    assert shape["why"] == ("choices", ["time", "health"])
    assert [item.key for item in found.document.field("children").items] == ["first", "born"]
    assert (found.document.field("mood").least, found.document.field("mood").most) == (0, 10)
    assert found.source == "sv"
    assert found.texts["sv"]["form.title"] == "Start"
    assert found.texts["en"]["field.children.first.label"] == "First name"


def test_simple_conditions_become_rules_and_the_rest_is_reported():
    found = taken()
    fields = {each.key: each for each in found.document.fields()}
    told = " ".join(found.report)

    assert fields["hours"].visible_if == Rule("all", (Row("employed", "is", "yes"),))
    assert (fields["hours"].least, fields["hours"].most) == (0, 60)
    assert fields["more"].visible_if == Rule(
        "any", (Row("why", "includes", "time"), Row("hours", "more_than", 40))
    )
    assert fields["children"].items[1].visible_if == Rule("all", (Row("row.first", "answered"),))
    assert fields["odd"].visible_if is None
    for left_out in ("Udda", "double", "geopoint", "Deutsch"):
        assert left_out in told


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("${a} >= 18", Rule("all", (Row("a", "at_least", 18),))),
        ("(${a} < 5)", Rule("all", (Row("a", "less_than", 5),))),
        ("not(selected(${b}, 'x'))", Rule("all", (Row("b", "excludes", "x"),))),
        ("selected(${c}, 'x') and ${a} = 1", Rule("all", (Row("c", "is", "x"), Row("a", "is", 1)))),
        ("${d} = 'yes'", Rule("all", (Row("d", "is", True),))),
        ("string-length(${c}) > 0", Rule("all", (Row("c", "answered"),))),
    ],
)
def test_a_condition_of_theirs_is_one_of_ours(written, rule):
    assert rule_from(written, KINDS) == rule


@pytest.mark.parametrize(
    "written",
    ["${a} + 1 > 2", "${a} = 1 or ${c} = 'x' and ${d} = 'yes'", "pulldata('x')", "", "true()"],
)
def test_what_our_rules_cannot_say_is_not_guessed(written):
    with pytest.raises(Untold):
        rule_from(written, KINDS)
    with pytest.raises(Untold):
        limits_from(written or "nothing")


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04 no book", b"name,type\n1,2", b"\x00" * 100])
def test_what_is_no_workbook_is_a_sentence(broken):
    with pytest.raises(Unreadable, match="XLSForm"):
        take(broken, languages=("sv",), source="sv")


def test_a_form_goes_out_with_points_conditions_and_translations():
    found = taken()
    resource, told = questionnaire(
        found.document, found.texts, source="sv", slug="start", version=3
    )
    work = resource["item"][1]
    employed, hours, why = work["item"][:3]

    assert (resource["resourceType"], resource["version"], resource["title"]) == (
        "Questionnaire",
        "3",
        "Start",
    )
    assert employed["answerOption"][0]["valueCoding"]["code"] == "yes"
    assert employed["_text"]["extension"][0]["extension"][1]["valueString"] == "Do you work?"
    assert hours["enableWhen"][0]["answerCoding"]["code"] == "yes"
    assert why["repeats"] is True
    assert resource["item"][2]["item"][0]["type"] == "group"
    assert any("double" in sentence for sentence in told)
    json.dumps(resource)


@pytest.fixture
def admin(client, db):
    user = get_user_model().objects.create_superuser(
        "admin", "admin@example.org", "a long pass phrase"
    )
    client.force_login(user)
    return client


def test_a_workbook_becomes_a_draft_with_its_translations_and_a_report(admin):
    url = reverse("wagtailsnippets_forms_formdefinition:from_workbook")
    sent = SimpleUploadedFile("Min blankett.xlsx", workbook())

    response = admin.post(url, {"workbook": sent})

    made = FormDefinition.objects.get(slug="min-blankett", locale__language_code="sv")
    assert response.status_code == 200
    assert "Udda" in response.content.decode()
    assert (made.title, made.live) == ("Start", False)
    assert made.get_translations().count() == 1


def test_a_broken_workbook_stores_nothing_and_says_why(admin):
    url = reverse("wagtailsnippets_forms_formdefinition:from_workbook")

    response = admin.post(
        url, {"workbook": SimpleUploadedFile("x.xlsx", b"no book"), "title": "Kvar"}
    )

    page = response.content.decode()
    assert "XLSForm" in page
    assert "Kvar" in page
    assert not FormDefinition.objects.exists()


def test_the_newest_version_is_downloaded_as_a_questionnaire(admin):
    version = make_form("note", {"kind": {"kind": "choice", "choices": ("now",)}})
    url = reverse("wagtailsnippets_forms_formdefinition:elsewhere", args=[version.definition_id])

    page, file = admin.get(url), admin.get(url, {"file": ""})

    assert page.status_code == 200
    assert file["Content-Type"] == "application/fhir+json"
    assert json.loads(file.content)["name"] == "note"
