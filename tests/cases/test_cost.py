"""Finishing a task and giving out the next costs a known number of round trips, commit included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions.tasks import complete_task
from cases.versions import form_version
from forms.conditions.rules import Row, Rule
from tests.factories.cases import flow, make_case, make_programme, make_worker, open_task, task
from workflows import steps

pytestmark = pytest.mark.django_db(transaction=True)
SPOKEN = steps.Choice(
    "more",
    branches=(
        steps.Branch("yes", (task("again"),), Rule("all", (Row("first.remark", "is", "yes"),))),
        steps.Branch("no"),
    ),
)


@pytest.mark.parametrize(
    ("document", "most"),
    [
        (flow(task("first"), task("second")), 4),
        (flow(task("first", form="ask"), task("second")), 5),
        (flow(task("first", form="ask"), SPOKEN, task("second")), 5),
    ],
    ids=["no form", "form", "form and a choice on its answers"],
)
def test_finishing_a_task_stays_within_its_round_trips(document, most):
    programme = make_programme(document)
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    complete_or_take(case, worker)
    first = open_task(case, "first")
    for pk in programme.current_version().forms.values():
        form_version(pk)  # read once per process: not a cost of every step

    with CaptureQueriesContext(connection) as made:
        complete_task(first, by=worker, answers={"remark": "no"})

    assert len(made) == most, "\n".join(each["sql"][:200] for each in made)


def complete_or_take(case, worker):
    """The worker holds the role already, as in the middle of a case."""
    case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    case.tasks.filter(key="first").update(owner=worker, status="ASSIGNED")
