"""Every page opens for somebody who may see it."""

import pytest
from django.urls import reverse

from tests.factories.workspace import planned

PARTS = (
    "case",
    "case_timeline",
    "case_goals",
    "case_measurements",
    "case_documents",
    "case_team",
)
WRITING = ("note", "contact", "goal_add", "extra_task")


@pytest.mark.parametrize("name", ["my_day", "queue", "cases", "search", "start_programmes"])
def test_lists_open_when_they_are_empty(alva, name):
    assert alva.get(reverse(f"cases:{name}"), follow=True).status_code == 200


@pytest.mark.parametrize("name", [*PARTS, *WRITING])
def test_the_pages_of_a_case_open(alva, programme, people, name):
    case = planned(programme, people)

    answer = alva.get(reverse(f"cases:{name}", args=[case.pk]))

    assert answer.status_code == 200
    assert "Sirkka Holmlund" in answer.content.decode()
