"""Trying a form while it is built: filled in for real, explained, kept and compared."""

import json
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from forms.asking.checking import check_answers
from forms.conditions.explaining import why_hidden
from forms.conditions.overview import overview
from forms.conditions.rules import Row, Rule
from forms.counted.recipes import Band, Recipe
from forms.document import Check, Choice
from forms.models import TryOut
from tests.factories.forms import document, make_definition, publish, question, section, when, words

DAY = date(2026, 11, 22)
SAID = {"field.day.check.past": "The day has not come yet.", "field.total.band.low": "low"}


def moving():
    """A small form with every kind of rule."""
    past = Check("past", Rule("all", (Row("day", "at_most", "today"),)))
    return section(
        "main",
        question("moved", "yes_no", required=True),
        question("day", "date", visible_if=when(("moved", "is", True)), checks=(past,)),
        question(
            "why",
            "choice",
            choices=(Choice("work", 1), Choice("love", 3)),
            visible_if=when(("day", "answered")),
        ),
        question("urgent", visible_if=when(("case.urgency", "is", "at_once"))),
        question(
            "total", "calculated", recipe=Recipe("sum", ("why",), bands=(Band("low", None, 5),))
        ),
    )


def explained(answers, language="en", **facts):
    form = document(moving())
    checked = check_answers(form, words(form), answers, facts=facts, today=DAY)
    with translation.override(language):
        return why_hidden(form, words(form), checked, facts=facts, today=DAY.isoformat())


def test_what_is_hidden_is_explained_line_by_line():
    day, why, urgent = explained({"moved": False})

    assert (day.named, day.sentence) == ("Day", "Shown when “Moved” is Yes.")
    assert day.failing == ("“Moved” is Yes",)
    assert why.because == ("Day",)
    assert urgent.failing == ("“How urgent it is” is at_once",)


def test_nothing_is_explained_that_is_shown():
    answers = {"moved": True, "day": "2026-01-01"}

    assert [each.path for each in explained(answers, case={"urgency": "at_once"})] == []


def test_every_rule_is_told_in_order_with_who_reads_it():
    form = document(moving())
    with translation.override("en"):
        parts = overview(form, words(form))

    told = {part.path: [each.sentence for each in part.told] for part in parts}
    assert list(told) == ["moved", "day", "why", "urgent", "total"]
    assert told["day"] == [
        "Shown when “Moved” is Yes.",
        "It must hold that “Day” is at most today.",
    ]
    assert told["total"][0].startswith("The sum of")
    assert {part.path: [path for path, _w in part.read_by] for part in parts}["day"] == ["why"]


@pytest.fixture
def admin(client, db):
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long phrase")
    client.force_login(user)
    return client


def url(definition, name="try"):
    return reverse(f"wagtailsnippets_forms_formdefinition:{name}", args=[definition.pk])


def test_a_draft_is_filled_in_judged_and_nothing_is_stored(admin):
    definition = make_definition("move", moving(), texts=SAID)

    filled = admin.post(url(definition), {"_made_up": "yes"})
    judged = admin.post(url(definition), {"_check": "yes", "moved": "yes", "day": "2099-01-01"})

    assert 'value="yes" checked' in filled.content.decode()
    assert [path for path, _s in judged.context["to_correct"]] == ["q-day"]
    assert [each.path for each in judged.context["explained"]] == ["urgent"]
    assert definition.versions.count() == 0
    assert not TryOut.objects.exists()


def test_a_kept_try_out_says_what_comes_out_otherwise_since_then_and_since_the_last_version(admin):
    definition = make_definition("move", moving(), texts=SAID)
    publish(definition)
    typed = {"moved": "yes", "day": "2026-01-01", "why": "love", "_today": "2026-11-22"}
    admin.post(url(definition), {**typed, "_save": "yes", "_name": "Flyttat"})

    same = admin.get(url(definition)).context["runs"][0]
    definition.refresh_from_db()
    definition.rewrite(
        document(section("main", *moving().fields[:3])), {**words(document(moving())), **SAID}
    )
    definition.save_revision()
    other = admin.get(url(definition)).context["runs"][0]

    assert (same.changed, same.since, same.outcome.ok) == ((), (), True)
    assert same.saved.expected["counted"] == {"total": "3"}
    assert len(other.changed) == 2  # one question less to hide, and nothing is counted
    assert other.since == other.changed
    assert admin.get(url(definition), {"saved": same.saved.pk}).context["kept_as"] == "Flyttat"


def test_without_a_name_nothing_is_kept_and_nothing_typed_is_lost(admin):
    definition = make_definition("move", moving(), texts=SAID)

    response = admin.post(url(definition), {"_save": "yes", "_name": " ", "moved": "no"})

    assert response.context["nameless"]
    assert 'value="no" checked' in response.content.decode()
    assert not TryOut.objects.exists()


def test_facts_of_an_imagined_case_open_what_depends_on_them(admin):
    definition = make_definition("move", moving(), texts=SAID)

    response = admin.post(url(definition), {"_show": "yes", "_fact.case.urgency": "at_once"})

    assert "urgent" not in [each.path for each in response.context["explained"]]
    assert [path for path, *_rest in response.context["imagined"]] == ["case.urgency"]


def test_a_draft_with_rules_that_cannot_be_followed_is_told_what_to_mend(admin):
    broken = section("main", question("a"), question("b", visible_if=when(("row.x", "answered"))))
    definition = make_definition("move", broken)

    response = admin.get(url(definition))

    assert response.status_code == 200
    assert response.context["problems"]
    assert admin.get(url(definition, "rules")).status_code == 200
    assert definition.make_preview_request().status_code == 200


def test_it_is_tried_in_the_words_of_each_language(admin):
    definition = make_definition("move", moving(), texts=SAID)
    make_definition(
        "move",
        moving(),
        texts={"field.moved.label": "Oletko muuttanut?", **SAID},
        language="fi",
        of=definition,
    )

    page = admin.get(url(definition), {"language": "fi"}).content.decode()

    assert "Oletko muuttanut?" in page


@pytest.mark.parametrize("name", ["try", "rules"])
def test_only_who_may_change_a_form_may_try_it(client, db, name):
    definition = make_definition("move", moving(), texts=SAID)
    client.force_login(get_user_model().objects.create_user("nobody"))

    assert client.get(url(definition, name)).status_code in {302, 403}


def test_rules_lead_to_their_question_in_the_editor(admin):
    definition = make_definition("move", moving(), texts=SAID)
    stored = json.dumps(definition.body.get_prep_value()[0]["value"]["fields"][1]["id"])

    page = admin.get(url(definition, "rules")).content.decode()

    assert f"#block-{json.loads(stored)}-section" in page
