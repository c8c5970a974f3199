"""The table of days: when the engine says that something is owed, for every way of counting (J.8, J4-6).

Each line is played for real: a case begins, time passes, things are met or not, and the days are read back.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine

from cases.actions.events import start_event
from cases.actions.tasks import complete_task
from cases.sweeper import sweep
from forms.conditions.rules import Row, Rule
from forms.document import Field
from tests.factories.cases import (
    end,
    flow,
    make_case,
    make_form_version,
    make_participant,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import steps as tree

pytestmark = pytest.mark.django_db
Moment, Period = tree.Moment, tree.Period


def at(day):
    moment = datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC)
    return time_machine.travel(moment, tick=False)


def owing(first, every=None, **settings):
    """Something owed through a step that can be done again and again."""
    given = {"role": "worker", **settings}
    return doc.Obligation("owed", first=first, every=every, **given)


STOP = doc.Event("stop", roles=("worker",), blocks=(end("off", "stopped"),))
MEET = doc.Event("talk", roles=("worker",), blocks=(task("talking"),))


def begun(obligation, start, *, service_start="", calendar="", born=None):
    """A case that is registered on a day and whose service may start on another."""
    first = task("begin", form="begin", records={"service_start": "starts"})
    parts = {"obligations": (obligation,), "events": (STOP, MEET), "calendar": calendar}
    forms = {"begin": make_form_version("begin", Field("starts", "date"), Field("may", "yes_no"))}
    programme = make_programme(flow(first, task("work"), **parts), forms=forms)
    worker = make_worker(programme)
    with at(start):
        person = make_participant(programme.unit, birth_date=born)
        case = make_case(programme, by=worker, participant=person)
        if service_start:
            answer(case, worker, starts=service_start)
    return case, worker


def coming_back(obligation):
    """A case whose only step is done again and again."""
    first = task("begin", form="begin", records={"service_start": "starts"})
    forms = {"begin": make_form_version("begin", Field("starts", "date"), Field("may", "yes_no"))}
    parts = {"obligations": (obligation,), "events": (STOP,)}
    programme = make_programme(flow(first, tree.Return("back", "only"), **parts), forms=forms)
    worker = make_worker(programme)
    with at("2024-09-02"):
        return make_case(programme, by=worker), worker


def answer(case, worker, **answers):
    complete_task(open_task(case, "begin"), by=worker, answers=answers)


def days(case):
    rows = case.obligations.exclude(state="dropped").order_by("number")
    return [each.due_on.isoformat() for each in rows]


M3, M6, M12, M18 = (Period(months=count) for count in (3, 6, 12, 18))
TABLE = [
    # counted from the first day: month ends clip and come back (31 Aug + 6 months = 28 Feb)
    ("2024-08-31", owing(Moment("service_start", M6), M6, times=4),
     ["2025-02-28", "2025-08-28", "2026-02-28", "2026-08-28"]),
    ("2023-08-31", owing(Moment("service_start", M6), M6, times=3), ["2024-02-29", "2024-08-29", "2025-02-28"]),
    ("2024-08-31", owing(Moment("service_start"), M6, times=4),
     ["2024-08-31", "2025-02-28", "2025-08-31", "2026-02-28"]),
    ("2024-01-31", owing(Moment("service_start"), Period(months=1), times=5),
     ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]),
    ("2024-02-29", owing(Moment("service_start", M12), M12, times=4),
     ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-28"]),
    ("2024-02-29", owing(Moment("service_start"), M12, times=5),
     ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
    # J.8: weekly, twice a month, four times a year, 3, 6, 12, 18 and 24 months, half-years, fixed dates
    ("2026-03-23", owing(Moment("case_start", Period(weeks=1)), Period(weeks=1), times=3),
     ["2026-03-30", "2026-04-06", "2026-04-13"]),  # across summer time
    ("2026-10-19", owing(Moment("case_start", Period(days=7)), Period(days=7), times=2), ["2026-10-26", "2026-11-02"]),
    ("2026-01-05", owing(Moment("case_start"), Period(weeks=2), times=3), ["2026-01-05", "2026-01-19", "2026-02-02"]),
    ("2024-09-02", owing(Moment("service_start", M3)), ["2024-12-02"]),
    ("2024-09-02", owing(Moment("service_start", M3), M3, times=4),
     ["2024-12-02", "2025-03-02", "2025-06-02", "2025-09-02"]),
    ("2024-09-02", owing(Moment("service_start", M6)), ["2025-03-02"]),
    ("2024-09-02", owing(Moment("service_start", M12)), ["2025-09-02"]),
    ("2024-09-02", owing(Moment("service_start", M18)), ["2026-03-02"]),
    ("2024-09-02", owing(Moment("service_start", Period(months=24))), ["2026-09-02"]),
    ("2024-09-02", owing(Moment("phase:only", Period(months=1))), ["2024-10-02"]),
    ("2025-07-01", owing(Moment("date:2025-12-31"), M6, times=3), ["2025-12-31", "2026-06-30", "2026-12-31"]),
    ("2024-09-01", owing(Moment("date:2025-10-31")), ["2025-10-31"]),
    ("2024-09-02", owing(Moment("answer:begin.starts", Period(weeks=-1))), ["2024-08-26"]),
    # working days and holidays
    ("2026-04-01", owing(Moment("case_start", Period(workdays=3))), ["2026-04-08"], "FI"),
    ("2026-06-08", owing(Moment("case_start", Period(workdays=1))), ["2026-06-10"], "AX"),
    ("2026-06-08", owing(Moment("case_start", Period(workdays=1))), ["2026-06-09"], "SE"),
    ("2026-11-20", owing(Moment("case_start"), Period(workdays=5), times=3),
     ["2026-11-20", "2026-11-27", "2026-12-04"]),
    # ... a day off moves, and the next is still counted from the day before the move
    ("2026-01-21", owing(Moment("case_start", Period(months=1), "next"), Period(months=1), times=3),
     ["2026-02-23", "2026-03-23", "2026-04-21"]),
    ("2026-05-20", owing(Moment("case_start", Period(months=1), "next"), Period(months=1), times=3),
     ["2026-06-22", "2026-07-20", "2026-08-20"], "SE"),
    ("2026-05-20", owing(Moment("case_start", Period(months=1), "previous")), ["2026-06-18"], "SE"),
    ("2026-05-20", owing(Moment("case_start", Period(months=1))), ["2026-06-20"], "SE"),
    ("2026-06-24", owing(Moment("case_start", M6, "next")), ["2026-12-28"], "SE"),
    ("2026-06-24", owing(Moment("case_start", M6, "next")), ["2026-12-24"]),
]  # fmt: skip


def test_the_table_has_sixty_days_and_more():
    assert sum(len(line[2]) for line in TABLE) >= 60


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[0]}-{line[2][-1]}")
def test_every_line_of_the_table_of_days(line):
    start, obligation, expected, *calendar = line
    case, _ = begun(obligation, start, service_start=start, calendar="".join(calendar))

    with at("2029-01-01"):
        sweep()

    assert days(case) == expected


LAST = owing(Moment("service_start", M3), M3, from_last=True, step="talking", role="")


def talked(case, worker, day):
    with at(day):
        start_event(case, "talk", worker, {})
        complete_task(open_task(case, "talking"), by=worker, answers={})


def test_no_later_than_three_months_after_the_last_is_counted_from_the_last():
    """003:L154, AC-055."""
    case, worker = begun(LAST, "2024-09-02", service_start="2024-09-02")

    for day in ("2024-11-20", "2025-02-10", "2025-03-31"):
        talked(case, worker, day)

    assert days(case) == ["2024-12-02", "2025-02-20", "2025-05-10", "2025-06-30"]


def test_a_second_time_soon_after_the_last_counts_too():
    case, worker = begun(LAST, "2024-09-02", service_start="2024-09-02")

    for day in ("2024-11-29", "2024-11-30"):
        talked(case, worker, day)

    assert days(case) == ["2024-12-02", "2025-02-28", "2025-02-28"]


def test_three_months_and_one_day_is_late_and_nothing_more_piles_up():
    """AC-084: until it is met or given up, one is late and no other is owed."""
    case, worker = begun(LAST, "2024-09-02", service_start="2024-09-02")
    with at("2024-12-02"):
        sweep()
        assert case.obligations.get().state == "open"
    with at("2025-08-01"):
        sweep()

    assert [(each.due_on, each.state) for each in case.obligations.all()] == [
        (date(2024, 12, 2), "overdue")
    ]
    talked(case, worker, "2025-08-02")
    assert days(case) == ["2024-12-02", "2025-11-02"]


def may(value):
    return Rule("all", (Row("begin.may", "is", value),))


AFTER = owing(Moment("closing", M6), rule=may(True))


@pytest.mark.parametrize(
    ("permitted", "expected"), [(True, ["2025-02-28"]), (False, []), (None, [])]
)
def test_a_follow_up_after_closing_is_owed_only_when_it_was_permitted(permitted, expected):
    """AC-042, AC-101, 000:L253."""
    case, worker = begun(AFTER, "2024-03-01")
    said = {} if permitted is None else {"may": permitted}
    with at("2024-03-01"):
        answer(case, worker, starts="2024-03-01", **said)
    with at("2024-08-31"):
        start_event(case, "stop", worker, {})
    with at("2025-02-28"):
        sweep()

    assert days(case) == expected
    assert open_keys(case) == ["owed"] * len(expected)


def test_it_is_owed_also_when_the_programme_itself_has_ended():
    """AC-101: the project ends on 31 December 2026, the follow-up comes after."""
    case, worker = begun(owing(Moment("closing", M6)), "2026-03-01")
    with at("2026-10-31"):
        answer(case, worker, starts="2026-03-01")
        start_event(case, "stop", worker, {})
    case.programme.is_open = False
    case.programme.save()

    with at("2027-04-30"):
        sweep()
        complete_task(open_task(case, "owed"), by=worker, answers={})

    assert [(each.due_on, each.state) for each in case.obligations.all()] == [
        (date(2027, 4, 30), "met")
    ]


def test_what_is_no_longer_permitted_is_no_longer_owed_until_it_is_again():
    case, worker = coming_back(owing(Moment("service_start", M3), rule=may(True), opens=200))

    states = []
    for allowed in (True, False, True):
        with at("2024-09-10"):
            answer(case, worker, starts="2024-09-02", may=allowed)
            sweep()
        states.append((case.obligations.get().state, open_keys(case)))

    assert states == [
        ("open", ["begin", "owed"]),
        ("dropped", ["begin"]),
        ("open", ["begin", "owed"]),
    ]


YOUNG = Rule("all", (Row("participant.age_at_entry", "less_than", 25),))


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2000-03-02", ["2025-06-01"]),  # turns 25 the day after
        ("2000-03-01", []),  # 25 on the day
        ("2008-02-29", ["2025-06-01"]),
        (None, []),  # not known
    ],
)
def test_a_young_person_is_owed_a_start_within_three_months(born, expected):
    """AC-018, 001:L158: counted from the registration, by the age on that day."""
    window = owing(Moment("case_start", M3), rule=YOUNG)
    case, _ = begun(window, "2025-03-01", born=born and date.fromisoformat(born))

    with at("2025-04-01"):
        sweep()

    assert days(case) == expected


def test_what_outlives_the_case_goes_on_after_the_closing():
    keeps = owing(Moment("service_start", M6), M6, times=3, opens=7, outlives=True)
    case, worker = begun(keeps, "2024-08-31", service_start="2024-08-31")
    with at("2025-02-25"):
        sweep()
        start_event(case, "stop", worker, {})
        assert open_keys(case) == ["owed"]
        complete_task(open_task(case, "owed"), by=worker, answers={})
    with at("2025-08-28"):
        sweep()

    assert [(each.due_on.isoformat(), each.state) for each in case.obligations.all()] == [
        ("2025-02-28", "met"),
        ("2025-08-28", "open"),
        ("2026-02-28", "coming"),
    ]


def test_those_who_take_part_are_told_when_a_meeting_opens():
    meeting = replace(owing(Moment("service_start", M3), opens=14), attendees=("leader",))
    case, worker = begun(meeting, "2024-09-02", service_start="2024-09-02")
    leader = make_worker(case.programme, "leads")
    case.team.create(user=leader, role="leader", since=case.opened_at, appointed_by=worker)

    with at("2024-11-18"):
        sweep()
        sweep()

    assert [(each.code, each.task.key) for each in leader.notices.all()] == [
        ("obligation_opened", "owed")
    ]
    assert not worker.notices.exists()
