"""Traces and notices as sentences: stored as a code and facts, read by everybody in their own language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cases import daywords
from cases.labels import Called
from cases.models import Goal
from cases.parties import PARTY
from cases.queries.asking_traces import ASKING_NOTICES, ASKING_TRACES, GROUND_WORDS
from cases.queries.words import Words

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, in words.

    kind  what sort of thing it is, in a word beside the icon
    """

    title: str
    icon: str
    kind: str
    text: str = ""


# code -> (icon, kind, sentence)
TRACES: dict[str, tuple[str, str, str]] = {
    "case_started": ("plus", gettext_noop("Beginning"), gettext_noop("The case begins")),
    "start_corrected": (
        "pen",
        gettext_noop("Correction"),
        gettext_noop("What was written at the start is corrected"),
    ),
    "phase_entered": ("up", gettext_noop("Phase"), gettext_noop("Now in the phase %(phase)s")),
    "task_taken": ("people", gettext_noop("Task"), gettext_noop("Took the task: %(task)s")),
    "task_given": ("people", gettext_noop("Task"), gettext_noop("Handed over to %(to)s: %(task)s")),
    "task_given_with_role": (
        "people",
        gettext_noop("Task"),
        gettext_noop("Handed over to %(to)s: %(task)s, and the role %(role)s from now on"),
    ),
    "task_reminded": (
        "letter",
        gettext_noop("Reminder"),
        gettext_noop("%(to)s is reminded: %(task)s"),
    ),
    "task_put_back": ("people", gettext_noop("Task"), gettext_noop("Back in the queue: %(task)s")),
    "task_done": ("check", gettext_noop("Task done"), gettext_noop("%(task)s")),
    "task_skipped": ("pause", gettext_noop("Skipped"), gettext_noop("%(task)s")),
    "task_stopped": ("pause", gettext_noop("Stopped"), gettext_noop("%(task)s")),
    "extra_added": ("plus", gettext_noop("Task"), gettext_noop("New task: %(task)s")),
    "asked_by_link": (
        "letter",
        gettext_noop("Personal link"),
        gettext_noop("Asked by a personal link: %(task)s"),
    ),
    "answered_by_link": (
        "letter",
        gettext_noop("Personal link"),
        gettext_noop("Answers came by a personal link: %(task)s"),
    ),
    "link_withdrawn": (
        "letter",
        gettext_noop("Personal link"),
        gettext_noop("A personal link is withdrawn: %(task)s"),
    ),
    "case_paused": ("pause", gettext_noop("Pause"), gettext_noop("%(event)s")),
    "case_resumed": (
        "up",
        gettext_noop("Pause over"),
        gettext_noop("The case goes on after %(days)s"),
    ),
    "enrolled_beside": (
        "plus",
        gettext_noop("Beginning"),
        gettext_noop("%(event)s: case %(reference)s begins beside this one"),
    ),
    "transfer_offered": (
        "people",
        gettext_noop("Offered"),
        gettext_noop("Offered to %(to)s: %(role)s"),
    ),
    "transfer_accepted": (
        "people",
        gettext_noop("Taken over"),
        gettext_noop("%(person)s takes over: %(role)s"),
    ),
    "transfer_declined": (
        "people",
        gettext_noop("Declined"),
        gettext_noop("%(person)s does not take over: %(role)s"),
    ),
    "approval_asked": ("eye", gettext_noop("Approval"), gettext_noop("%(event)s: approval asked")),
    "approval_given": (
        "check",
        gettext_noop("Approval"),
        gettext_noop("%(event)s: approved by %(role)s"),
    ),
    "approval_complete": (
        "check",
        gettext_noop("Approval"),
        gettext_noop("%(event)s: approved by %(role)s, and that is enough"),
    ),
    "approval_refused": (
        "alert",
        gettext_noop("Approval"),
        gettext_noop("%(event)s: not approved by %(role)s"),
    ),
    "approval_declined": (
        "alert",
        gettext_noop("Approval"),
        gettext_noop("%(event)s: not approved by %(role)s, so it does not happen"),
    ),
    "proposal_withdrawn": (
        "pause",
        gettext_noop("Withdrawn"),
        gettext_noop("%(event)s: withdrawn before it was answered"),
    ),
    "event_started": ("alert", gettext_noop("Event"), gettext_noop("%(event)s")),
    "decision_granted": (
        "paper",
        gettext_noop("Decision"),
        gettext_noop("Decision %(number)s: granted %(span)s"),
    ),
    "decision_refused": (
        "paper",
        gettext_noop("Decision"),
        gettext_noop("Decision %(number)s: not granted"),
    ),
    "decision_ended": (
        "paper",
        gettext_noop("Decision"),
        gettext_noop("Decision %(number)s: %(the_service)s ends"),
    ),
    "decision_revoked": (
        "paper",
        gettext_noop("Decision"),
        gettext_noop("Decision %(number)s is revoked"),
    ),
    "obligation_opened": ("clock", gettext_noop("Owed"), gettext_noop("Time for: %(obligation)s")),
    "obligation_overdue": ("clock", gettext_noop("Late"), gettext_noop("Late: %(obligation)s")),
    "obligation_missed": (
        "clock",
        gettext_noop("Missed"),
        gettext_noop("Not done: %(obligation)s"),
    ),
    "obligation_explained": (
        "pen",
        gettext_noop("Reason"),
        gettext_noop("Why it was late: %(obligation)s"),
    ),
    "legal_day_moved": (
        "clock",
        gettext_noop("By law"),
        gettext_noop("The day set by law is now %(legal_day)s: %(task)s"),
    ),
    "appointed_by_itself": (
        "people",
        gettext_noop("Team"),
        gettext_noop("The role %(role)s went by itself to %(person)s"),
    ),
    "appointed": (
        "people",
        gettext_noop("Team"),
        gettext_noop("%(person)s is in the team: %(role)s"),
    ),
    "left_role": (
        "people",
        gettext_noop("Team"),
        gettext_noop("%(person)s has left the team: %(role)s"),
    ),
    "goal_added": ("target", gettext_noop("Goal"), gettext_noop("New goal: %(text)s")),
    "goal_reworded": ("target", gettext_noop("Goal"), gettext_noop("Goal in new words: %(text)s")),
    "goal_moved": ("target", gettext_noop("Goal"), gettext_noop("%(text)s: %(state)s")),
    "case_moved": (
        "up",
        gettext_noop("Workflow"),
        gettext_noop("The case goes on in version %(to)s of the workflow (before: %(from)s)"),
    ),
    "case_moved_back": (
        "up",
        gettext_noop("Workflow"),
        gettext_noop("The case is back in version %(to)s of the workflow"),
    ),
    "case_closed": (
        "check",
        gettext_noop("%(ending)s"),
        gettext_noop("The case is closed: %(outcome)s"),
    ),
    "ending_explained": (
        "pen",
        gettext_noop("%(ending)s"),
        gettext_noop("Why the case ended: %(why)s"),
    ),
    **ASKING_TRACES,
}

NOTICES: dict[str, str] = {
    "answered_by_link": gettext_noop("Answers have come by the link: %(task)s. Read and finish."),
    "task_given": gettext_noop("You have been given a task: %(task)s"),
    "task_done": gettext_noop("Done: %(task)s. You can read it now."),
    "appointed": gettext_noop("You are in the team: %(role)s"),
    "obligation_met": gettext_noop("Done: %(obligation)s. You can read it now."),
    "obligation_overdue": gettext_noop("Late: %(obligation)s"),
    "obligation_opened": gettext_noop("You are to take part: %(obligation)s"),
    "legal_day_moved": gettext_noop("The day set by law is now %(legal_day)s: %(task)s"),
    "approval_asked": gettext_noop("Your approval is asked: %(event)s"),
    "approval_complete": gettext_noop("Approved: %(event)s"),
    "approval_declined": gettext_noop("Not approved: %(event)s"),
    "proposal_withdrawn": gettext_noop("Asked no longer, the service has changed: %(event)s"),
    "transfer_accepted": gettext_noop("Taken over: %(role)s"),
    "transfer_declined": gettext_noop("Not taken over: %(role)s"),
    "look_at_pause": gettext_noop("The case is paused. Look at it again: %(event)s"),
    "remind": gettext_noop("Remember: %(task)s"),
    "escalate": gettext_noop("Late, and needs you: %(task)s"),
    **ASKING_NOTICES,
}


def told(code: str, facts: Facts, words: Words, called: Called) -> Told:
    """Say what a trace tells."""
    icon, kind, sentence = TRACES.get(
        code, ("book", gettext_noop("Trace"), gettext_noop("Something was noted"))
    )
    said = _(sentence) % _Said(facts, words, called)
    text = facts.get("reason") or facts.get("explanation") or ""
    if facts.get("ground") in GROUND_WORDS:
        text = ". ".join(part for part in (_(GROUND_WORDS[facts["ground"]]), text) if part)
    if facts.get("earlier") and code == "goal_reworded":
        text = _("Before: %(text)s") % {"text": facts["earlier"]}
    ways = [_way(choice, branch, words) for choice, branch in facts.get("ways", ())]
    if until := _until(facts):
        text = f"{str(text).rstrip('. ')}. {until}"
    text = " ".join(part for part in (str(text), *ways) if part)
    return Told(daywords.capitalised(said), icon, called.say(_(kind)), text)


def notice_words(code: str, facts: Facts, words: Words) -> str:
    """Say what a notice tells."""
    sentence = NOTICES.get(code, gettext_noop("Something new in the case"))
    return daywords.capitalised(_(sentence) % _Said(facts, words))


def _way(choice: str, branch: str, words: Words) -> str:
    """Say which way a choice went, with its question: a bare "yes" tells nothing."""
    answer, question = words.branch(choice, branch), words.of("step", choice)
    if not question:
        return _("Way: %(ways)s.") % {"ways": answer}
    asked = question if question.endswith("?") else f"{question}:"
    return f"{asked} {answer}."


class _Said(dict[str, str]):
    """Looks up each word a sentence needs; what is not known is three dots, never an error."""

    def __init__(self, facts: Facts, words: Words, called: Called | None = None) -> None:
        super().__init__(called.placeholders() if called else {})
        self.facts, self.words = facts, words

    def __missing__(self, name: str) -> str:
        read = _READ.get(name)
        found = read(self.facts, self.words) if read else self.facts.get(name)
        return str(found) if found not in (None, "") else "…"


def _task(facts: Facts, words: Words) -> str:
    if facts.get("kind") == PARTY:
        return words.asked(facts.get("step", ""))
    return facts.get("title") or words.step(facts.get("step", ""))


def _span(facts: Facts, _words: Words) -> str:
    try:
        start, end = date.fromisoformat(facts["starts_on"]), date.fromisoformat(facts["ends_on"])
    except (KeyError, TypeError, ValueError):
        return ""
    return daywords.span(start, end)


def _legal_day(facts: Facts, _words: Words) -> str:
    try:
        return daywords.in_words(date.fromisoformat(facts["legal_on"]))
    except (KeyError, TypeError, ValueError):
        return _("not known")


def _until(facts: Facts) -> str:
    """Until when a pause is planned."""
    try:
        day = date.fromisoformat(facts["until"])
    except (KeyError, TypeError, ValueError):
        return ""
    return _("Planned until %(day)s.") % {"day": daywords.in_words(day)}


def _days(facts: Facts, _words: Words) -> str:
    days = int(facts.get("days") or 0)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _state(facts: Facts, _words: Words) -> str:
    state = facts.get("state")
    return str(Goal.State(state).label) if state in Goal.State.values else ""


_READ: dict[str, Callable[[Facts, Words], str]] = {
    "task": _task,
    "legal_day": _legal_day,
    "span": _span,
    "days": _days,
    "state": _state,
    "phase": lambda facts, words: words.phase(facts.get("phase", "")),
    "role": lambda facts, words: words.role(facts.get("role", "")),
    "event": lambda facts, words: words.event(facts.get("event", "")),
    "obligation": lambda facts, words: words.obligation(facts.get("obligation", "")),
    "outcome": lambda facts, words: words.ended(facts.get("outcome", ""), facts.get("ending", "")),
    "why": lambda facts, words: words.ending(facts.get("outcome", ""), facts.get("ending", "")),
}
