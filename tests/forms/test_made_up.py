"""Answers made up for trying a form: valid wherever any answer is, and always the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings

from forms.asking.checking import check_answers
from forms.asking.skeleton import rules_of
from forms.conditions.rules import Row, Rule
from forms.document import KINDS, Check, Choice, Statement
from forms.kinds import KINDS as KNOWN
from forms.trying.made_up import made_up, made_up_files
from forms.versions.form_templates import shipped
from tests.factories.forms import document, question, section, when
from tests.forms import strategies

DAY = date(2026, 11, 22)
THREE = (Choice("a"), Choice("b"), Choice("c"))
LINES = (Statement("one"), Statement("two"))
ASKING = [kind for kind in KINDS if kind in KNOWN and KNOWN[kind].asks]


def tried(form):
    files = made_up_files(form)
    answers = made_up(form, today=DAY, facts=files)
    return answers, check_answers(form, {}, answers, facts=files, today=DAY)


def without_checks(form):
    """A random check may ask for what nobody can answer."""

    def bare(question):
        return replace(question, checks=(), items=tuple(bare(item) for item in question.items))

    sections = (replace(s, fields=tuple(bare(q) for q in s.fields)) for s in form.sections)
    return replace(form, sections=tuple(sections))


def nobody_can_answer(question):
    """Random questions may be such as are never published: nothing to choose, crossed limits; some stop everybody."""
    if question.kind == "stop" or any(KNOWN[question.kind].limits(question, question.key)):
        return True
    lacks = {
        "choice": "choices",
        "choices": "choices",
        "ranking": "statements",
        "matrix": "statements",
    }
    offered = getattr(question, lacks.get(question.kind, "key"))
    if question.kind in lacks and not offered:
        return True
    return bool(question.choices) and all(choice.retired for choice in question.choices)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.documents())
def test_what_is_made_up_always_passes_and_is_always_the_same(form):
    form = without_checks(form)
    assume(all(not field.startswith("row.") for rule in rules_of(form) for field in rule.fields()))
    answers, checked = tried(form)

    closed = [q.key for q in form.fields() if nobody_can_answer(q)]
    wrong = [path for path in checked.errors if path not in closed and "-" not in path]
    assert not wrong
    assert made_up(form, today=DAY, facts=made_up_files(form)) == answers


@pytest.mark.parametrize("kind", ASKING)
def test_every_kind_that_asks_gets_an_answer_when_one_is_required(kind):
    given = {
        "choices": THREE if kind in {"choice", "choices", "matrix"} else (),
        "statements": LINES if kind in {"matrix", "ranking"} else (),
        "items": (question("what", required=True),) if kind == "group" else (),
    }
    form = document(section("main", question("it", kind, required=True, **given)))

    answers, checked = tried(form)

    assert checked.errors == {}
    assert "it" in answers


@pytest.mark.parametrize("form", shipped(), ids=lambda each: each.key)
def test_the_shipped_forms_can_be_handed_in_as_made_up(form):
    assert tried(form.document)[1].errors == {}


@pytest.mark.parametrize(
    ("settings_", "kind"),
    [
        ({"least": 3, "most": 4}, "text"),
        ({"pattern": "digits"}, "text"),
        ({"pattern": "re2:[A-Z][0-9]"}, "text"),
        ({"least": 2.5, "most": 2.75, "step": 0.25}, "number"),
        ({"least": 100}, "money"),
        ({"most": -5}, "number"),
        ({"least": 3, "choices": THREE}, "choices"),
        ({"most": 1, "choices": THREE}, "choices"),
        ({"least": 4, "items": (question("a"),)}, "group"),
        ({"accept": ("se",)}, "municipality"),
        ({"accept": ("se",)}, "phone"),
    ],
)
def test_limits_are_kept(settings_, kind):
    form = document(section("main", question("it", kind, required=True, **settings_)))

    assert tried(form)[1].errors == {}


def test_other_answers_are_tried_until_nobody_is_stopped_and_checks_hold():
    before = Rule("all", (Row("day", "less_than", "today"),))
    form = document(
        section(
            "main",
            question("ill", "yes_no", required=True),
            question("no", "stop", visible_if=when(("ill", "is", True))),
            question("day", "date", required=True, checks=(Check("past", before),)),
        )
    )

    answers, checked = tried(form)

    assert (answers["ill"], answers["day"], checked.errors) == (False, "2026-10-23", {})
