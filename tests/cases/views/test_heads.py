"""Whoever may GET a page may ask for its head: monitors and link checkers do."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import JournalEntry
from cases.urls import urlpatterns
from tests.factories.cases import open_task
from tests.factories.workspace import planned

ONLY_POST = {
    *("notice", "entry_sign", "goal_state", "leave", "task_draft"),
    *("task_skip", "task_take", "task_back", "task_ask_withdraw", "task_survey"),
    *("several_without", "party_remind", "party_write"),
    *("proposal_answer", "proposal_withdraw", "away_back"),
}
# a trace; a case that was taken; a form for the workspace only
SHUT = {"entry_correct": 404, "receipt_correct": 409, "ending": 409, "task_ask": 404}
# no step of this service asks several
SEVERAL = ("asking", "several_more", "several_answers", "party_decline")
PARTY = ("party_stop", "party_link")
SHUT |= {"away_days": 404, "unit": 404}  # nobody is away; only managers have a unit
SHUT |= dict.fromkeys((*SEVERAL, *PARTY, "early", "proposal"), 404)  # nothing is asked of others
PAGES = [each.name for each in urlpatterns if each.name not in ONLY_POST]


@pytest.fixture
def arguments(programme, people, alva):
    case = planned(programme, people)
    alva.post(
        reverse("cases:note", args=[case.pk]), {"title": "a", "text": "b", "happened_on": day()}
    )
    goal, owed = case.goals.first(), case.obligations.first()
    document = case.tasks.filter(submission__isnull=False).first()
    entry = case.journal.exclude(kind=JournalEntry.Kind.TRACE).get()
    mine = open_task(case, "evaluate")
    return {
        "start": [programme.slug],
        "document": [case.pk, document.pk],
        "entry": [case.pk, entry.pk],
        "entry_correct": [case.pk, entry.pk],
        "goal": [case.pk, goal.pk],
        "event": [case.pk, "pause"],
        "explain": [case.pk, owed.pk],
        **{name: [case.pk, mine.pk] for name in ("task", "task_check", "task_give", "task_ask")},
        **{name: [case.pk, mine.pk] for name in SEVERAL},
        **{name: [case.pk, mine.pk, mine.pk] for name in PARTY},
        "early": [case.pk, "evaluate"],
        **{name: [] for name in ("my_day", "queue", "cases", "search", "start_programmes")},
        **{name: [] for name in ("unit", "away", "away_new")},
        "receipt": [case.pk],
        "else": [case.pk],
    }


@pytest.mark.parametrize("name", PAGES)
def test_head_answers_as_get_without_the_page(alva, arguments, name):
    address = reverse(f"cases:{name}", args=arguments.get(name, arguments["else"]))
    address += "?role=counsellor" if name == "appoint" else ""

    head, page = alva.head(address), alva.get(address)

    assert head.status_code == page.status_code
    assert head.status_code in (200, 302, SHUT.get(name, 200))
    assert head.content == b""


@pytest.mark.parametrize("name", sorted(ONLY_POST))
def test_what_changes_something_is_never_done_by_asking_for_a_head(alva, name):
    three = {key: [1, 1, 1] for key in ("task_ask_withdraw", "party_remind", "party_write")}
    alone = ("notice", "proposal_answer", "proposal_withdraw", "away_back")
    one = {key: [1] for key in alone}
    numbers = {**one, **three}.get(name, [1, 1])

    assert alva.head(reverse(f"cases:{name}", args=numbers)).status_code == 405


def day() -> str:
    """Today, as one writes it."""
    return timezone.localdate().isoformat()
