"""Extra tasks of a kind that the author allows: titled, for a role, by a day, with a form of the version."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.events import Said, start_event
from cases.actions.tasks import complete_task, take_task
from cases.facts import Facts
from cases.refusals import AnswersRefused, NotForYou
from tests.factories.cases import (
    flow,
    make_case,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import effects, steps

pytestmark = pytest.mark.django_db
WEEK = steps.Period(weeks=1)


def begun(role="worker", form="visit"):
    event = doc.Event("visit", roles=("worker",), form=form, effect=effects.ExtraTask(role, WEEK))
    programme = make_programme(
        flow(task("work"), events=(event,)), texts={"event.visit.title": "Hembesök"}
    )
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "work"), worker)
    return case, worker


def give(case, worker, **said):
    return start_event(case, "visit", worker, {}, said=Said(**said))


def test_the_task_has_the_authors_role_and_day_and_asks_the_form():
    case, worker = begun()

    row = give(case, worker, title="Hem till Marja")

    assert (row.kind, row.title, row.role, row.owner) == (
        "extra",
        "Hem till Marja",
        "worker",
        worker,
    )
    assert row.due_on == timezone.localdate() + timedelta(days=7)
    assert case.journal.get(code="extra_added").facts == {"title": "Hem till Marja"}
    complete_task(row, by=worker, answers={"remark": "Det gick bra"})
    row.refresh_from_db()
    assert row.submission.answers == {"remark": "Det gick bra"}


def test_it_stands_beside_the_path_and_may_be_given_again():
    case, worker = begun()

    give(case, worker)
    give(case, worker)
    assert open_keys(case) == ["visit", "visit", "work"]
    complete_task(open_task(case, "work"), by=worker, answers={})

    case.refresh_from_db()
    assert not case.is_open


def test_rules_know_its_answers_and_how_often_it_was_done():
    case, worker = begun()
    assert Facts(case).value("done.visit") is False
    complete_task(give(case, worker), by=worker, answers={"remark": "ja"})
    complete_task(give(case, worker), by=worker, answers={"remark": "nej"})

    facts = Facts(case)

    assert (facts.value("visit.remark"), facts.value("event.visit.times")) == ("nej", 2)
    assert facts.value("done.visit") is True


def test_without_a_role_it_is_for_whoever_starts_it_and_a_day_may_be_chosen():
    case, worker = begun(role="", form="")

    row = give(case, worker, until=timezone.localdate() + timedelta(days=2))

    assert (row.owner, row.due_on) == (worker, timezone.localdate() + timedelta(days=2))


@pytest.mark.parametrize(
    ("title", "days", "field"), [("x" * 201, 1, "title"), ("", -1, "until"), ("", 5000, "until")]
)
def test_what_cannot_be_is_refused_and_nothing_is_given_out(title, days, field):
    case, worker = begun()

    with pytest.raises(AnswersRefused) as refused:
        give(case, worker, title=title, until=timezone.localdate() + timedelta(days=days))

    assert list(refused.value.errors) == [field]
    assert open_keys(case) == ["work"]


def test_only_its_roles_give_it_out():
    case, _worker = begun()

    with pytest.raises(NotForYou):
        give(case, make_worker(case.programme, "bo"))


def test_its_page_asks_title_and_day_and_the_task_asks_the_form(client):
    case, worker = begun()
    client.force_login(worker)
    url = f"/work/cases/{case.pk}/events/visit/"
    assert 'name="effect-title"' in client.get(url).content.decode()
    assert 'name="remark"' not in client.get(url).content.decode()

    answer = client.post(url, {"effect-title": "Hem till Marja", "effect-until": ""})

    assert answer.status_code == 302
    row = open_task(case, "visit")
    shown = client.get(f"/work/cases/{case.pk}/tasks/{row.pk}/").content.decode()
    assert "Hem till Marja" in shown
    assert "remark" in shown
