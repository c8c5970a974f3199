"""Moves played from the beginning, and what is so afterwards: what is open, what is owed, what happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.facts import Facts
from cases.models import Case, CaseTask, Obligation, Programme
from cases.queries.asked_facts import facts_for
from cases.queries.outside import asked_of_them
from cases.queries.words import Words, words_of_version
from cases.versions import pinned_form, step_of
from forms.document import FormDocument
from forms.models import FormVersion
from forms.trying.made_up import made_up, made_up_files
from programmes.playing.agreeing import programme_beside
from programmes.playing.expecting import open_tasks
from programmes.playing.play import ExpectationFailed, Playing, TakesTooLong
from programmes.rehearsing import happening, outsiders
from programmes.rehearsing.moves import Moves, relative, story_of
from programmes.shapes.story import ExpectShape, StepShape
from workflows.document import Event
from workflows.steps import Task

MOST_HOPS = 120  # days on which something falls due, in one dry run
START = "start"


@dataclass
class Replay:
    """A dry run that was played again from its first move.

    kept      the moves that could be played
    wrong     why the first of the others could not
    expected  what was so after each move
    """

    programme: Programme
    playing: Playing
    words: Words
    kept: Moves
    wrong: str = ""
    expected: list[ExpectShape] = field(default_factory=list)

    def further(self, step: StepShape) -> None:
        """Play one more move. What is refused changes nothing, and says why."""
        playing, day = self.playing, self.playing.day
        try:
            with transaction.atomic():
                playing.pass_days(step.day - day)
                playing.play_step(step)
        except ExpectationFailed as failed:
            self.wrong = _why(failed)
        except TakesTooLong:
            self.wrong = _("Something falls due nearly every day. Let less time pass.")
        if self.wrong:
            playing.day = day
            if playing.case and playing.case.pk:
                playing.case.refresh_from_db()
            return
        self.kept = Moves((*self.kept.steps, step))
        self.expected.append(state_of(playing.case))

    @property
    def case(self) -> Case | None:
        return self.playing.case

    @property
    def day(self) -> int:
        return self.kept.day

    def tasks(self) -> list[CaseTask]:
        return open_tasks(self.case) if self.case else []

    def form(self, key: str) -> FormVersion | None:
        """The form that is asked at the start, in a task or for an event."""
        version, step = self.programme.current_version(), outsiders.step_of(key)
        part = version.document().start if step == START else step_of(version.pk, step)
        if isinstance(part, Event) and (beside := happening.enrolling(part)):
            other = programme_beside(self.programme, beside["programme"])
            version = other.current_version()
            part = version.document().start
        slug = getattr(part, "form", "")
        return pinned_form(version, slug) if slug else None

    def document(self, key: str, form: FormVersion) -> FormDocument:
        """What is asked there; of somebody outside the part that they meet."""
        return asked_of_them(form) if outsiders.is_outside(key) else form.document()

    def facts(self, key: str, document: FormDocument) -> dict[str, Any]:
        if outsiders.is_outside(key):
            known = outsiders.facts(self, key)
        else:
            known = facts_for(document, Facts(self.case)) if self.case else {}
        return {**known, **made_up_files(document)}

    def answers(self, key: str) -> dict[str, Any]:
        """Made-up answers to what is asked there, days written out; those that came by a link are taken in."""
        form = self.form(key)
        if form is None:
            return {}
        document = self.document(key, form)
        found = made_up(document, today=timezone.localdate(), facts=self.facts(key, document))
        found |= outsiders.came(self, key)
        return {key: answer for key, answer in found.items() if document.field(key).kind != "file"}

    def move(self, key: str, answers: Mapping[str, Any]) -> dict[str, Any]:
        """A move that hands in answers at the start, in a task or for an event.

        key   of a step; of several who are asked in it, "step:who"; of somebody outside as `outsiders` writes it
        """
        if outsiders.is_outside(key):
            return outsiders.answering(key, relative(answers, timezone.localdate()))
        key, _colon, asked = key.partition(":")
        said = {"answers": relative(answers, timezone.localdate())}
        document = self.programme.current_version().document()
        if key == START:
            return {"start": "case", "role": next(iter(document.start.roles), ""), **said}
        event = next((event for event in document.events if event.key == key), None)
        if event is not None and (beside := happening.enrolling(event)):
            return {"enrol": beside, "role": self._who_of(event.roles), **said}
        if event is not None:
            more = happening.besides(event)
            return {"event": key, "role": self._who_of(event.roles), **more, **said}
        who = asked or self.who(key)
        return {"task": key, "role": who, "appoint": self._appointed(key), **said}

    def who(self, key: str) -> str:
        """The name by which the story calls the one who has a task, else the role it waits for."""
        task = next((task for task in self.tasks() if task.key == key), None)
        return self.called(task) if task else ""

    def called(self, task: CaseTask) -> str:
        """Who has a task, in the words of the story: a name, else the role it waits for."""
        people = self.playing.cast.people
        named = (name for name, user in people.items() if user.pk == task.owner_id)
        return next(named, "") or task.role

    def until_next(self) -> int:
        """The days to the next one on which something falls due."""
        return self.playing.until_something_falls_due() if self.case else 1

    def _who_of(self, roles: tuple[str, ...]) -> str:
        """Of several roles, one that somebody holds by now."""
        held: dict[str, int] = {}
        if self.case:
            team = self.case.team.filter(until=None).values_list("role", "user_id")
            held = dict(team)
        role = next((role for role in roles if role in held), next(iter(roles), ""))
        people = self.playing.cast.people
        return next((name for name, user in people.items() if user.pk == held.get(role)), role)

    def _appointed(self, key: str) -> dict[str, str]:
        part = step_of(self.programme.current_version().pk, key)
        return {role: role for role in part.appoints} if isinstance(part, Task) else {}


def replay(programme: Programme, moves: Moves) -> Replay:
    """Play moves from the first one until one is refused."""
    playing = Playing(programme, story_of(Moves()), most_hops=MOST_HOPS)
    run = Replay(programme, playing, words_of_version(programme.current_version()), Moves())
    for step in moves.steps:
        run.further(step)
        if run.wrong:
            break
    return run


def state_of(case: Case | None) -> ExpectShape:
    """What is so now, as a story expects it."""
    if case is None:
        return ExpectShape()
    case.refresh_from_db()
    tasks = {task.key: True for task in open_tasks(case) if task.key}
    return ExpectShape(
        phase=case.phase,
        open=list(tasks),
        outcome=case.outcome,
        ending=case.ending_reason,
        closed=not case.is_open,
        obligations=dict(_begun(case)),
    )


def _begun(case: Case) -> Iterator[tuple[str, Any]]:
    rows = case.obligations.exclude(state=Obligation.State.COMING).order_by("number", "pk")
    yield from rows.values_list("key", "state")


def _why(failed: ExpectationFailed) -> str:
    """The refusal in words; the place is shown beside it."""
    cause = failed.__cause__
    return str(cause) if cause is not None else str(failed)


def day_number(playing: Playing, day: date) -> int:
    """Count a day from the first one of the story; the present day is the story's newest."""
    return playing.day - (timezone.localdate() - day).days
