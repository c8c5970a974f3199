"""Roles whose people work in named units, organisations or kinds of organisations; and whose queue tasks lie in."""

from dataclasses import replace

import pytest

from accounts.models import Organisation
from cases import access, candidates
from cases.actions import rights, team
from cases.actions.moves import move_case
from cases.actions.tasks import complete_task, take_task
from cases.facts import Facts
from cases.queries.case_head import head_of
from cases.queries.people import roles_to_fill
from cases.refusals import CannotHoldRole, TaskNotYours
from tests.factories.accounts import grant_role, make_unit, make_user
from tests.factories.cases import (
    WORKER,
    flow,
    make_case,
    make_programme,
    make_version,
    make_worker,
    open_task,
    task,
)
from workflows.document import Role

pytestmark = pytest.mark.django_db
ADVICE = Role("adviser", who=("counsellor",), units=("town/money",), queue="town/money")
OUTSIDE = Role("adviser", who=("partner",), kinds=("employment",))
BOTH = (task("first"), task("advise", role="adviser"))


@pytest.fixture
def town():
    """A unit for advice in another organisation, with eva; and frank of an employment service, without any unit."""
    town = Organisation.objects.create(name="Staden", slug="town", kind="association")
    unit = make_unit("Ekonomi", town, slug="money")
    office = Organisation.objects.create(name="Arbetskraft", slug="work", kind="employment")
    frank = make_user("frank", roles=(), organisation=office)
    grant_role(frank, "partner")
    return {"unit": unit, "eva": make_user("eva", unit=unit), "frank": frank}


def begun(role):
    """A case of somebody in the service's own unit, that has come to the adviser's task."""
    programme = make_programme(flow(*BOTH, roles=(WORKER, role)))
    alva = make_worker(programme, "alva")
    case = make_case(programme, by=alva)
    complete_task(take_task(open_task(case, "first"), alva), by=alva, answers={})
    return case, alva


def names(case, role):
    return [user.username for user in candidates.people_for(Facts(case), role)]


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (ADVICE, ["eva"]),
        (replace(ADVICE, units=(), organisations=("town",), queue=""), ["eva"]),
        (replace(ADVICE, units=(), kinds=("association",), queue=""), ["eva"]),
        (OUTSIDE, ["frank"]),
        (replace(OUTSIDE, kinds=(), organisations=("work", "gone")), ["frank"]),
        (replace(ADVICE, units=("town/gone", "nonsense"), queue="gone/gone"), []),
        (replace(ADVICE, units=()), ["alva", "eva"]),  # the queue's people beside the unit's own
    ],
)
def test_a_role_is_offered_to_the_people_of_its_places(town, role, who):
    case, alva = begun(role)

    assert names(case, role) == who
    if "alva" not in who:
        with pytest.raises(CannotHoldRole):
            team.appoint(case, by=alva, role="adviser", people=[alva])
    for name in {"eva", "frank"} & set(who):
        team.appoint(case, by=alva, role="adviser", people=[town[name]])


def test_while_nobody_holds_it_its_tasks_lie_in_the_queue_it_names(town):
    case, alva = begun(ADVICE)
    row = open_task(case, "advise")

    assert row.unit == town["unit"]
    assert not access.queue_for(alva).filter(pk=row.pk).exists()
    with pytest.raises(TaskNotYours):
        take_task(row, alva)
    assert access.queue_for(town["eva"]).get() == row
    complete_task(take_task(row, town["eva"]), by=town["eva"], answers={})


def test_a_queue_that_is_gone_leaves_the_task_with_the_case_s_own_unit():
    case, _alva = begun(replace(ADVICE, units=()))

    assert open_task(case, "advise").unit == case.unit


def test_a_published_queue_is_followed_by_what_lies_open(town):
    case, _alva = begun(replace(ADVICE, units=(), queue=""))
    assert open_task(case, "advise").unit == case.unit
    version = make_version(flow(*BOTH, roles=(WORKER, ADVICE)), definition=case.programme.workflow)

    assert (rights.follow(version.pk), rights.follow(version.pk)) == (1, 0)
    assert open_task(case, "advise").unit == town["unit"]

    back = make_version(
        flow(*BOTH, roles=(WORKER, replace(ADVICE, queue=""))), definition=case.programme.workflow
    )
    rights.follow(back.pk)
    assert open_task(case, "advise").unit == case.unit


def test_the_team_is_told_where_the_tasks_of_an_empty_role_go(town):
    case, alva = begun(ADVICE)
    head = head_of(case)

    (empty,) = [role for role in roles_to_fill(head, alva) if not role.held]
    assert empty.stands_in.endswith("Ekonomi")

    other, alva2 = begun_again(replace(ADVICE, units=(), queue="", fallback="worker"))
    (empty,) = [role for role in roles_to_fill(head_of(other), alva2) if not role.held]
    assert alva2.display_name in empty.stands_in


def begun_again(role):
    programme = make_programme(flow(*BOTH, roles=(WORKER, role)))
    worker = make_worker(programme, "bo", first_name="Bo", last_name="Ek")
    case = make_case(programme, by=worker)
    take_task(open_task(case, "first"), worker)
    return case, worker


@pytest.mark.parametrize("before", [ADVICE, replace(ADVICE, units=(), queue="")])
def test_a_case_that_is_moved_gives_its_tasks_to_whom_the_role_falls_back_on(town, before):
    case, alva = begun(before)
    falling = replace(ADVICE, units=(), queue="", fallback="worker")
    version = make_version(flow(*BOTH, roles=(WORKER, falling)), definition=case.programme.workflow)

    move_case(case, version, by=alva)

    row = open_task(case, "advise")
    assert (row.owner, row.unit) == (alva, case.unit)


def test_a_case_that_is_moved_takes_its_tasks_back_when_nobody_stands_in_any_more():
    case, alva = begun(replace(ADVICE, units=(), queue="", fallback="worker"))
    assert open_task(case, "advise").owner == alva
    plain = replace(ADVICE, units=(), queue="")
    version = make_version(flow(*BOTH, roles=(WORKER, plain)), definition=case.programme.workflow)

    move_case(case, version, by=alva)

    assert open_task(case, "advise").owner is None
