"""The timeline of a case: what happened by itself and what people wrote, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from cases import daywords
from cases.models import JournalEntry
from cases.queries.case_head import CaseHead
from cases.queries.lists import Key, Page, page_of
from cases.queries.my_day import Choice
from cases.queries.traces import told

PAGE = 30
ORDER = (Key("happened_at", descending=True), Key("pk", descending=True))
KINDS = {"written": Q(kind__in=["note", "contact"]), "traces": Q(kind="trace")}
HANDED_IN = frozenset(
    (
        "task_done",
        "decision_granted",
        "decision_refused",
        "decision_ended",
        "event_started",
        "case_started",
        "start_corrected",
    )
)
CONTACT_ICONS = {"phone": "phone", "message": "letter", "remote": "phone"}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One thing that happened."""

    date: str
    kind: str
    icon: str
    title: str
    text: str
    meta: str
    open: bool = False  # not signed yet
    url: str = ""
    action: str = ""
    sign_url: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some entries, the ways to narrow them, and the mark to continue from."""

    rows: Sequence[EntryRow]
    mark: str
    kinds: Sequence[Choice]


def timeline(
    head: CaseHead, user: User, *, kind: str = "", mark: str = "", size: int = PAGE
) -> TimelinePage:
    """Fetch one page of the timeline. Drafts are their authors' own."""
    entries = _seen_by(head, user)
    if kind in KINDS:
        entries = entries.filter(KINDS[kind])
    page: Page[JournalEntry] = page_of(entries, ORDER, size=size, mark=mark)
    return TimelinePage(
        [_row(entry, head, user) for entry in page.rows], page.mark, _kinds(head, kind)
    )


def latest(head: CaseHead, user: User, *, at_most: int) -> list[EntryRow]:
    """Fetch the last few entries."""
    return [_row(entry, head, user) for entry in _seen_by(head, user)[:at_most]]


def _seen_by(head: CaseHead, user: User) -> QuerySet[JournalEntry]:
    unsigned = Q(kind__in=["note", "contact"], signed_at=None)
    entries = head.case.journal.select_related("author", "corrects", "task")
    return entries.exclude(unsigned & ~Q(author=user))


def _row(entry: JournalEntry, head: CaseHead, user: User) -> EntryRow:
    date = daywords.capitalised(daywords.short(timezone.localtime(entry.happened_at).date()))
    if entry.kind == JournalEntry.Kind.TRACE:
        what = told(entry.code, entry.facts, head.words, head.case.programme.called)
        link = _read(entry, head)
        row = EntryRow(date, what.kind, what.icon, what.title, what.text, _by(entry))
        return replace(row, url=link, action=_("Read")) if link else row
    return _written(entry, head, user, date)


def _read(entry: JournalEntry, head: CaseHead) -> str:
    """Lead to what was handed in."""
    if entry.code not in HANDED_IN or entry.task is None or entry.task.submission_id is None:
        return ""
    return reverse("cases:document", args=[head.case.pk, entry.task_id])


def _written(entry: JournalEntry, head: CaseHead, user: User, date: str) -> EntryRow:
    contact = entry.kind == JournalEntry.Kind.CONTACT
    kind = entry.get_contact_display() if contact else pgettext("journal", "Note")
    icon = CONTACT_ICONS.get(entry.contact, "people") if contact else "pen"
    title = entry.title or kind
    mine = entry.author_id == user.pk
    links = {}
    if entry.signed_at is None:
        links = (
            {"url": _address("entry", head, entry), "action": _("Go on writing")} if mine else {}
        )
        links |= (
            {"sign_url": _address("entry_sign", head, entry), "sign": _("Sign")} if mine else {}
        )
    else:
        links = {"url": _address("entry_correct", head, entry), "action": _("Correct")}
    return EntryRow(
        date,
        kind,
        icon,
        title,
        entry.text,
        _meta(entry, head),
        open=entry.signed_at is None,
        **links,
    )


def _meta(entry: JournalEntry, head: CaseHead) -> str:
    """Say who wrote it, how the contact went, and whether it is signed."""
    parts = [_by(entry)]
    if entry.attendance:
        how = JournalEntry.Attendance(entry.attendance)
        parts.append(how.said(head.case.programme.called) + ".")
    if entry.corrects_id:
        parts.append(_("Corrects an earlier entry."))
    parts.append(_signed(entry.signed_at))
    return " ".join(part for part in parts if part)


def _signed(at: datetime | None) -> str:
    if at is None:
        return _("Draft, not signed. Only you see it.")
    return _("Signed %(when)s.") % {"when": daywords.moment(at)}


def _by(entry: JournalEntry) -> str:
    if entry.author is None:
        return _("By itself.")
    if away := entry.facts.get("instead_of"):
        said = {"name": entry.author.display_name, "away": away}
        return _("%(name)s, in place of %(away)s.") % said
    return f"{entry.author.display_name}."


def _address(name: str, head: CaseHead, entry: JournalEntry) -> str:
    return reverse(f"cases:{name}", args=[head.case.pk, entry.pk])


def _kinds(head: CaseHead, kind: str) -> list[Choice]:
    labels = {
        "": _("Everything"),
        "written": _("Notes and contacts"),
        "traces": _("What happened by itself"),
    }
    base = reverse("cases:case_timeline", args=[head.case.pk])
    return [
        Choice(key, label, f"{base}?kind={key}" if key else base, current=kind == key)
        for key, label in labels.items()
    ]
