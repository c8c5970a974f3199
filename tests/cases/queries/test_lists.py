"""Pages that continue after the last row shown, and counts that stop."""

from datetime import date, timedelta

import pytest

from cases.models import CaseTask
from cases.queries.inbox import queue_page
from cases.queries.lists import Counted, Key, counted, page_of
from tests.factories.workspace import make_people, make_service, referred

TODAY = date(2026, 11, 19)
DUE = (TODAY, None, TODAY - timedelta(days=3), TODAY, None)


@pytest.fixture
def tasks(db) -> list[CaseTask]:
    """Five tasks in the queue: two due on the same day, one late, two without a day. The second is urgent."""
    programme = make_service()
    people = make_people(programme.unit)
    found = []
    for number, due_on in enumerate(DUE):
        urgency = "at_once" if number == 1 else "not_urgent"
        case = referred(programme, people["alva"], f"Person {number}", urgency=urgency)
        CaseTask.objects.filter(case=case, key="assess").update(due_on=due_on)
        found.append(case.tasks.get(key="assess"))
    return found


def walked(fetch) -> list[int]:
    """The primary keys of all rows, page after page."""
    seen, mark = [], ""
    while len(seen) <= 2 * len(DUE):  # a list that never ends is wrong, too
        page = fetch(mark)
        seen += [row.pk for row in page.rows]
        mark = page.mark
        if not mark:
            break
    return seen


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_every_row_comes_once_and_those_without_a_day_last(tasks, size):
    rows = CaseTask.objects.filter(key="assess")
    keys = (Key("due_on", empty=True), Key("pk"))

    seen = walked(lambda mark: page_of(rows, keys, size=size, mark=mark))

    assert seen == [tasks[number].pk for number in (2, 0, 3, 1, 4)]


@pytest.mark.parametrize("size", [1, 2, 4])
def test_the_queue_goes_on_after_the_last_row_with_the_urgent_before_all(tasks, size):
    petter = tasks[0].case.opened_by.organisation.people.get(username="petter")

    seen = walked(lambda mark: queue_page(petter, size=size, mark=mark))

    assert seen == [tasks[number].pk for number in (1, 2, 0, 3, 4)]


def test_a_list_runs_backwards_as_well(tasks):
    keys = (Key("pk", descending=True),)

    seen = walked(
        lambda mark: page_of(CaseTask.objects.filter(key="assess"), keys, size=2, mark=mark)
    )

    assert seen == [task.pk for task in reversed(tasks)]


@pytest.mark.parametrize(("cap", "said"), [(4, "4+"), (5, "5"), (6, "5")])
def test_a_count_stops_at_its_cap(tasks, cap, said):
    assert str(counted(CaseTask.objects.filter(key="assess"), cap)) == said


def test_nothing_counted_is_nothing():
    assert not Counted(0)
