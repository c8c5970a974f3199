"""A case walks through its workflow."""

import pytest

from cases.actions.tasks import complete_task
from cases.models import CaseTask
from tests.factories.cases import make_case, make_programme, make_worker, open_keys, open_task

pytestmark = pytest.mark.django_db


def test_a_case_goes_from_task_to_task_and_closes_at_the_end():
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme, by=worker)

    assert open_keys(case) == ["first"]
    complete_task(open_task(case, "first"), by=worker, answers={})
    assert open_keys(case) == ["second"]
    complete_task(open_task(case, "second"), by=worker, answers={})

    case.refresh_from_db()
    assert (case.outcome, case.outcome_kind, case.closed_by) == ("finished", "completed", worker)
    assert not CaseTask.objects.unfinished().exists()
    assert [entry.code for entry in case.journal.order_by("happened_at")] == [
        "case_started",
        "phase_entered",
        "task_done",
        "task_done",
        "case_closed",
    ]
