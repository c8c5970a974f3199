"""One story from its first day to its last: people act, days pass, expectations are compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.facts import Facts
from cases.models import Case, CaseTask, Obligation, Programme
from cases.refusals import Refusal
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from programmes.playing.cast import Cast
from programmes.playing.days import NoSuchDay, resolved
from programmes.playing.doing import Stage
from programmes.playing.expecting import failures, is_expected, name_of, open_tasks
from programmes.shapes.story import ExpectShape, StepShape, StoryShape

State = Obligation.State
DONE = "done"
PASSED = "time passed"


class ExpectationFailed(Exception):
    """Something in the story is not as it says."""


class TakesTooLong(Exception):
    """Something falls due on more days than may be played."""


@dataclass(frozen=True, slots=True)
class Played:
    """One step as it went."""

    step: StepShape
    result: str
    phase: str


@dataclass
class Playing:
    """A story while it is played, and what has happened so far.

    tell        called with each step as soon as it has been played
    most_hops   on so many days at most something may fall due; no limit for stories that are ours
    """

    programme: Programme
    story: StoryShape
    tell: Callable[[Played], None] = lambda _played: None
    played: list[Played] = field(default_factory=list)
    day: int = 0
    summary: dict[str, Any] = field(default_factory=dict)
    most_hops: int | None = None
    hops: int = 0

    def __post_init__(self) -> None:
        self.cast = Cast(self.programme, self.story)
        self.stage = Stage(self.programme, self.cast)
        self.marks: dict[str, int] = dict(self.story.marks)

    @property
    def case(self) -> Case | None:
        return self.stage.case

    def play(self) -> None:
        """Play every step.

        errors   ExpectationFailed at the first thing that is not as the story says
        """
        for step in self.story.steps:
            self.pass_days(step.day - self.day)
            if step.mark:
                self.marks[step.mark] = step.day
            self.play_step(step)
        self.summary = self.report()

    def play_step(self, step: StepShape) -> None:
        result = self.act(step) if step.action else PASSED
        if self.case:
            self.case.refresh_from_db()
        played = Played(step, result, self.case.phase if self.case else "")
        self.played.append(played)
        if step.expect and self.case:
            for sentence in self.otherwise(self.case, step.expect):
                raise self.failure(step, sentence)
        self.tell(played)

    def otherwise(self, case: Case, expect: ExpectShape) -> Iterator[str]:
        """Yield what is not as it should be, in the case or in the one beside it."""
        yield from failures(case, expect, self.cast)
        for key, written in expect.due.items():
            task = next((each for each in open_tasks(case) if each.key == key), None)
            day = self.written(written)
            if task is None or str(task.due_on) != day:
                due = task.due_on if task and task.due_on else _("none")
                yield _("“%(key)s” is due on %(due)s, not on %(day)s.") % {
                    "key": key,
                    "due": due,
                    "day": day,
                }
        if expect.beside:
            if self.stage.beside is None:
                yield _("No case has begun beside this one.")
                return
            self.stage.beside.refresh_from_db()
            for sentence in self.otherwise(self.stage.beside, expect.beside):
                yield _("In the case beside: %(what)s") % {"what": sentence}

    def written(self, value: Any) -> Any:
        """What a story writes, with its days as days.

        errors   NoSuchDay
        """
        version = self.programme.current_version()
        calendar = version.document().calendar if version else ""
        return resolved(value, today=timezone.localdate(), day_of=self.day_of, calendar=calendar)

    def act(self, step: StepShape) -> str:
        try:
            self.stage.do(step, self.written(step.answers))
        except Refusal as refusal:
            if not is_expected(refusal, step.expect):
                raise self.failure(step, f"{name_of(refusal)}: {refusal}") from refusal
            return f"refused: {name_of(refusal)}"
        except (LookupError, NoSuchDay) as missing:
            raise self.failure(step, str(missing)) from missing
        if step.expect and step.expect.refused:
            raise self.failure(step, _("It was not refused."))
        return DONE

    def failure(self, step: StepShape, sentence: str) -> ExpectationFailed:
        where = _("Day %(day)s") % {"day": step.day}
        named = " ".join(filter(None, (where, step.id, subject(step))))
        return ExpectationFailed(f"{named}: {sentence}")

    # Time ------------------------------------------------------------------------------------

    def pass_days(self, days: int) -> None:
        """Let days pass: from one day on which something falls due to the next."""
        while days > 0 and self.case:
            self.hops += 1
            if self.most_hops is not None and self.hops > self.most_hops:
                raise TakesTooLong
            hop = min(days, self.until_something_falls_due())
            for case in self.cases():
                shift_case(case, hop, really=True)  # a case that the story itself has begun
                sweep(case=case)
                case.refresh_from_db()
            self.day, days = self.day + hop, days - hop
        self.day += days

    def cases(self) -> list[Case]:
        """The case of the story, and the one beside it."""
        return [case for case in (self.case, self.stage.beside) if case is not None]

    def until_something_falls_due(self) -> int:
        """Count the days to the next wait, reminder, opening or missed day; a year when there is none."""
        today = timezone.localdate()
        next_days = [day for day in self.coming_days() if day > today]
        return (min(next_days) - today).days if next_days else 365

    def coming_days(self) -> list[date]:
        rows = CaseTask.objects.unfinished().filter(case__in=self.cases())
        owed = Obligation.objects.filter(case__in=self.cases())
        timer = rows.filter(scheduled__gt=timezone.now()).aggregate(first=Min("scheduled"))["first"]
        found = [
            timer and timezone.localdate(timer),
            rows.aggregate(first=Min("remind_on"))["first"],
            owed.filter(state=State.COMING).aggregate(first=Min("opens_on"))["first"],
        ]
        due = owed.filter(state=State.OPEN).aggregate(first=Min("due_on"))["first"]
        return [day for day in (*found, due and due + timedelta(days=1)) if day]

    def day_of(self, name: str) -> date:
        """The day behind a name: a mark of the story, or a day that the case knows.

        errors   NoSuchDay
        """
        if name in self.marks:
            return timezone.localdate() - timedelta(days=self.day - self.marks[name])
        facts = Facts(self.stage.running)
        if name == "first_decision_start":
            day = facts.granted[0].starts_on if facts.granted else None
        else:
            day = facts.anchor(name)
        if day is None:
            raise NoSuchDay(_("The day “%(name)s” is not known.") % {"name": name})
        return day

    # Afterwards ------------------------------------------------------------------------------

    def report(self) -> dict[str, Any]:
        """Sum up for machines."""
        case = self.case
        states = list(case.obligations.values_list("state", flat=True)) if case else []
        return {
            "steps": [
                {
                    "day": each.step.day,
                    "role": each.step.role,
                    "task": subject(each.step),
                    "result": each.result,
                }
                for each in self.played
            ],
            "outcome": case.outcome if case else "",
            "open_tasks": [task.key or task.title for task in open_tasks(case)] if case else [],
            "obligations": {
                "met": sum(state in (State.MET, State.MET_LATE) for state in states),
                "missed": states.count(State.MISSED),
                "late": sum(state in (State.OVERDUE, State.MET_LATE) for state in states),
            },
        }


def subject(step: StepShape) -> str:
    """Name what a step is about: the key of a task, `event:<key>`, or the kind of thing done."""
    match step.action:
        case "task":
            return step.task or ""
        case "start":
            return "start"
        case "event" | "skip" | "explain" | "agree" | "disagree":
            return f"{step.action}:{getattr(step, step.action)}"
        case "enrol" if step.enrol:
            return f"enrol:{step.enrol.event}"
        case action:
            return action
