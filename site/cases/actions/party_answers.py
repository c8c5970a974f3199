"""The answer of one of several parties: kept with its own task, counted, told to the one who asks."""

from collections.abc import Mapping
from typing import Any

from cases.actions import moving, parties
from cases.hand import Hand
from cases.models import CaseTask
from cases.parties import EARLY, name_of, round_of
from forms.models import FormVersion, Submission


def answer(
    hand: Hand, row: CaseTask, *, answers: Mapping[str, Any], form: FormVersion | None
) -> None:
    """Take in what one party answers in the workspace."""
    moving.keep_answers(hand, row, form, answers)
    _answered(hand, row, answers)


def answer_outside(hand: Hand, row: CaseTask, submission: Submission) -> None:
    """Take in what one party answered by a personal link: it is an answer as it stands."""
    row.submission = submission
    _answered(hand, row, submission.answers)


def _answered(hand: Hand, row: CaseTask, answers: Mapping[str, Any]) -> None:
    party = name_of(row) or (hand.by.display_name if hand.by else "")
    hand.facts.tally(row.key).answers(row, answers)
    asker = parties.asker_of(hand, row)
    early, late = round_of(row) == EARLY, asker is None
    code = "party_answered_early" if early else "party_answered_late" if late else "party_answered"
    entry = hand.trace(code, task=row, step=row.key, party=party)
    step = hand.activation(row)
    if step.assign.can_proceed():
        step.assign(hand.by)
    step.start(None)
    step.execute()
    people = [asker.owner] if asker and asker.owner else hand.holders(row.flow_task.block.role)
    hand.tell(people, "party_answered", task=asker or row, step=row.key)
    moving.conclude(hand, entry)
