"""The journal: notes and contacts that people write, sign and correct. A signed entry is never edited."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases import day_limits, duties
from cases.hand import Hand, hold
from cases.models import Case, JournalEntry
from cases.refusals import AnswersRefused, EntryIsSigned, NotForYou
from cases.typed import storable

Kind = JournalEntry.Kind


def write_note(
    case: Case, *, by: User, text: str, title: str = "", happened_at: datetime | None = None
) -> JournalEntry:
    """Write a note.

    errors   AnswersRefused · NotForYou · CaseIsClosed
    """
    return _write(case, by, Kind.NOTE, text=text, title=title, happened_at=happened_at)


def write_contact(  # noqa: PLR0913  each is a part of one form
    case: Case,
    *,
    by: User,
    contact: str,
    text: str = "",
    attendance: str = "",
    title: str = "",
    happened_at: datetime | None = None,
) -> JournalEntry:
    """Note that somebody met, phoned or wrote; a cancelled meeting replaced by phone is no absence.

    contact, attendance   codes of JournalEntry.Contact and JournalEntry.Attendance
    errors                AnswersRefused · NotForYou · CaseIsClosed
    """
    errors = {}
    if contact not in JournalEntry.Contact.values:
        errors["contact"] = _("Choose what kind of contact it was.")
    if attendance and attendance not in JournalEntry.Attendance.values:
        errors["attendance"] = _("Choose one of the answers.")
    if errors:
        raise AnswersRefused(errors=errors)
    words = {"text": text, "title": title, "contact": contact, "attendance": attendance}
    return _write(case, by, Kind.CONTACT, happened_at=happened_at, **words)


def rewrite(entry: JournalEntry, *, by: User, text: str, title: str | None = None) -> JournalEntry:
    """Change an entry that is not signed yet; only its author may.

    errors   EntryIsSigned · NotForYou · AnswersRefused
    """
    with hold(entry.case.processes.get().pk, by=by, closed=True):
        row = _own_unsigned(entry, by)
        row.text = _words(text)
        row.title = row.title if title is None else storable(title)
        row.save(update_fields=["text", "title"])
    return row


def sign(entry: JournalEntry, *, by: User) -> JournalEntry:
    """Sign an entry: from then on it stands.

    errors   EntryIsSigned · NotForYou
    """
    with hold(entry.case.processes.get().pk, by=by, closed=True) as hand:
        row = _own_unsigned(entry, by)
        row.signed_at = hand.now
        row.save(update_fields=["signed_at"])
    return row


def correct(entry: JournalEntry, *, by: User, text: str) -> JournalEntry:
    """Correct a signed entry with a new one; both stay.

    errors   NotForYou for traces and for people outside the team · AnswersRefused
    """
    with hold(entry.case.processes.get().pk, by=by, closed=True) as hand:
        duties.check_in_team(hand)
        if entry.kind == Kind.TRACE:
            raise NotForYou
        return JournalEntry.objects.create(
            case=hand.case,
            kind=entry.kind,
            author=by,
            happened_at=entry.happened_at,
            written_at=hand.now,
            title=entry.title,
            text=_words(text),
            contact=entry.contact,
            attendance=entry.attendance,
            corrects=entry,
        )


def _write(case: Case, by: User, kind: str, *, text: str, title: str, **rest: Any) -> JournalEntry:
    happened_at = rest.pop("happened_at") or timezone.now()
    with hold(case.processes.get().pk, by=by) as hand:
        duties.check_in_team(hand)
        if happened_at > hand.now:
            raise AnswersRefused(
                errors={"happened_at": _("It cannot have happened later than now.")}
            )
        _check_day(hand, happened_at)
        return JournalEntry.objects.create(
            case=hand.case,
            kind=kind,
            author=by,
            happened_at=happened_at,
            written_at=hand.now,
            title=storable(title)[:200],
            text=_words(text) if kind == Kind.NOTE else storable(text),
            **rest,
        )


def _check_day(hand: Hand, happened_at: datetime) -> None:
    day = timezone.localdate(happened_at)
    if sentence := day_limits.why_not(day, day_limits.HAPPENED, today=hand.today):
        raise AnswersRefused(errors={"happened_at": sentence})


def _own_unsigned(entry: JournalEntry, by: User) -> JournalEntry:
    row = JournalEntry.objects.select_for_update().get(pk=entry.pk)
    if row.author_id != by.pk or row.kind == Kind.TRACE:
        raise NotForYou
    if row.signed_at is not None:
        raise EntryIsSigned
    return row


def _words(text: str) -> str:
    words = storable(text)
    if not words:
        raise AnswersRefused(errors={"text": _("Write something.")})
    return words
