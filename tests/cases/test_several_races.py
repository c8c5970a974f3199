"""Several parties at the same moment: the path goes on once, nothing is lost, nothing is counted twice."""

import pytest

from cases.actions import several
from cases.actions.tasks import complete_task
from cases.models import Case, CaseTask
from cases.parties import Whom
from tests.cases.test_races import at_once, fresh
from tests.factories.cases import open_keys, task
from tests.factories.several import asker, asking, begun, make_asking, partner, person

pytestmark = pytest.mark.django_db(transaction=True)
TRIALS = 4
CHOSEN = {"asks": (), "may_ask": ("others",)}


@pytest.fixture
def people():
    return [partner(name) for name in ("anna", "bo", "cia")]


def asked(people, **settings) -> tuple[Case, object, list[CaseTask]]:
    """A case in which these people are asked."""
    case, worker = begun(make_asking(asking(**{**CHOSEN, **settings}), task("after")))
    whom = [Whom("others", user=each) for each in people]
    return case, worker, several.ask_more(asker(case), by=worker, whom=whom)


def reply(row: CaseTask) -> CaseTask:
    by = fresh(row.owner)
    return complete_task(CaseTask.objects.get(pk=row.pk), by=by, answers={"suits": "yes"})


def went_on(case: Case) -> int:
    return case.journal.filter(code__startswith="went_on").count()


def names(outcomes) -> list[str]:
    return sorted(type(each).__name__ for each in outcomes)


@pytest.mark.parametrize("enough", [None, 3])
def test_the_last_two_answers_come_at_once_and_the_path_goes_on_once(people, enough):
    for _ in range(TRIALS):
        case, _worker, rows = asked(people, enough=enough)
        reply(rows[0])

        done = at_once(lambda: reply(rows[1]), lambda: reply(rows[2]))  # noqa: B023

        assert names(done) == ["CaseTask", "CaseTask"]
        assert (open_keys(case), went_on(case)) == (["after"], 1)
        assert CaseTask.objects.filter(case=case, key="after").count() == 1


@pytest.mark.parametrize(("late", "told"), [(True, "CaseTask"), (False, "AskedNoLonger")])
def test_when_one_is_enough_the_second_is_kept_or_told_so(people, late, told):
    for _ in range(TRIALS):
        case, _worker, rows = asked(people[:2], enough=1, late=late)

        done = at_once(lambda: reply(rows[0]), lambda: reply(rows[1]))  # noqa: B023

        assert names(done) == sorted(["CaseTask", told])
        assert (open_keys(case), went_on(case)) == (["after"], 1)
        kept = CaseTask.objects.filter(case=case, kind="party", submission__isnull=False)
        assert kept.count() == (2 if late else 1)


def test_an_answer_and_the_stop_of_its_party_end_in_one_of_the_two(people):
    for _ in range(TRIALS):
        case, worker, rows = asked(people[:2])

        def stop(row=rows[0], worker=worker):
            return several.stop_asking(row, by=fresh(worker), ground="consent_withdrawn")

        done = at_once(lambda: reply(rows[0]), stop)  # noqa: B023

        rows[0].refresh_from_db()
        assert names(done) in (["AskedNoLonger", "CaseTask"], ["CaseTask", "TaskAlreadyDone"])
        assert (rows[0].status == "DONE") == (rows[0].submission_id is not None)
        assert open_keys(case) == ["statement", "statement"]


def test_the_last_answer_and_going_on_without_let_the_path_go_on_once(people):
    for _ in range(TRIALS):
        case, worker, rows = asked(people[:1])

        def without(case=case, worker=worker):
            return several.go_on_without(asker(case), by=fresh(worker), reason="No time")

        done = at_once(lambda: reply(rows[0]), without)  # noqa: B023

        assert "CaseTask" in names(done)
        assert (open_keys(case), went_on(case)) == (["after"], 1)


def test_asking_one_more_and_the_answer_that_is_enough_never_leave_somebody_asked_for_nothing(
    people,
):
    for trial in range(TRIALS):
        case, worker, rows = asked(people[:1], enough=1)
        more = person(f"more{trial}")
        runner = asker(case)

        def grow(runner=runner, worker=worker, more=more):
            return several.ask_more(runner, by=fresh(worker), whom=[more])

        done = at_once(lambda: reply(rows[0]), grow)  # noqa: B023

        assert names(done) in (["CaseTask", "TaskAlreadyDone"], ["CaseTask", "list"])
        assert (open_keys(case), went_on(case)) == (["after"], 1)
        assert not CaseTask.objects.unfinished().filter(case=case, kind="party").exists()


def test_the_same_party_is_asked_by_two_at_once_and_gets_one_question(people):
    for trial in range(TRIALS):
        case, worker, _rows = asked(people[:1])
        more, runner = person(f"same{trial}"), asker(case)

        def grow(runner=runner, worker=worker, more=more):
            return several.ask_more(runner, by=fresh(worker), whom=[more])

        done = at_once(grow, grow)

        assert names(done) == ["AlreadyAsked", "list"]
        assert CaseTask.objects.filter(case=case, owner=more.user).count() == 1
