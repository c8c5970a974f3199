"""A sensible first period, the text of a decision, and how long it still holds."""

from datetime import date

import pytest
from django.utils.translation import override

from cases.models import Decision
from cases.queries.decision_text import filled
from cases.queries.decisions import (
    first_values,
    granted_periods,
    last_day,
    months_between,
    period_title,
)
from tests.factories.workspace import service
from workflows.steps import Decision as DecisionStep
from workflows.steps import Period

STEP = DecisionStep(
    "decide", starts="from", ends="to", longest=Period(months=6), total=Period(months=18)
)
TODAY = date(2024, 9, 2)


def granted(start: str, end: str, **more: object) -> Decision:
    return Decision(
        number=1,
        effect="grant",
        granted=True,
        starts_on=date.fromisoformat(start),
        ends_on=date.fromisoformat(end),
        **more,
    )


def test_the_first_period_begins_today_and_lasts_six_months():
    assert first_values(STEP, [], today=TODAY) == {"from": TODAY, "to": date(2025, 3, 1)}


def test_the_next_period_begins_the_day_after_the_last_one():
    offered = first_values(STEP, [granted("2024-09-02", "2025-03-01")], today=date(2025, 2, 10))

    assert offered == {"from": date(2025, 3, 2), "to": date(2025, 9, 1)}


def test_the_last_period_stops_where_all_together_may_reach():
    earlier = [granted("2024-09-02", "2025-03-01"), granted("2025-03-02", "2025-10-31")]

    assert first_values(STEP, earlier, today=TODAY)["to"] == date(2026, 3, 1)


def test_a_revoked_period_is_as_if_it_had_not_been():
    revoked = granted("2024-09-02", "2025-03-01", revoked_at=date(2024, 10, 1))

    assert first_values(STEP, [revoked], today=TODAY)["from"] == TODAY


def test_a_decision_that_ends_the_service_offers_no_period():
    assert first_values(DecisionStep("stop", effect="end"), [], today=TODAY) == {}


def test_the_service_may_go_on_until_all_periods_together_are_used():
    assert last_day(service(), date(2024, 9, 2)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2024-09-01", "Beslut 1 börjar 2 september"),
        ("2025-02-28", "Beslut 1: 1 dag kvar"),
        ("2025-03-01", "Beslut 1: i dag är sista dagen"),
        ("2025-03-02", "Beslut 1 gick ut 1 mars"),
    ],
)
def test_how_long_a_decision_holds_is_said_in_words(today, said):
    with override("sv"):
        day = date.fromisoformat(today)
        [period] = granted_periods([granted("2024-09-02", "2025-03-01")])
        assert period_title(period, today=day) == said


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-09-02", "2025-03-01", 6),
        ("2024-08-31", "2025-02-27", 6),
        ("2024-09-02", "2025-02-28", 5),
    ],
)
def test_only_whole_months_count(start, end, months):
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_only_the_closed_list_of_placeholders_is_filled():
    text = "{participant} beviljas {ends_on}. {answer:grounds} {__class__} {0}"

    assert filled(text, {"participant": "Sirkka", "answer:grounds": "{participant}"}) == (
        "Sirkka beviljas …. {participant} … {0}"
    )
