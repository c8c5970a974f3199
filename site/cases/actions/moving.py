"""What every action that moves a case has in common: hand in answers, go on, conclude."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from cases import clocks, day_limits, duties, owed, pausing, versions
from cases.actions import decisions, goals, parties
from cases.asked import about_case, answers_of
from cases.hand import Hand
from cases.measured import person
from cases.models import CaseTask, JournalEntry, TeamMember
from cases.refusals import AnswersRefused, FileWaits, WrongFormVersion
from cases.words import language
from forms.files import keeping
from forms.instruments.measuring import Whom
from forms.models import FormVersion
from forms.models.submission import LINK
from forms.sent import links, submissions
from workflows.steps import Decision, Task

DAYS = frozenset({"service_start"})
SWITCHES = frozenset({"special_support"})
LONGEST_FACT = 60


def check_form(hand: Hand, slug: str, given: FormVersion | None) -> FormVersion | None:
    """The form version that this case asks; none when the step asks nothing.

    errors   WrongFormVersion when the answers were given to another version
    """
    if not slug:
        return None
    pinned = versions.pinned_form(hand.version, slug)
    if given is not None and given.pk != pinned.pk:
        raise WrongFormVersion
    return pinned


def part_of(hand: Hand, task: CaseTask) -> Any:
    """The part of the drawing that a task stands for; of an extra task the event that allows it, if any does."""
    if task.kind != "extra":
        return task.flow_task.block
    return next((event for event in hand.document.events if event.key == task.key), None)


def hand_in(
    hand: Hand, task: CaseTask, form: FormVersion | None, answers: Mapping[str, Any]
) -> None:
    """Keep the answers with the task, and their facts with the case."""
    hand.facts.record(task.key, answers)
    hand.anchors_moved |= owed.reads_answers(hand.document)
    keep_answers(hand, task, form, answers)


def keep_answers(
    hand: Hand, task: CaseTask, form: FormVersion | None, answers: Mapping[str, Any]
) -> None:
    """Keep the answers with the task."""
    task.done_by = hand.by
    if form is not None:
        whom = Whom(person=person(hand.case.participant_id))
        came = {"channel": LINK} if answers_of(task) else {}
        task.submission = submissions.record(
            form, answers=answers, language=language(), by=hand.by, whom=whom, **came
        )
        try:
            keeping.tie(task.submission, hand.by)
        except keeping.NotLookedAt as waiting:
            raise FileWaits(_waits(waiting.name)) from None


def _waits(name: str) -> str:
    return _(
        "“%(name)s” waits for the virus scanner. Nothing is lost: finish again in a few minutes."
    ) % {"name": name}


def record_facts(hand: Hand, records: Mapping[str, str], answers: Mapping[str, Any]) -> None:
    """Let the case know what the answers say about it; an unanswered field changes nothing."""
    values: dict[str, Any] = {}
    for fact, field in records.items():
        answer = answers.get(field)
        if answer is None or answer == "":
            continue
        if fact in DAYS:
            answer = date.fromisoformat(answer)
            if odd := day_limits.why_not(answer, day_limits.PLANNED, today=hand.today):
                raise AnswersRefused(errors={field: odd})
        elif fact in SWITCHES:
            answer = answer in (True, "yes")
        else:
            answer = str(answer)[:LONGEST_FACT]  # a code; longer words stay whole with the answers
        values[fact] = answer
    hand.change_case(**values)


def judged_branch(task: CaseTask, answers: Mapping[str, Any]) -> str:
    """The way that a worker judged.

    answers   {"branch": key}
    errors    AnswersRefused when no such way leads on
    """
    branch = str(answers.get("branch", ""))
    if branch not in [each.key for each in task.flow_task.block.branches]:
        raise AnswersRefused(errors={"branch": _("Choose one of the ways.")})
    return branch


def appoint(hand: Hand, role_key: str, user: User) -> None:
    """Let somebody hold a role from now on; who held it alone gives it up, and open tasks follow."""
    if hand.holds_role(user, role_key):
        return
    for member in displaced(hand, role_key, user):
        leave(hand, member)
    member = TeamMember(
        case=hand.case, user=user, role=role_key, since=hand.now, appointed_by=hand.by
    )
    hand.team.append(member)
    hand.also(member)
    hand.follow_role(role_key)


def displaced(hand: Hand, role_key: str, user: User) -> list[TeamMember]:
    """Who gives a role up when somebody else takes it: those who hold what one person holds."""
    role = hand.role(role_key)
    if role is None or role.many or hand.holds_role(user, role_key):
        return []
    return [member for member in hand.team if member.role == role_key]


def leave(hand: Hand, member: TeamMember) -> None:
    """Let somebody give up a role."""
    member.until = hand.now
    hand.team.remove(member)
    hand.also(member)


def go_on(hand: Hand, task: CaseTask, *, done: bool = True) -> None:
    """Finish a task and let the path walk on."""
    if done:
        hand.facts.mark_done(task.key)
        owed.meet(hand, task)
    step = hand.activation(task)
    if step.assign.can_proceed():
        step.assign(hand.by)
    if step.start.can_proceed():
        step.start(None)
    step.execute()


def complete(
    hand: Hand,
    task: CaseTask,
    *,
    answers: Mapping[str, Any],
    form: FormVersion | None,
    people: Mapping[str, Sequence[User]],
) -> None:
    """Everything that finishing a task means: answers, facts, decision, appointments, goals, the path."""
    part = part_of(hand, task)
    if task.kind == "judgement":
        task.data = {**task.data, "branch": judged_branch(task, answers)}
    else:
        hand.facts.record(task.key, answers)
        record_facts(hand, getattr(part, "records", {}), answers)
    duties.check_appointments(hand, getattr(part, "appoints", ()), people)
    decision = decisions.prepare(hand, task, answers) if isinstance(part, Decision) else None
    if decision:
        decisions.take_effect(hand, decision)
    hand.check_gates(task.key)
    if task.kind != "judgement":
        hand_in(hand, task, form, answers)
    if decision:
        decision.submission = task.submission
    entry = trace_done(hand, task, decision)
    for role_key, chosen in people.items():
        coming = [user for user in chosen if not hand.holds_role(user, role_key)]
        for user in coming:
            appoint(hand, role_key, user)
        hand.tell(coming, "appointed", role=role_key)
    if isinstance(part, Task) and part.goals:
        goals.from_answers(hand, part.goals, answers)
    go_on(hand, task)
    tell_roles(hand, task, part)
    conclude(hand, entry)


def trace_done(hand: Hand, task: CaseTask, decision: Any = None) -> JournalEntry:
    """Note that a task was done, or what was decided."""
    facts: dict[str, Any] = {"step": task.key, "kind": task.kind}
    if task.title:
        facts["title"] = task.title
    if decision is None:
        return hand.trace("task_done", task=task, **facts)
    days = {"starts_on": decision.starts_on, "ends_on": decision.ends_on}
    facts |= {name: day.isoformat() for name, day in days.items() if day}
    code = "granted" if decision.granted else "refused"
    code = f"decision_{code if decision.effect == 'grant' else 'ended'}"
    return hand.trace(code, task=task, number=decision.number, **facts)


def tell_roles(hand: Hand, task: CaseTask, part: Any) -> None:
    """Tell the roles that the step names."""
    people = [user for role in getattr(part, "tells", ()) for user in hand.holders(role)]
    if people and task.kind != "obligation":  # what is owed tells by itself when it is met
        hand.tell(people, "task_done", task=task, step=task.key)


def conclude(hand: Hand, entry: JournalEntry | None = None) -> None:
    """After everything that happened: joins, waits and askings, what is owed, the end of the case."""
    parties.settle(hand)
    if hand.case.is_open and hand.anchors_moved:
        owed.sync(hand)
        clocks.follow_days(hand)
    if hand.closes:
        owed.wind_up(hand)
        pausing.end(hand, until=hand.today)
        owed.go_on(hand)
        open_proposals = hand.case.proposals.filter(state="open")
        open_proposals.update(state="withdrawn", settled_at=hand.now)
        decisions.wind_up(hand)
        owed.sync(hand)
        links.withdraw(about=about_case(hand.case))
    if entry is not None and hand.ways:
        entry.facts["ways"] = hand.ways
