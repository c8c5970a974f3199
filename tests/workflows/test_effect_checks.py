"""What prevents publishing an event that does something to the case."""

from dataclasses import replace

import pytest

from forms.conditions.rules import Row, Rule
from tests.workflows.test_checks import (
    FORMS,
    PEOPLE,
    PROGRAMMES,
    SOUND,
    decided,
    found,
    ruled,
    with_events,
)
from workflows.checks import CHECKS, effects
from workflows.checks.drawing import Drawing
from workflows.document import Event, Gate
from workflows.effects import Approval, Enrolment, Pause, Resume, Transfer
from workflows.steps import Period


def pausing(*clocks, phases=(), resumed=(), **settings):
    """Two phases; a pause in some of them, resumed in some of them (None: never)."""
    events = [Event("rest", roles=("own",), phases=phases, effect=Pause(clocks, **settings))]
    if resumed is not None:
        events.append(Event("go_on", roles=("own",), phases=resumed, effect=Resume()))
    return replace(SOUND, events=tuple(events))


MISTAKES = [
    (ruled("event.gone.times", "at_least", 2), "nobody asks (event.gone.times)", "which"),
    (ruled("event.gone", "at_least", 2), "nobody asks (event.gone)", "which"),
    (pausing(), "stops no clock", "rest"),
    (pausing("tasks", "sun"), "clock that does not exist (sun)", "rest"),
    (pausing("tasks", longest=Period(days=-1)), "no time at all", "rest"),
    (pausing("tasks", look_again=Period()), "no time at all", "rest"),
    (pausing("tasks", longest=Period(weeks=1), look_again=Period(days=7)), "already over", "rest"),
    (pausing("tasks", resumed=("first",)), "may never end in", "rest"),
    (pausing("tasks", phases=("last",), resumed=("first",)), "may never end in", "rest"),
    (with_events(effect=Resume()), "nothing pauses it", "stop"),
    (with_events(effect=Transfer()), "which role is handed on", "stop"),
    (with_events(effect=Transfer(("gone",))), "role that does not exist (gone)", "stop"),
    (with_events(effect=Enrolment(("here", "gone"))), "does not exist (gone)", "stop"),
    (with_events(effect=Approval()), "does not say who approves", "stop"),
    (with_events(effect=Approval(("own",), 2)), "cannot be reached", "stop"),
    (with_events(effect=Approval(("own",), 0)), "cannot be reached", "stop"),
    (decided(starts="day", ends="until", total=Period(6), exceeded_by="gone"), "no longer time (gone)", "decide"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "sentence", "where"), MISTAKES)
def test_a_mistake_is_named_with_the_event_it_is_about(document, sentence, where):
    matching = [problem for problem in found(document) if sentence in problem.sentence]

    assert {problem.where for problem in matching} == {where}


def test_sound_events_have_no_problems():
    assert found(pausing("tasks")) == []
    times = Rule("all", (Row("event.stop.times", "at_least", 2),))
    assert found(replace(with_events(), gates=(Gate("g", "stop", times),))) == []
    assert found(replace(with_events(), gates=(Gate("g", "over", times),))) == []
    assert found(pausing("tasks", phases=("last",), resumed=("last",))) == []
    assert found(pausing("tasks", resumed=None, longest=Period(months=3))) == []


def test_every_check_of_effects_is_tested():
    drawings = [
        Drawing(document, None, FORMS, frozenset(PEOPLE), programmes=PROGRAMMES)
        for document, _sentence, _where in MISTAKES
    ]
    mine = [check for check in CHECKS if check.__module__ == effects.__name__]

    silent = [each.__name__ for each in mine if not any(list(each(one)) for one in drawings)]

    assert silent == []


def test_programmes_that_nobody_knows_of_here_are_not_judged():
    assert found(with_events(effect=Enrolment(("gone",))), programmes=None) == []
