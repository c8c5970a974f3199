"""Enrolling somebody once more, beside the case they have: both cases know of each other."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from cases import duties
from cases.actions.cases import start_case
from cases.hand import Hand, hold
from cases.happenings import is_in_phase
from cases.models import Case, CaseBeside, Programme
from cases.refusals import EventNotNow
from forms.models import FormVersion
from workflows.document import Event
from workflows.effects import Enrolment


@transaction.atomic
def enrol_beside(  # noqa: PLR0913  the case it comes from, and each part of a registration
    case: Case,
    key: str,
    programme: Programme,
    *,
    by: User,
    answers: Mapping[str, Any],
    form_version: FormVersion | None = None,
) -> Case:
    """Start another case for the same person, in the programme that the event allows.

    key      the event of the first case
    errors   EventNotNow · NotForYou · CaseIsClosed · NotOpenForNewCases · WrongFormVersion; nothing is stored then
    """
    with hold(case.processes.get().pk, by=by) as hand:
        event = allowed_event(hand, key, programme)
        duties.check_in_team(hand, event.roles)
        hand.check_gates(key)
        second = start_case(
            programme,
            participant=hand.case.participant,
            by=by,
            answers=answers,
            form_version=form_version,
        )
        CaseBeside.objects.create(first=hand.case, second=second, event=key, by=by, at=hand.now)
        hand.trace("enrolled_beside", event=key, reference=second.reference)
    return second


def allowed_event(hand: Hand, key: str, programme: Programme) -> Event:
    """The event by which this programme may be started from the case now.

    errors   EventNotNow
    """
    for event in hand.document.events:
        if event.key == key and isinstance(event.effect, Enrolment):
            named = event.effect.programmes
            if is_in_phase(event, hand.case) and (not named or programme.slug in named):
                return event
    raise EventNotNow
