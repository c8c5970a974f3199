"""The head that all pages of a case share: whom it is about, the phases passed and ahead, the parts of the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import daywords
from cases.models import Case, CaseProcess, Participant, PhaseVisit
from cases.queries.words import Words, words_of_version

CLOCKS = {
    "tasks": _lazy("due days of tasks"),
    "obligations": _lazy("what is owed on a date"),
    "reminders": _lazy("reminders"),
    "waits": _lazy("waiting times"),
    "length": _lazy("the granted time"),
}
PARTS = (
    "case",
    "case_timeline",
    "case_goals",
    "case_measurements",
    "case_documents",
    "case_team",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One tread of the stair."""

    name: str
    state: str  # done, here or ahead
    date: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the pages of a case."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands above every page of a case."""

    case: Case
    process: CaseProcess
    words: Words
    facts: Sequence[tuple[str, str]]
    stair: Sequence[Step]
    parts: Sequence[Part]
    paused: str = ""


def head_of(case: Case, *, part: str = "", today: date | None = None) -> CaseHead:
    """Gather the head of a case.

    case  with programme and participant already fetched
    part  url name of the page shown, one of PARTS
    """
    today = today or timezone.localdate()
    process = case.processes.select_related("version").latest("pk")
    words = words_of_version(process.version)
    return CaseHead(
        case=case,
        process=process,
        words=words,
        facts=_facts(case, words, today),
        stair=stair(words, list(case.visits.all()), case, today=today),
        parts=_parts(case, part),
        paused=paused(case, today=today),
    )


def stair(words: Words, visits: Iterable[PhaseVisit], case: Case, *, today: date) -> list[Step]:
    """Say of each phase whether it is passed, is here, or is ahead, with the days one knows."""
    stays: dict[str, list[PhaseVisit]] = {}
    for visit in visits:
        stays.setdefault(visit.phase, []).append(visit)
    here, _all = words.place(case.phase if case.is_open else "")
    steps = []
    for number, phase in enumerate(words.document.phases, start=1):
        visited = stays.get(phase.key, [])
        done = bool(visited) and not (here and number >= here)
        state = "here" if number == here else "done" if done else "ahead"
        said = _stay(visited, state, today) if state != "ahead" else ""
        steps.append(Step(words.phase(phase.key), state, said))
    return steps


def paused(case: Case, *, today: date) -> str:
    """Say since when, why and until when a case stands still; "" while it goes on."""
    pause = case.pauses.filter(ended_at=None).first() if case.paused_on else None
    if pause is None:
        return ""
    since = daywords.in_words(pause.starts_on, today=today)
    said = [_("Since %(day)s: %(reason)s") % {"day": since, "reason": pause.reason.rstrip(". ")}]
    if pause.planned_on:
        planned = daywords.in_words(pause.planned_on, today=today)
        said.append(_("Goes on %(day)s") % {"day": planned})
    if pause.clocks:
        names = ", ".join(str(CLOCKS[clock]) for clock in pause.clocks if clock in CLOCKS)
        said.append(_("Standing still: %(clocks)s") % {"clocks": names})
    return ". ".join(said) + "."


def _stay(visits: Sequence[PhaseVisit], state: str, today: date) -> str:
    """Say from when until when somebody was in a phase."""
    if not visits:
        return ""
    first = _day(visits[0].entered_at)
    if state == "here" or visits[-1].left_at is None:
        return _("since %(day)s") % {"day": daywords.in_words(first, today=today)}
    return daywords.span(first, _day(visits[-1].left_at), today=today)


def _day(moment: datetime | None) -> date:
    return timezone.localtime(moment).date()


def _facts(case: Case, words: Words, today: date) -> list[tuple[str, str]]:
    """What one wants to know about the person at a glance. Empty values are left out when shown."""
    rows = [(_("Programme"), case.programme.title), (_("Number"), case.reference)]
    if person := case.participant:
        rows += [
            (_("Born"), str(person.birth_date.year) if person.birth_date else ""),
            (_("Language"), language_name(person.language)),
            *_ways_to_reach(person),
        ]
    if not case.is_open:
        rows.append((pgettext("case", "Closed"), _closed(case, words, today)))
    return [(name, value) for name, value in rows if value]


def _ways_to_reach(person: Participant) -> list[tuple[str, str]]:
    """How to get hold of somebody; with a protected identity only that it is protected."""
    if person.protected_identity:
        return [(_("Identity"), _("protected"))]
    return [(_("Reached"), person.contact_wish), (_("Phone"), person.phone)]


def _closed(case: Case, words: Words, today: date) -> str:
    said = {
        "day": daywords.in_words(_day(case.closed_at), today=today),
        "outcome": words.ended(case.outcome, case.ending_reason),
    }
    return _("%(day)s: %(outcome)s") % said


def language_name(code: str) -> str:
    """Name a language in the reader's language when we know it, else show what was written."""
    known = {**dict(settings.LANGUAGES), "other": _("Another language")}
    if code in known:
        return str(known[code]).lower()
    try:
        return get_language_info(code)["name_translated"].lower()
    except KeyError:
        return code


def _parts(case: Case, part: str) -> list[Part]:
    labels = (
        _("Overview"),
        _("Timeline"),
        _("Goals"),
        _("Measurements"),
        _("Documents"),
        _("Team"),
    )
    return [
        Part(label, reverse(f"cases:{name}", args=[case.pk]), current=name == part)
        for name, label in zip(PARTS, labels, strict=True)
    ]
