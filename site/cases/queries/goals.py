"""The goals of a case as a small tree: the person's own words, sub-goals, changes in everyday life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cases import daywords
from cases.models import Case, Goal

STATES: dict[str, str] = {
    Goal.State.REACHED: "done",
    Goal.State.ONGOING: "here",
    Goal.State.LEFT: "left",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-goal or a change, with its own parts."""

    goal: Goal
    title: str
    state: str  # done, here, ahead or left
    words: str  # the state in words
    review: str = ""
    parts: Sequence["Part"] = ()

    @property
    def taken(self) -> int:
        return sum(part.state == "done" for part in self.parts)

    @property
    def under_way(self) -> bool:
        return any(part.state == "here" for part in self.parts)

    @property
    def of(self) -> int:
        return sum(part.state != "left" for part in self.parts)

    @property
    def at(self) -> int:
        return self.taken + (1 if self.under_way else 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """One main goal and what leads there. A plan without a main goal gathers the parts that hang loose."""

    main: Part | None
    own_words: str
    by: str
    parts: Sequence[Part]


def plans(case: Case, *, today: date) -> list[Plan]:
    """Gather all goals of a case, with one query."""
    goals = list(case.goals.all())
    under: dict[int | None, list[Goal]] = {}
    for goal in goals:
        under.setdefault(goal.parent_id, []).append(goal)
    tops = under.get(None, [])
    mains = [goal for goal in tops if goal.level == Goal.Level.MAIN]
    found = [_plan(case, goal, under, today) for goal in mains]
    loose = [_part(goal, under, today) for goal in tops if goal.level != Goal.Level.MAIN]
    return [*found, Plan(None, "", "", loose)] if loose else found


def _plan(case: Case, goal: Goal, under: dict[int | None, list[Goal]], today: date) -> Plan:
    main = _part(goal, under, today)
    said = {"name": case.name, "day": daywords.in_words(goal.set_at.date(), today=today)}
    by = (
        _("Main goal in the words of %(name)s, %(day)s")
        if goal.own_words
        else _("Main goal, %(day)s")
    )
    return Plan(main, goal.own_words, by % said, main.parts)


def _part(goal: Goal, under: dict[int | None, list[Goal]], today: date) -> Part:
    review = ""
    if goal.review_on:
        review = _("We look at it %(day)s") % {
            "day": daywords.in_words(goal.review_on, today=today)
        }
    return Part(
        goal=goal,
        title=goal.text,
        state=STATES.get(goal.state, "ahead"),
        words=state_words(goal),
        review=review,
        parts=[_part(part, under, today) for part in under.get(goal.pk, [])],
    )


def state_words(goal: Goal) -> str:
    """Say how far a goal has come; a change in everyday life is a step that is taken."""
    if goal.level == Goal.Level.CHANGE and goal.state == Goal.State.REACHED:
        return _("taken")
    return str(Goal.State(goal.state).label)
