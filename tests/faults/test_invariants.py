"""The judge of all faults, judged: each rule sees what breaks it, and nothing in cases that are sound."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cases.actions import tasks, team
from cases.sweeper import sweep
from tests.factories import cases as make
from tests.factories.several import begun, make_asking, partner, party
from tests.faults.invariants import OPEN, RULES, broken
from tests.faults.seed import waiting, way

pytestmark = pytest.mark.django_db

BREAK = {
    "a case and its path end together": "UPDATE cases_caseprocess SET status = 'DONE'",
    "every case has a path": "UPDATE cases_caseprocess SET case_id = (SELECT min(id) FROM cases_case)",
    "an open case can go on": f"UPDATE cases_casetask SET status = 'CANCELED' WHERE status IN {OPEN}",  # noqa: S608  a constant
    "nothing stays open in a closed case": "UPDATE cases_casetask SET status = 'NEW' WHERE key = 'last'",
    "the path rests once at each step": (
        "UPDATE cases_casetask t SET flow_task = o.flow_task FROM cases_casetask o "
        "WHERE o.case_id = t.case_id AND o.key = 'left' AND t.key = 'right' AND t.status <> 'DONE'"
    ),
    "what is done was done once, by somebody, and the journal knows": (
        "DELETE FROM cases_journalentry WHERE code = 'task_done'"
    ),
    "nothing is done halfway": "UPDATE cases_casetask SET done_by_id = NULL",
    "the journal tells of nothing that was not done": (
        "UPDATE cases_casetask SET status = 'CANCELED' WHERE key = 'first'"
    ),
    "answers belong to something done": "UPDATE cases_casetask SET submission_id = NULL",
    "what was asked was answered": "UPDATE cases_casetask SET submission_id = NULL WHERE key = 'first'",
    "nobody is asked twice in a round": (
        """UPDATE cases_casetask SET data = data || '{"whom": "role:health"}' WHERE kind = 'party'"""
    ),
    "who is asked hangs on a step that was reached": (
        """UPDATE cases_casetask SET data = data || '{"round": 7}' WHERE kind = 'several'"""
    ),
    "a task is in somebody's hands or in nobody's": "UPDATE cases_casetask SET owner_id = NULL",
    "an open case is in one phase": "UPDATE cases_phasevisit SET left_at = now()",
    "a case begins once and ends once": "DELETE FROM cases_journalentry WHERE code = 'case_closed'",
    "cases are counted without a gap": "UPDATE cases_programme SET next_number = next_number + 1",
    "a wait that is over is not armed": (
        "UPDATE cases_casetask SET scheduled = now() WHERE flow_task_type = 'TIMER'"
    ),
    "nobody is told without a reason, nor twice": "DELETE FROM cases_reminder",
    "what is owed comes up once": "UPDATE cases_obligation SET state = 'coming'",
    "every reading is in the chain": (
        "INSERT INTO accounts_accessentry (user_id, at, subject_type, subject_id, what, why, previous_hash, hash) "
        "SELECT min(id), now(), 'case', 1, 'journal', '', 'x', '' FROM accounts_user"
    ),
}


@pytest.fixture
def _cases() -> None:
    """A case at its first step, one between two people, one closed, one swept late, one that asks several."""
    programme = make.make_programme(way(), slug="load")
    alva = make.make_worker(programme, "alva")
    for steps in ((), ("first",), ("first", "left", "right", "last")):
        case = make.make_case(programme, by=alva)
        for step in steps:
            answers = {"remark": "said"} if step in ("first", "last") else {}
            tasks.complete_task(make.open_task(case, step), by=alva, answers=answers)
    long_ago = timezone.now() - timedelta(days=30)
    late = make.make_case(make.make_programme(waiting(), slug="due"), by=alva, now=long_ago)
    tasks.take_task(make.open_task(late, "look"), alva)
    sweep()
    case, worker = begun(make_asking())
    health = partner("health")
    team.appoint(case, by=worker, role="health", people=[health])
    tasks.complete_task(party(case, "health"), by=health, answers={"suits": "yes"})


def rules_broken() -> set[str]:
    said = list(broken(connection))
    return {
        rule.name
        for rule in RULES
        if any(re.fullmatch(_pattern(rule.sentence), sentence) for sentence in said)
    }


def _pattern(sentence: str) -> str:
    return re.escape(sentence).replace(r"\{\}", ".*")


@pytest.mark.usefixtures("_cases")
def test_cases_that_are_sound_break_no_rule():
    assert list(broken(connection)) == []


def test_each_rule_is_broken_here_once():
    assert list(BREAK) == [rule.name for rule in RULES]


@pytest.mark.usefixtures("_cases")
@pytest.mark.parametrize("rule", BREAK)
def test_a_broken_row_is_seen(rule):
    with connection.cursor() as cursor:
        cursor.execute(BREAK[rule])
        assert cursor.rowcount > 0

    assert rule in rules_broken()
