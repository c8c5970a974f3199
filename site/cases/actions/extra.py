"""Giving out one more task of a kind that the author of the workflow allows."""

from datetime import date

from django.utils.translation import gettext as _

from cases import day_limits
from cases.hand import Hand
from cases.models import CaseTask
from cases.nodes.human import side_path
from cases.refusals import AnswersRefused
from workflows.dates import add
from workflows.document import Event
from workflows.effects import ExtraTask

LONGEST_TITLE = 200


def give(
    hand: Hand, event: Event, effect: ExtraTask, *, title: str, due_on: date | None
) -> CaseTask:
    """Give out a task beside the path; it asks the form of the event.

    title    what it is called this time; the event's own title when empty
    due_on   by when; as the author says when empty
    errors   AnswersRefused
    """
    if due_on is None and effect.within is not None:
        due_on = add(hand.today, effect.within)
    _check(hand, title, due_on)
    row = hand.begin("extra", side_path()).task
    row.key, row.title, row.role, row.due_on = event.key, title, effect.role, due_on
    if not effect.role:
        row.owner = hand.by
    hand.give_out(row)
    named = {"title": title} if title else {"step": event.key}
    hand.trace("extra_added", task=row, **named)
    if row.owner:
        hand.tell([row.owner], "task_given", task=row, **named)
    return row


def _check(hand: Hand, title: str, due_on: date | None) -> None:
    errors: dict[str, str] = {}
    if len(title) > LONGEST_TITLE:
        errors["title"] = _("Write it in %(count)s characters at most.") % {"count": LONGEST_TITLE}
    if due_on is not None and due_on < hand.today:
        errors["until"] = _("Choose today or a later day.")
    elif sentence := day_limits.why_not(due_on, day_limits.PLANNED, today=hand.today):
        errors["until"] = sentence
    if errors:
        raise AnswersRefused(errors=errors)
