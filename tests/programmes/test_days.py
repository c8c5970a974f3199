"""Days in stories: written as distances, resolved on the day they are needed."""

from datetime import date

import pytest

from programmes.playing.days import NoSuchDay, resolved

TODAY = date(2026, 8, 31)
KNOWN = {"service_start": date(2026, 2, 28), "decision_end": date(2026, 3, 1)}


def day_of(name: str) -> date:
    if name not in KNOWN:
        raise NoSuchDay(name)
    return KNOWN[name]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ({"in": {"days": 0}}, "2026-08-31"),
        ({"in": {"months": 6, "days": -1}}, "2027-02-27"),
        ({"from": "service_start"}, "2026-02-28"),
        ({"from": "decision_end", "days": 1}, "2026-03-02"),
        ({"last_of": {"months": 6}, "starting": {"from": "decision_end", "days": 1}}, "2026-09-01"),
        ({"earliest": [{"in": {"days": 1}}, {"from": "decision_end"}]}, "2026-03-01"),
    ],
)
def test_a_distance_becomes_a_day(written, day):
    assert resolved({"rows": [{"on": written}]}, today=TODAY, day_of=day_of) == {
        "rows": [{"on": day}]
    }


def test_everything_else_stays_as_it_is():
    answers = {"text": "in", "list": ["from"], "rows": [{"from": "home", "who": "me"}], "yes": True}

    assert resolved(answers, today=TODAY, day_of=day_of) == answers


@pytest.mark.parametrize(
    "written",
    [
        {"in": "soon"},
        {"in": {"years": 1}},
        {"in": {"days": "1"}},
        {"from": "nowhere"},
        {"earliest": []},
    ],
)
def test_a_day_that_cannot_be_read_is_refused(written):
    with pytest.raises(NoSuchDay):
        resolved({"on": written}, today=TODAY, day_of=day_of)
