"""Goals: set by hand or from the answers of a step, reworded, and moved from ahead to reached."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from cases import day_limits, duties
from cases.hand import Hand, hold
from cases.models import Case, Goal
from cases.refusals import AnswersRefused
from cases.typed import storable

Level = Goal.Level
PARENTS = {Level.MAIN: (None,), Level.SUB: (Level.MAIN,), Level.CHANGE: (Level.SUB, Level.MAIN)}


def add(
    case: Case, *, by: User, level: str, text: str, parent: Goal | None = None, **rest: Any
) -> Goal:
    """Set a goal.

    rest     own_words, review_on
    errors   AnswersRefused when there are no words, or the goal stands under the wrong kind of goal
    """
    with hold(case.processes.get().pk, by=by) as hand:
        duties.check_in_team(hand)
        text = storable(text)
        _check(hand, level, text, parent)
        _check_review(hand, rest.get("review_on"), "review_on")
        goal = _goal(hand, level, text, parent, position=hand.case.goals.count(), **rest)
        hand.also(goal)
        hand.trace("goal_added", level=level, text=goal.text)
    return goal


def reword(goal: Goal, *, by: User, text: str, own_words: str | None = None) -> Goal:
    """Say a goal in other words; the earlier words stay in its history."""
    with hold(goal.case.processes.get().pk, by=by) as hand:
        duties.check_in_team(hand)
        text = storable(text)
        _check(hand, goal.level, text, goal.parent)
        earlier, goal.text = goal.text, text
        goal.own_words = goal.own_words if own_words is None else storable(own_words)
        set_editor(goal, by)
        hand.also(goal)
        hand.trace("goal_reworded", earlier=earlier, text=goal.text)
    return goal


def change_state(goal: Goal, *, by: User, state: str) -> Goal:
    """Move a goal: ahead, under way, reached, left aside."""
    if state not in Goal.State.values:
        raise AnswersRefused(errors={"state": _("Choose how far it has come.")})
    with hold(goal.case.processes.get().pk, by=by) as hand:
        duties.check_in_team(hand)
        goal.state = state
        set_editor(goal, by)
        hand.also(goal)
        hand.trace("goal_moved", text=goal.text, state=state)
    return goal


def from_answers(hand: Hand, fields: Mapping[str, str], answers: Mapping[str, Any]) -> None:
    """Make the goals that a step's answers name: main goal, sub-goals, changes in everyday life.

    fields   {"group", "main", "sub", "change", "own_words", "review_on"} -> fields of the form; each row of
             the group is one sub-goal with its changes (one per line); without a group the form is one row
    """
    tree = _Tree(hand)
    rows = answers.get(fields["group"], []) if fields.get("group") else [answers]
    for row in rows or [{}]:
        said = {
            part: row.get(field, answers.get(field)) or ""
            for part, field in fields.items()
            if part != "group"
        }
        review = date.fromisoformat(said["review_on"]) if said.get("review_on") else None
        _check_review(hand, review, fields.get("group") or fields.get("review_on", ""))
        main = tree.goal(Level.MAIN, said.get("main", ""), own_words=said.get("own_words", ""))
        sub = tree.goal(Level.SUB, said.get("sub", ""), parent=main, review_on=review)
        for line in said.get("change", "").splitlines():
            tree.goal(Level.CHANGE, line, parent=sub or main, review_on=review)


def set_editor(goal: Goal, by: User) -> None:
    """Tell the history of a goal who changes it."""
    goal.__dict__["_history_user"] = by  # simple-history's own way


class _Tree:
    """The goals of a case while new ones are added; the same words in the same place are the same goal."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.goals = list(hand.case.goals.select_related("parent"))

    def goal(
        self, level: str, text: str, *, parent: Goal | None = None, **rest: Any
    ) -> Goal | None:
        """The goal with these words; made when it is new, none without words."""
        words = text.strip()
        if not words:
            return None
        for goal in self.goals:
            if (goal.level, goal.text, goal.parent) == (level, words, parent):
                return goal
        goal = _goal(self.hand, level, words, parent, position=len(self.goals), **rest)
        self.goals.append(goal)
        self.hand.also(goal)
        return goal


def _goal(hand: Hand, level: str, text: str, parent: Goal | None, **rest: Any) -> Goal:
    return Goal(
        case=hand.case,
        level=level,
        text=text,
        parent=parent,
        set_by=hand.by,
        set_at=hand.now,
        **rest,
    )


def _check_review(hand: Hand, review_on: date | None, field: str) -> None:
    if sentence := day_limits.why_not(review_on, day_limits.PLANNED, today=hand.today):
        raise AnswersRefused(errors={field: sentence})


def _check(hand: Hand, level: str, text: str, parent: Goal | None) -> None:
    if not text:
        raise AnswersRefused(errors={"text": _("Write the goal.")})
    wrong = parent is not None and parent.case_id != hand.case.pk
    if wrong or (parent.level if parent else None) not in PARENTS.get(Level(level), ()):
        raise AnswersRefused(errors={"parent": _("Choose which goal it belongs to.")})
