"""What finishing something brings about, in words, before it is done: who is told, what is decided, what comes next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases import daywords
from cases.facts import Facts
from cases.following import Following, beginning, following
from cases.labels import Called
from cases.models import Case, CaseTask
from cases.parties import PARTY
from cases.queries.case_head import CLOCKS, CaseHead
from cases.queries.words import Words
from workflows.document import Event, Obligation
from workflows.effects import Approval, ExtraTask, Pause, Resume, Transfer
from workflows.steps import Decision, Task


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that will happen, beside its icon."""

    icon: str
    text: str


def of_task(  # noqa: PLR0913 - all that is known when a task is finished
    task: CaseTask,
    step: Task | Obligation | None,
    words: Words,
    facts: Facts,
    *,
    answers: Mapping[str, Any],
    appointed: Mapping[str, Sequence[User]] | None = None,
) -> list[Consequence]:
    """Say what happens when a task is finished with these answers."""
    if task.kind != PARTY:
        facts.record(task.key, answers)
    found: list[Consequence] = []
    if isinstance(step, Decision):
        found += _decided(step, answers, task.case.programme.called)
    for role, people in (appointed or {}).items():
        found += [_appointed(person, role, words) for person in people]
    if step is not None and task.kind != PARTY:
        found += _told(step.tells, task.case, words)
    if isinstance(step, Task) and step.goals:
        said = _("The goals you wrote become %(of_plan)s goals.")
        found.append(Consequence("target", task.case.programme.called.say(said)))
    if task.kind in ("task", "meeting", "decision"):
        found += _next(following(words.document, task.key, facts.holds), task.case, words)
    if task.kind == PARTY:
        said = _("Whoever asked is told, and can read your answer beside those of the others.")
        return [*found, Consequence("book", said)]
    found.append(
        Consequence("book", _("The answers are kept in the case and can be read by the team."))
    )
    return found


def of_judgement(task: CaseTask, branch: str, words: Words) -> list[Consequence]:
    """Say which way the case goes when a worker judges so."""
    way = words.branch(task.key, branch)
    return [Consequence("up", _("The case goes this way: %(way)s.") % {"way": way})]


def of_event(event: Event, head: CaseHead, facts: Facts) -> list[Consequence]:
    """Say what follows when something is reported."""
    found = list(_of_effect(event, head.words))
    found += _next(beginning(event.blocks, facts.holds), head.case, head.words)
    return found or [
        Consequence("book", _("It is written in the timeline. The case goes on as before."))
    ]


def _of_effect(event: Event, words: Words) -> Iterator[Consequence]:
    """Say what an event does to the case itself."""
    match event.effect:
        case Pause(clocks=clocks):
            yield Consequence("pause", _("The case is paused. Everybody in the team sees it."))
            if clocks:
                names = ", ".join(str(CLOCKS[clock]) for clock in clocks if clock in CLOCKS)
                yield Consequence("clock", _("These stand still: %(clocks)s.") % {"clocks": names})
        case Resume():
            yield Consequence(
                "up", _("The case goes on. Days that stood still move on by the days of the pause.")
            )
        case ExtraTask(role=role):
            whom = words.role(role) if role else _("you")
            yield Consequence("plus", _("A task is given out to: %(whom)s.") % {"whom": whom})
        case Transfer():
            said = _(
                "The one you choose is asked. Until they take over, the role stays where it is."
            )
            yield Consequence("people", said)
        case Approval(roles=roles, enough=enough):
            names = ", ".join(words.role(role) for role in roles)
            said = _("It happens when %(count)s of these approve: %(roles)s.")
            yield Consequence("eye", said % {"count": enough or len(roles), "roles": names})


def _decided(step: Decision, answers: Mapping[str, Any], called: Called) -> list[Consequence]:
    if step.effect == "end":
        return [Consequence("paper", called.say(_("%(the_service)s ends with this decision.")))]
    if step.refuses(answers):
        return [
            Consequence("paper", _("Nothing new is granted. Earlier decisions stay as they are."))
        ]
    start, end = _day(answers.get(step.starts)), _day(answers.get(step.ends))
    if not start or not end:
        return [Consequence("paper", _("The decision holds from now on."))]
    return [
        Consequence(
            "paper", _("The decision holds %(span)s.") % {"span": daywords.span(start, end)}
        )
    ]


def _appointed(person: User, role: str, words: Words) -> Consequence:
    said = {"name": person.display_name, "role": words.role(role)}
    return Consequence("people", _("%(name)s is appointed: %(role)s.") % said)


def _told(roles: Iterable[str], case: Case, words: Words) -> list[Consequence]:
    wanted = set(roles)
    if not wanted:
        return []
    members = case.team.filter(role__in=wanted, until=None).select_related("user")
    said = _("%(name)s (%(role)s) is told and can read it.")
    return [
        Consequence(
            "eye", said % {"name": member.user.display_name, "role": words.role(member.role)}
        )
        for member in members
    ]


def _next(after: Following, case: Case, words: Words) -> list[Consequence]:
    """Say what the path reaches; nothing when that is not certain."""
    found = []
    if after.outcome:
        said = _("The case is closed: %(outcome)s. Open tasks in it are taken away.")
        return [Consequence("check", said % {"outcome": words.outcome(after.outcome)})]
    if after.phase:
        said = _("%(name)s goes on to the phase %(phase)s.")
        found.append(
            Consequence("up", said % {"name": case.name, "phase": words.phase(after.phase)})
        )
    if after.tasks:
        titles = "; ".join(words.step(key) for key in after.tasks)
        said = ngettext(
            "The next task is: %(titles)s.", "The next tasks are: %(titles)s.", len(after.tasks)
        )
        found.append(Consequence("clock", said % {"titles": titles}))
    if after.judged:
        found.append(Consequence("clock", _("Then somebody judges which way the case goes.")))
    if after.waits:
        found.append(
            Consequence("clock", _("Then the case waits until it is time for the next step."))
        )
    return found


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
