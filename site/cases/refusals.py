"""Why something is not done. Each refusal is a fact, with sentences for the person and the right status."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.moves.sentences import said
from workflows.moves.verdicts import Reason

type Sentence = str | Promise


class Refusal(Exception):
    """Something cannot be done now. Nothing was stored.

    status      for the answer over HTTP
    sentences   what is wrong and what to do, in the reader's language
    errors      {form field: sentence}, when the answers are the reason
    """

    status = 422
    sentence: Sentence = _("That cannot be done now.")

    def __init__(self, *sentences: Sentence, errors: Mapping[str, Sentence] | None = None) -> None:
        self.errors = dict(errors or {})
        self.sentences: Sequence[Sentence] = (
            sentences or tuple(self.errors.values()) or (self.sentence,)
        )
        super().__init__(*self.sentences)

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.sentences)


class TaskAlreadyDone(Refusal):
    """Somebody else finished the task between showing the page and pressing the button."""

    status = 409
    sentence = _("This task is already done. Nothing was stored twice.")


class AskedNoLonger(TaskAlreadyDone):
    """Enough others have answered, or somebody took the question back, while the answer was written."""

    sentence = _(
        "You are not asked any more: enough others have answered, or the question was taken back. "
        "Nothing was sent."
    )


class GoesOnByItself(Refusal):
    """A step that asks several is not finished by hand: answers finish it."""

    status = 409
    sentence = _(
        "This step goes on by itself when enough have answered. You can also go on without, with a reason."
    )


class AlreadyAsked(Refusal):
    """The same party is asked twice in one round."""

    status = 409
    sentence = _("That party is already asked.")


class CannotAskMore(Refusal):
    """The step asks only those whom the workflow names."""

    sentence = _("This step asks only those whom the workflow names.")


class StepIsOpen(Refusal):
    """An answer given before a step was reached is written down, but the step has been reached."""

    status = 409
    sentence = _("The step has been reached. Write the answer down there, at the one who gave it.")


class TaskTaken(Refusal):
    """Somebody else took the task first."""

    status = 409
    sentence = _("Somebody else has already taken this task.")


class TaskNotTaken(Refusal):
    """The task still lies in the queue: what somebody writes in it would be nobody's."""

    status = 409
    sentence = _("Nobody has taken this task yet. Take it first, then what you write is kept.")


class NobodyToRemind(Refusal):
    """The task lies in the queue: nobody in particular can be reminded of it."""

    status = 409
    sentence = _("Nobody has taken this task yet. Hand it over to somebody instead.")


class RemindedToday(Refusal):
    """One reminder by hand a day is enough."""

    status = 409
    sentence = _("A reminder has been sent today already.")


class TaskNotYours(Refusal):
    """The task belongs to somebody else, or to a role that this person does not hold."""

    status = 403
    sentence = _("This task belongs to somebody else. Ask that person to hand it over.")


class NotForYou(Refusal):
    """The person holds no role that may do this."""

    status = 403
    sentence = _("Your roles do not include this. Somebody else in the team can do it.")


class NotYoursToTakeOut(NotForYou):
    """Out of a team one goes oneself; others are taken out by who appointed them, or by a manager."""

    sentence = _(
        "You can leave a role yourself. Others are taken out by the person who appointed them, "
        "or by the unit's manager."
    )


class EndingReasonMissing(Refusal):
    """The case would end with an outcome that has reasons, and none of them was chosen.

    outcome   its key
    """

    sentence = _("Choose why the case ends.")

    def __init__(self, outcome: str = "") -> None:
        self.outcome = outcome
        super().__init__(errors={"ending": self.sentence})


class EndingReasonKnown(Refusal):
    """The case is open, or why it ended is known already."""

    status = 409
    sentence = _("Why the case ended is known already. Nothing was stored twice.")


class CaseIsClosed(Refusal):
    """The case is closed: it is read, and corrected, but nothing more happens in it."""

    status = 409
    sentence = _("The case is closed. Start a new case if one is needed again.")


class CaseWasTaken(Refusal):
    """Somebody works with the case: what was written at its start is no longer changed from outside."""

    status = 409
    sentence = _(
        "Somebody has taken the case, so what you wrote can no longer be changed here. "
        "Tell the one who has it what is wrong."
    )


class CaseBusy(Refusal):
    """Somebody else is changing the case this very moment."""

    status = 503
    sentence = _("Somebody else is saving in this case right now. Try again in a moment.")


class NotOpenForNewCases(Refusal):
    """The programme takes no new cases, or its workflow was never published."""

    status = 409
    sentence = _("This programme takes no new cases right now.")


class WrongFormVersion(Refusal):
    """The answers were given to another version of the form than the case asks."""

    status = 409
    sentence = _("The form has changed since the page was opened. Open the task again.")


class GateHoldsBack(Refusal):
    """Something that must be true before this step is finished is not true yet.

    keys   of the gates that hold back
    """

    def __init__(self, *sentences: Sentence, keys: Iterable[str] = ()) -> None:
        super().__init__(*sentences)
        self.keys = tuple(keys)


class AnswersRefused(Refusal):
    """The answers are well-formed, but the case does not allow them."""


class PeriodTooLong(AnswersRefused):
    """A decision runs longer than one decision, or all decisions together, may run."""


class PeriodMisplaced(AnswersRefused):
    """A decision ends before it starts, overlaps an earlier one or leaves a gap after it."""


class CannotHoldRole(AnswersRefused):
    """The person may not hold that role in this case."""


class ReasonMissing(Refusal):
    """A reason is needed."""

    sentence = _("Write a reason.")


class CannotBeSkipped(Refusal):
    """The step must be done: the workflow does not let anybody skip it."""

    sentence = _("This step cannot be skipped.")


class CannotBeStopped(Refusal):
    """Without this task the case would have no way on."""

    sentence = _("This task cannot be stopped: the case would have no way on.")


class EventNotNow(Refusal):
    """The event does not belong to the phase that the case is in."""

    status = 409
    sentence = _("This cannot be started in the phase that the case is in.")


class AlreadyPaused(Refusal):
    """The case stands still already."""

    status = 409
    sentence = _("The case is already paused.")


class NotPaused(Refusal):
    """The case is going on: somebody was first, or its planned day came."""

    status = 409
    sentence = _("The case is not paused. It is already going on.")


class AlreadyProposed(Refusal):
    """The same is asked already and not answered yet."""

    status = 409
    sentence = _("The same is already asked and waits for an answer. Withdraw it first.")


class AlreadySettled(Refusal):
    """It was answered, or taken back, before this answer came."""

    status = 409
    sentence = _("This is already answered or was taken back. Nothing more is asked of you.")


class EntryIsSigned(Refusal):
    """A signed entry is never changed. Write a correction."""

    status = 409
    sentence = _("The entry is signed. Write a correction instead.")


class FileWaits(Refusal):
    """A file that the answers name has not been looked at by the scanner yet."""

    status = 503
    sentence = _(
        "A file waits for the virus scanner. Nothing is lost: finish again in a few minutes."
    )


class CannotBeAsked(Refusal):
    """The form of the task is not for people with a personal link, or asks them nothing."""

    status = 409
    sentence = _(
        "This task cannot be asked by a personal link. Its form is for the workspace only."
    )


class AnswersCame(Refusal):
    """Answers came by a personal link while somebody wrote; they stand where nothing was written."""

    status = 409
    sentence = _(
        "Answers came by the link while you wrote. They stand where you had written nothing. Look, and go on."
    )


class CannotMove(Refusal):
    """The case cannot go on in that version, or somebody has to choose first how.

    why   the reasons as they are stored with the case
    """

    status = 409
    sentence = _("The case cannot go on in that version as it stands.")

    def __init__(self, reasons: Sequence[Reason] = ()) -> None:
        self.why = [asdict(reason) for reason in reasons]
        super().__init__(*map(said, reasons))


class AlreadyThere(Refusal):
    """The case goes on in that version already."""

    status = 409
    sentence = _("The case goes on in that version already.")


class CannotMoveBack(Refusal):
    """The move was undone already, was never made, or lies too long back."""

    status = 409
    sentence = _("This can no longer be undone.")


class CaseWentOn(CannotMoveBack):
    """Something happened in the case since: moving back would lose it."""

    sentence = _("The case has gone on since. It stays in the version that it is in.")


class CasesAreMoving(Refusal):
    """Somebody else is moving cases of the same workflow right now."""

    status = 409
    sentence = _("Cases of this workflow are being moved right now. Wait until that is done.")


class NotTheNewest(Refusal):
    """Cases are moved to the newest version only."""

    status = 409
    sentence = _("A newer version has been published. Look again at what happens to the cases.")
