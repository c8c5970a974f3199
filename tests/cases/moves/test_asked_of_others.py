"""Moving a case in which others are asked to agree: the question goes along, or is taken back and given back."""

from dataclasses import replace

import pytest

from cases.actions import proposals
from cases.actions.events import Said, start_event
from cases.actions.moves import move_case, undo_move
from cases.actions.tasks import take_task
from cases.actions.team import appoint
from cases.hand import open_hand
from cases.models import Notice, Proposal
from cases.moves.sides import side_of
from cases.moves.standings import standing_of, standings
from cases.refusals import CannotMove
from tests.factories.cases import (
    flow,
    make_case,
    make_programme,
    make_version,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import effects
from workflows.moves.judging import judge

pytestmark = pytest.mark.django_db
LONGER = doc.Event(
    "longer",
    roles=("worker",),
    effect=effects.Approval(("worker", "leader")),
    blocks=(task("sign"),),
)
BEFORE = flow(task("look"), events=(LONGER,))
WITHOUT = flow(task("look"), task("other"))


@pytest.fixture
def asked():
    """A case in which the worker has asked for approval."""
    programme = make_programme(BEFORE, texts={"event.longer.title": "Förläng"})
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "look"), worker)
    start_event(case, "longer", worker, {}, said=Said("Praktiken slutar i maj"))
    return case, worker, case.proposals.get()


def version(case, document):
    return make_version(document, definition=case.programme.workflow)


def verdict(case, to):
    hand = open_hand(case.processes.get().pk)
    [(_case, was, standing)] = standings(to.definition)
    assert standing == standing_of(hand), "read alike for one case and for all"
    return judge(side_of(was), side_of(to.pk), standing)


def test_what_is_gone_from_the_drawing_is_asked_no_longer_and_the_asker_is_told(asked):
    case, worker, row = asked
    to = version(case, WITHOUT)
    found = verdict(case, to)
    assert [(each.reason.code, each.reason.title) for each in found.open] == [
        ("beside_gone", "Förläng")
    ]
    assert [[option.value for option in each.options] for each in found.open] == [["stop"]]
    with pytest.raises(CannotMove):
        move_case(case, to, by=worker)

    by = make_worker(case.programme, "oskar")
    move = move_case(case, to, by=by, choices={found.open[0].key: "stop"})

    row.refresh_from_db()
    assert (row.state, row.task.status) == (Proposal.State.WITHDRAWN, "CANCELED")
    assert Notice.objects.get(case=case).user == worker
    assert open_keys(case) == ["look"]
    undo_move(move, by=by)
    row.refresh_from_db()
    assert (row.state, row.settled_at, row.task.status) == (Proposal.State.OPEN, None, "STARTED")
    assert not Notice.objects.filter(case=case).exists()


def test_a_question_whose_event_stays_goes_along_and_is_answered_in_the_new_version(asked):
    case, worker, row = asked
    shorter = replace(LONGER, effect=effects.Approval(("worker",)), blocks=(task("write"),))
    to = version(case, flow(task("look"), events=(shorter,)))
    assert verdict(case, to).kind == "moves"

    move_case(case, to, by=worker)
    proposals.answer(row, by=worker, agrees=True)
    assert open_keys(case) == ["look"], "the leader was asked, too"
    proposals.answer(row, by=leader(case, worker), agrees=True)

    assert open_keys(case) == ["look", "write"]


def leader(case, worker):
    """Somebody who comes to hold the role that is waited for."""
    person = make_worker(case.programme, roles=("manager",))
    appoint(case, by=worker, role="leader", people=[person])
    return person
