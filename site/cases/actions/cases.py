"""Starting a case, and correcting how it was started."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from viewflow.workflow.token import Token

from accounts.models import User
from cases import access, duties
from cases.actions import moving
from cases.following import at_start
from cases.hand import Hand, hold
from cases.models import Case, CaseProcess, Participant, Programme
from cases.published import flow_of
from cases.refusals import CaseWasTaken, NotForYou, NotOpenForNewCases
from forms.instruments.measuring import unmeasure
from forms.models import FormVersion
from workflows.models import WorkflowVersion


@transaction.atomic
def start_case(  # noqa: PLR0913  each is a part of one registration
    programme: Programme,
    *,
    participant: Participant | None,
    by: User,
    answers: Mapping[str, Any],
    form_version: FormVersion | None = None,
    now: datetime | None = None,
) -> Case:
    """Register a case and give out its first task.

    participant    None for a case about no person; a participant that is not stored yet is stored too
    answers        cleaned answers of the start form
    form_version   the version they were checked against
    errors         NotForYou · NotOpenForNewCases · WrongFormVersion; nothing is stored then
    """
    version = _version(programme)
    if not access.may_start(by, programme):
        raise NotForYou
    if participant is not None and participant._state.adding:  # noqa: SLF001  Django's own way to ask
        participant.save()
    when = now or timezone.now()
    case = Case.objects.create(
        programme=programme,
        participant=participant,
        unit_id=programme.unit_id,
        number=_next_number(programme),
        opened_at=when,
        opened_by=by,
    )
    process = CaseProcess.objects.create(
        flow_class=flow_of(version), version=version, case=case, created=when
    )
    hand = Hand(process, by=by, now=when)
    _begin(hand, answers, form_version)
    hand.write()
    return case


def correct_start(
    case: Case,
    *,
    by: User,
    answers: Mapping[str, Any],
    form_version: FormVersion | None = None,
) -> None:
    """Correct what was written when the case was registered; what was written first is kept beside it.

    Facts and days follow. Where the new answers lead another way than the old ones, the path begins again.
    answers  cleaned answers of the start form
    errors   NotForYou · CaseWasTaken · WrongFormVersion · AnswersRefused; nothing is stored then
    """
    if case.opened_by_id != by.pk:
        raise NotForYou
    with hold(case.processes.get().pk, by=by, closed=True) as hand:
        if duties.was_taken(hand.case):
            raise CaseWasTaken
        start = hand.document.start
        form = moving.check_form(hand, start.form, form_version)
        before = at_start(hand.document, hand.holds)
        _measure_anew(hand.case)
        step = hand.begin("start", Token("start"))
        moving.hand_in(hand, step.task, form, answers)
        hand.facts.mark_done("start")
        _forget(hand, start.records, answers)
        moving.record_facts(hand, start.records, answers)
        entry = hand.trace("start_corrected", task=step.task)
        if at_start(hand.document, hand.holds) == before:
            step.complete()
        else:
            moving.go_on(hand, step.task)
        moving.conclude(hand, entry)


def _measure_anew(case: Case) -> None:
    """What was written first stays to be read; what it measured gives way to what the correction measures."""
    for given in case.tasks.filter(kind="start", submission__isnull=False):
        assert given.submission is not None
        unmeasure(given.submission)


def _forget(hand: Hand, records: Mapping[str, str], answers: Mapping[str, Any]) -> None:
    """Take back the facts that the answers no longer tell."""
    gone = [fact for fact, asked in records.items() if answers.get(asked) in (None, "")]
    untold = Case()
    hand.change_case(**{fact: getattr(untold, fact) for fact in gone})


def _begin(hand: Hand, answers: Mapping[str, Any], given: FormVersion | None) -> None:
    start = hand.document.start
    form = moving.check_form(hand, start.form, given)
    step = hand.begin("start", Token("start"))
    moving.hand_in(hand, step.task, form, answers)
    moving.record_facts(hand, start.records, answers)
    entry = hand.trace("case_started", task=step.task)
    moving.go_on(hand, step.task)
    moving.conclude(hand, entry)


def _version(programme: Programme) -> WorkflowVersion:
    if not programme.is_open:
        raise NotOpenForNewCases
    try:
        return programme.current_version()
    except WorkflowVersion.DoesNotExist:
        raise NotOpenForNewCases from None


def _next_number(programme: Programme) -> int:
    """Count cases per programme without a gap: the row stays locked until the case is stored."""
    mine = Programme.objects.filter(pk=programme.pk)
    mine.update(next_number=F("next_number") + 1)
    return mine.values_list("next_number", flat=True).get() - 1
