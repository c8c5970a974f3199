"""What people do in a story: each through the same access, the same form and the same action as in the workspace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases import access
from cases.actions import cases, events, goals, journal, obligations, tasks, team
from cases.models import Case, CaseTask, Goal, Obligation, Participant, Programme
from cases.refusals import Refusal
from cases.versions import pinned_form, step_of
from forms.models import FormVersion
from programmes.playing import agreeing, asking_several, outside
from programmes.playing.cast import Cast, new_participant
from programmes.playing.ending import for_a_reason
from programmes.playing.judging import judged
from programmes.shapes.story import StepShape
from workflows.dates import add
from workflows.effects import ExtraTask

State = Obligation.State


class NotFound(Refusal):
    """The person may not see this, so that for them it is not there."""

    status = 404
    sentence = gettext_lazy("That page does not exist.")


class TaskNotOpen(Refusal):
    """Nobody has been given this task now."""

    sentence = gettext_lazy("The task is not open now.")


class Stage:
    """The case that a story is about, and what may be done with it.

    beside   the other case of the same person that was begun from it last
    links    {(step, whom): token} of the personal links that were made
    """

    def __init__(self, programme: Programme, cast: Cast) -> None:
        self.programme = programme
        self.cast = cast
        self.case: Case | None = None
        self.beside: Case | None = None
        self.links: dict[tuple[str, str], str] = {}
        self.participant: Participant | None = None

    def do(self, step: StepShape, answers: dict[str, Any]) -> None:
        """Let somebody do what a step says.

        answers   as a person would give them, days written out
        errors    Refusal
        """
        by = self.cast.person(step.role) if step.role else None
        try:
            _DOING[step.action](self, step, by, answers)  # type: ignore[arg-type]  # outside nobody acts
        except Http404:
            raise NotFound from None
        if self.case:
            self.case.refresh_from_db()

    @property
    def running(self) -> Case:
        if self.case is None:
            raise LookupError(_("No case has begun yet in this story."))
        return self.case

    def start(self, _step: StepShape, by: User, answers: dict[str, Any]) -> None:
        version = self.programme.current_version()
        slug = version.document().start.form
        form = pinned_form(version, slug) if slug else None
        participant = self.participant or new_participant(
            self.cast.story.participant, self.programme
        )
        self.case = cases.start_case(
            self.programme,
            participant=participant,
            by=by,
            answers=judged(form, answers, None),
            form_version=form,
        )
        self.participant = self.case.participant

    def task(self, step: StepShape, by: User, answers: dict[str, Any]) -> None:
        task = self.open_task(step.task or "", by=by, role=step.role)
        self.check_sees(task, by)
        if task.owner_id is None:
            task = tasks.take_task(task, by)
        form = self.form_of(task)
        given = answers if task.kind == "judgement" else judged(form, answers, self.running)
        people = {role: [self.cast.person(key)] for role, key in step.appoint.items()}
        for_a_reason(
            step,
            self.running,
            lambda ending: tasks.complete_task(
                task, by=by, answers=given, appointments=people, form_version=form, ending=ending
            ),
        )

    def skip(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        task = self.open_task(step.skip or "")
        self.check_sees(task, by)
        tasks.skip_task(task, by, step.reason)

    def event(self, step: StepShape, by: User, answers: dict[str, Any]) -> None:
        case = access.case_of(by, self.running.pk, what="event")
        version = case.processes.get().version
        happening = step_of(version.pk, step.event or "")
        later = isinstance(getattr(happening, "effect", None), ExtraTask)  # its task asks the form
        slug = happening.form if happening and not later else ""
        form = pinned_form(version, slug) if slug else None
        key, given = step.event or "", judged(form, answers, case)
        said = events.Said(
            step.reason,
            _until(step),
            role=step.hand_on.role if step.hand_on else "",
            to=agreeing.offered_to(self.cast, step.hand_on),
        )
        for_a_reason(
            step,
            case,
            lambda ending: events.start_event(
                case, key, by, given, form_version=form, said=replace(said, ending=ending)
            ),
        )

    def contact(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        said = step.contact
        assert said is not None
        case = access.case_of(by, self.running.pk, what="journal")
        journal.write_contact(
            case,
            by=by,
            contact=said.kind,
            attendance=said.attendance,
            title=said.title,
            text=said.text,
        )

    def note(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        said = step.note
        assert said is not None
        case = access.case_of(by, self.running.pk, what="journal")
        journal.sign(
            journal.write_note(case, by=by, title=said.title, text=said.text or said.title), by=by
        )

    def goal(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        said = step.goal
        assert said is not None
        case = access.case_of(by, self.running.pk, what="goals")
        found = Goal.objects.filter(case=case, text__icontains=said.words).first()
        if found is None:
            raise LookupError(_("No goal says “%(words)s”.") % {"words": said.words})
        goals.change_state(found, by=by, state=said.state)

    def extra(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        said = step.extra
        assert said is not None
        case = access.case_of(by, self.running.pk, what="task")
        due = add(timezone.localdate(), said.due.period())
        tasks.add_extra_task(case, by, title=said.title, role=said.role, due_on=due)

    def explain(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        case = access.case_of(by, self.running.pk, what="obligations")
        late = case.obligations.filter(
            key=step.explain, state__in=[State.OVERDUE, State.MISSED, State.MET_LATE]
        ).last()
        if late is None:
            raise LookupError(_("“%(key)s” is not late.") % {"key": step.explain})
        obligations.explain_miss(late, by, step.reason)

    def look(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        access.case_of(by, self.running.pk, what=step.look or "case")

    def appoint(self, step: StepShape, by: User, _answers: dict[str, Any]) -> None:
        case = access.case_of(by, self.running.pk, what="team")
        for role, key in step.appoint.items():
            team.appoint(case, by=by, role=role, people=[self.cast.person(key)])

    # What the actions need -------------------------------------------------------------------

    def open_task(
        self, key: str, *, by: User | None = None, kind: str = "", role: str = ""
    ) -> CaseTask:
        """The task with this key that somebody can act on now.

        by       of several tasks of one step, this person's, or one that waits for the role
        errors   TaskNotOpen
        """
        waiting = CaseTask.objects.waiting().filter(case=self.running)
        named = waiting.filter(kind="extra") if key == "extra" else waiting.filter(key=key)
        named = named.filter(kind=kind) if kind else named
        rows = list(named.select_related("process", "case").order_by("pk"))
        task = asking_several.open_row(rows, by, role) if by else next(reversed(rows), None)
        if task is None:
            raise TaskNotOpen
        return task

    def taken(self, key: str, by: User, *, kind: str = "") -> CaseTask:
        """The open task with this key, in the hands of somebody who may see it.

        errors   TaskNotOpen · NotFound
        """
        task = self.open_task(key, by=None if kind else by, kind=kind)
        self.check_sees(task, by)
        return tasks.take_task(task, by) if task.owner_id is None else task

    def check_sees(self, task: CaseTask, by: User) -> None:
        if not access.tasks_for(by).filter(pk=task.pk).exists():
            raise NotFound

    def judged(self, form: FormVersion | None, answers: dict[str, Any]) -> dict[str, Any]:
        """Let the form judge answers in this case."""
        return judged(form, answers, self.running)

    def form_of(self, task: CaseTask) -> FormVersion | None:
        version = self.running.processes.get().version
        part = None if task.kind == "judgement" else step_of(version.pk, task.key)
        slug = getattr(part, "form", "")
        return pinned_form(version, slug) if slug else None


_DOING: dict[str, Callable[[Stage, StepShape, User, dict[str, Any]], None]] = {
    name: getattr(Stage, name)
    for name in (
        *("start", "task", "skip", "event", "contact", "note"),
        *("goal", "extra", "explain", "look", "appoint"),
    )
}
_DOING |= {name: getattr(asking_several, name) for name in ("ask", "stop", "without", "early")}
_DOING |= {name: getattr(agreeing, name) for name in ("agree", "disagree", "enrol")}
_DOING |= {name: getattr(outside, name) for name in ("link", "outside")}


def _until(step: StepShape) -> date | None:
    """The day on which a pause is planned to be over."""
    return add(timezone.localdate(), step.until.period()) if step.until else None
