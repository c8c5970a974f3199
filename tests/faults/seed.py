"""What is in the database of a site under fault. Filled in a process of its own, by `Place.seed`."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.actions import tasks
from cases.models import Case, Programme
from tests.factories import cases as make
from workflows import document as doc
from workflows import steps as tree

PEOPLE = 4
FIRST, PAIRS, LAST = 4, 3, 2  # cases of each person and fault, at three points of the way
DUE_CASES = 60
WEEK = tree.Period(weeks=1)


def way() -> doc.WorkflowDocument:
    """A form, two tasks at once for two people, a form that closes the case; something is owed, too."""
    together = tree.Parallel(
        "together",
        (
            tree.Branch("one", (make.task("left"),)),
            tree.Branch("two", (make.task("right", role="leader"),)),
        ),
    )
    owed = doc.Obligation("visit", tree.Moment("case_start", WEEK), opens=7, role="worker")
    return make.flow(
        make.task("first", form="story"),
        together,
        make.task("last", form="story"),
        obligations=(owed,),
    )


def waiting() -> doc.WorkflowDocument:
    """A wait beside a task with two reminders and two escalations; something is owed, too."""
    look = make.task(
        "look",
        due=tree.Moment("now", WEEK),
        reminders=(-2, 3),
        escalate_after=1,
        escalate_to="manager",
        escalations=(tree.Escalation(5, "leader"),),
    )
    return make.flow(
        tree.Parallel(
            "together",
            (
                tree.Branch(
                    "one", (tree.Wait("rest", tree.Moment("now", WEEK)), make.task("after"))
                ),
                tree.Branch("two", (look,)),
            ),
        ),
        obligations=(
            doc.Obligation("visit", tree.Moment("case_start", WEEK), opens=2, role="worker"),
        ),
    )


type Work = dict[str, list[tuple[int, int, str]]]  # {username: [(case, task, step), …]}


def seed_load() -> dict[str, Work]:
    """Cases in the middle of their way, enough to be busy with while something is killed twice.

    returns   {fault: work}
    """
    programme = make.make_programme(way(), slug="load")
    people = [make.make_worker(programme, f"person{number}") for number in range(PEOPLE)]
    return {fault: _work(programme, people) for fault in ("database", "server")}


def _work(programme: Programme, people: list[User]) -> Work:
    work: Work = {me.username: [] for me in people}

    def give(case: Case, step: str, to: User) -> None:
        task = tasks.take_task(make.open_task(case, step), to)
        work[to.username].append((case.pk, task.pk, step))

    for turn in range(max(FIRST, PAIRS, LAST)):
        for me, other in zip(people, people[1:] + people[:1], strict=True):
            if turn < FIRST:
                give(make.make_case(programme, by=me), "first", me)
            if turn < PAIRS:
                case = _walked(programme, me, "first")
                give(case, "left", me)
                give(case, "right", other)
            if turn < LAST:
                give(_walked(programme, me, "first", "left", "right"), "last", me)
    return work


def _walked(programme: Programme, by: User, *steps: str) -> Case:
    case = make.make_case(programme, by=by)
    for step in steps:
        answers = {"remark": "before the fault"} if step == "first" else {}
        tasks.complete_task(make.open_task(case, step), by=by, answers=answers)
    return case


def seed_due() -> int:
    """Cases of a month ago in which nobody swept since: a wait, two reminders and an obligation are due.

    returns   how many
    """
    programme = make.make_programme(waiting(), slug="due")
    person = make.make_worker(programme, "sleeper")
    for _ in range(DUE_CASES):
        case = make.make_case(programme, by=person, now=timezone.now() - timedelta(days=30))
        tasks.take_task(make.open_task(case, "look"), person)
    return DUE_CASES


@transaction.atomic
def seed() -> None:
    """Everything at once; says what it made as JSON on one line."""
    print(json.dumps({"work": seed_load(), "due": seed_due()}))
