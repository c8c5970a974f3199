"""Cases of one person beside each other: which programmes may be started, and what the reader may see of both."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases import access
from cases.models import Case, Programme
from cases.queries.owed import NoteRow
from workflows.document import Event
from workflows.effects import Enrolment


def programmes_from(event: Event, case: Case, user: User) -> list[Programme]:
    """The programmes in which another case of the same person may be begun, by somebody who may register there."""
    if not isinstance(event.effect, Enrolment) or case.participant_id is None:
        return []
    named = event.effect.programmes
    return [each for each in access.programmes_for(user) if not named or each.slug in named]


def cases_beside(case: Case, user: User) -> list[NoteRow]:
    """The cases that were begun from this one, and the one it was begun from, for those who may see them, too."""
    linked = Q(beside__first=case) | Q(started_beside__second=case)
    seen = access.cases_for(user).filter(linked).select_related("programme").order_by("pk")
    return [
        NoteRow(
            title=each.programme.title,
            url=reverse("cases:case", args=[each.pk]),
            text=each.reference
            if each.is_open
            else _("%(number)s, closed") % {"number": each.reference},
        )
        for each in seen
    ]
