"""The ruler of a decision: days become places, and words never run into each other."""

from datetime import date

import pytest

from stegvis.period import LEFT, RIGHT, Mark, ruler

START, END, LAST = date(2027, 1, 1), date(2027, 4, 11), date(2027, 7, 20)  # 0, 100 and 200 days
HALF = (LEFT + RIGHT) // 2


def laid_out(today: date, *marks: Mark, last: date = LAST):
    return ruler(start=START, end=END, today=today, last=last, marks=marks, now="Today")


@pytest.mark.parametrize(
    ("today", "used", "dot"),
    [
        (date(2026, 12, 31), None, None),  # not begun
        (START, LEFT, LEFT),
        (END, HALF, HALF),
        (date(2027, 4, 12), HALF, HALF + 4),  # the decision has ended, the service may go on
        (LAST, HALF, RIGHT),
        (date(2027, 7, 21), HALF, None),
    ],
)
def test_the_days_used_end_with_the_decision_and_the_dot_is_today(today, used, dot):
    shown = laid_out(today)

    assert (shown.granted, shown.used, shown.today) == (HALF, used, dot)


def test_without_a_last_day_the_decision_is_the_whole_line():
    assert laid_out(START, last=END).granted == RIGHT


def test_a_last_day_before_the_end_is_no_end():
    shown = laid_out(END, last=START)

    assert (shown.granted, shown.today) == (RIGHT, RIGHT)


def test_a_decision_of_one_day_can_be_drawn():
    shown = ruler(start=START, end=START, today=START, last=START)

    assert (shown.granted, shown.used) == (LEFT, LEFT)


def test_words_that_would_collide_are_left_out_but_their_tick_stays():
    shown = laid_out(
        START, Mark(END, "11 Apr 2027", strong=True), Mark(date(2027, 4, 15), "15 Apr")
    )

    assert [label.text for label in shown.labels] == ["Today", "11 Apr 2027"]
    assert shown.ticks == (f"M{HALF} 34v24", "M468 38v16")


def test_words_above_and_below_do_not_disturb_each_other():
    shown = laid_out(END, Mark(END, "11 Apr", above="decision 2"))

    assert [label.text for label in shown.labels] == ["Today", "11 Apr"]


def test_words_at_the_edges_stay_inside():
    shown = laid_out(END, Mark(START, "1 Jan 2027"), Mark(LAST, "20 Jul 2027"))

    assert [(label.x, label.anchor) for label in shown.labels[1:]] == [
        (LEFT, "start"),
        (RIGHT, "end"),
    ]
