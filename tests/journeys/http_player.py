"""Stories played through the pages of the workspace: nobody in them calls anything but an address."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.status import STATUS

from accounts.models import User
from accounts.roles import may
from cases.models import Case, CaseTask, Goal, Obligation
from programmes.playing.days import resolved
from programmes.playing.doing import Stage
from programmes.playing.play import DONE, Playing
from programmes.shapes.story import ParticipantShape, StepShape
from tests.journeys.page import Page
from tests.journeys.visitor import TurnedAway, Visitor, written
from workflows.dates import add

State = Obligation.State
PARTS = ("case", "case_timeline", "case_goals", "case_documents", "case_team")
LOOKS = {"case": PARTS, "journal": ("case_timeline",)}
NOT_THERE = frozenset({"not_found", "not_for_you"})  # over HTTP nobody learns which of the two
STATUS_OF = {
    "task_not_yours": 409,
    "case_is_closed": 409,
}  # every other refusal is about the answers


class BrowserStage(Stage):
    """The case of a story, and the browsers of the people in it."""

    def do(self, step: StepShape, answers: dict[str, Any]) -> None:
        """Let somebody do what a step says, in their browser.

        errors   TurnedAway
        """
        visitor = self.visitor(self.cast.person(step.role))
        getattr(self, step.action)(step, visitor, answers)
        if self.case:
            self.case.refresh_from_db()

    def visitor(self, user: User) -> Visitor:
        known: dict[int, Visitor] = self.__dict__.setdefault("visitors", {})
        return known.setdefault(user.pk, Visitor(user))

    def address(self, name: str, *keys: Any) -> str:
        return reverse(f"cases:{name}", args=[self.running.pk, *keys])

    def start(self, _step: StepShape, visitor: Visitor, answers: dict[str, Any]) -> None:
        address = reverse("cases:start", args=[self.programme.slug])
        person = self.cast.story.participant
        found = visitor.open(f"{address}?q={person.given_name}")
        who = f"?who={self.participant.pk if self.participant else 'new'}"
        assert f'href="{who}"' in found.text, f"{found.address} does not lead to {who}."
        page = visitor.open(address + who)
        if self.participant is None:
            answers = _about(person) | answers
        page, form = visitor.fill_in(page, "_who", answers)
        page = visitor.press(page, form)
        case = Case.objects.filter(programme=self.programme).latest("pk")
        assert case.reference in page.text, "The new case is not named."
        self.case, self.participant = case, case.participant

    def task(self, step: StepShape, visitor: Visitor, answers: dict[str, Any]) -> None:
        task = self.open_task(step.task or "")
        people = {f"_appoint-{role}": self._number(key) for role, key in step.appoint.items()}
        page = self.taken(task, visitor)
        if task.kind == "judgement":
            answers = {"_branch": answers["branch"]}
        if page.find_form("task") is None:  # as if the page had been open since it was theirs
            visitor.send(
                page.address, {name: list(written(each)) for name, each in answers.items()}
            )
            raise AssertionError("Somebody else's task took the answers.")
        page, form = visitor.fill_in(page, "task", answers | people)
        check = visitor.press(page, form)
        assert check.address == self.address("task_check", task.pk), (
            f"Not asked to check: {check.address}"
        )
        finish = check.form("seen")
        finish.written = form.written
        visitor.press(check, finish)
        task.refresh_from_db()
        assert task.status == STATUS.DONE, f"The task is {task.status}."

    def taken(self, task: CaseTask, visitor: Visitor) -> Page:
        """Open a task; when it lies in the queue, take it from there."""
        page = visitor.open(self.address("task", task.pk))
        take = self.address("task_take", task.pk)
        if page.find_form(take) is None:
            return page
        queue = visitor.open(reverse("cases:queue"))
        return visitor.press(queue, queue.form(take))

    def skip(self, step: StepShape, visitor: Visitor, _answers: dict[str, Any]) -> None:
        task = self.open_task(step.skip or "")
        page = self.taken(task, visitor)
        form = page.form(self.address("task_skip", task.pk))
        form.fill("_reason", step.reason)
        visitor.press(page, form)

    def event(self, step: StepShape, visitor: Visitor, answers: dict[str, Any]) -> None:
        address = self.address("event", step.event)
        if self.running.is_open:
            case = visitor.open(self.address("case"))
            assert f'href="{address}"' in case.text, "The case does not offer the event."
        page = visitor.open(address)
        page, form = visitor.fill_in(page, next(iter(answers)), answers)
        visitor.press(page, form)

    def contact(self, step: StepShape, visitor: Visitor, _answers: dict[str, Any]) -> None:
        said = step.contact
        assert said is not None
        told = {"contact": said.kind, "attendance": said.attendance}
        told["happened_on"] = timezone.localdate().isoformat()
        told |= {"title": said.title, "text": said.text}
        page, form = visitor.fill_in(visitor.open(self.address("contact")), "attendance", told)
        timeline = visitor.press(page, form, button=("sign", "1"))
        assert not timeline.lost([said.title]), "The contact is not in the timeline."

    def goal(self, step: StepShape, visitor: Visitor, _answers: dict[str, Any]) -> None:
        said = step.goal
        assert said is not None
        goal = Goal.objects.filter(case=self.running, text__icontains=said.words).first()
        assert goal, f"No goal says “{said.words}”."
        page = visitor.open(self.address("case_goals"))
        form = page.form(self.address("goal_state", goal.pk))
        visitor.press(page, form, button=("state", said.state))

    def extra(self, step: StepShape, visitor: Visitor, _answers: dict[str, Any]) -> None:
        said = step.extra
        assert said is not None
        due = add(timezone.localdate(), said.due.period()).isoformat()
        told = {"title": said.title, "whom": f"role-{said.role}", "due_on": due}
        page, form = visitor.fill_in(visitor.open(self.address("extra_task")), "whom", told)
        visitor.press(page, form)

    def explain(self, step: StepShape, visitor: Visitor, _answers: dict[str, Any]) -> None:
        late = self.running.obligations.filter(
            key=step.explain, state__in=[State.OVERDUE, State.MISSED, State.MET_LATE]
        ).last()
        assert late, f"“{step.explain}” is not late."
        address = self.address("explain", late.pk)
        assert address in visitor.open(self.address("case")).text, "Nothing leads to the reason."
        page, form = visitor.fill_in(visitor.open(address), "reason", {"reason": step.reason})
        visitor.press(page, form)

    def look(self, step: StepShape, visitor: Visitor, _answers: dict[str, Any]) -> None:
        for name in LOOKS[step.look or "case"]:
            visitor.open(self.address(name))

    def _number(self, key: str) -> str:
        return str(self.cast.person(key).pk)


class BrowserPlaying(Playing):
    """A story in browsers: the days, marks and expectations are those of every story."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.stage = BrowserStage(self.programme, self.cast)

    def act(self, step: StepShape) -> str:
        expected = step.expect.refused if step.expect else ""
        answers = resolved(step.answers, today=timezone.localdate(), day_of=self.day_of)
        try:
            self.stage.do(step, answers)
            assert not expected, "It was not refused."
        except TurnedAway as away:
            if wrong := _wrong_with(away, expected):
                raise self.failure(step, f"{wrong} {away}") from away
            return f"refused: {expected}"
        except AssertionError as wrong:
            raise self.failure(step, str(wrong)) from wrong
        return DONE


def _wrong_with(away: TurnedAway, expected: str) -> str:
    """Say what is not as it should be when the server says no; nothing when all is well."""
    page = away.page
    if not expected:
        return "Refused, unexpectedly."
    if expected in NOT_THERE:
        wanted = 404 if may(away.by, "work.use") else 403  # with no role here, not even the door
        return "" if page.status == wanted else f"{wanted} was to be answered."
    if page.status != STATUS_OF.get(expected, 422):
        return "The status is wrong."
    if page.lost(away.written):
        return f"Lost: {page.lost(away.written)}."
    said = list(page.alerts())
    if page.status == 422 and not any(said):
        return "The page does not say what is wrong."
    if " " in expected and not any(expected in each for each in said):
        return f"The page does not say “{expected}”."
    return "".join(
        f"Points at nothing: {page.dead_links(each)}." for each in said if page.dead_links(each)
    )


def _about(person: ParticipantShape) -> dict[str, Any]:
    """What one writes about somebody who is new here."""
    born = timezone.localdate().replace(day=1, year=timezone.localdate().year - person.age - 1)
    told = {"birth_date": born.isoformat(), "language": person.language}
    names = ("given_name", "family_name", "municipality", "phone", "contact_wish")
    return told | {name: getattr(person, name) for name in names}
