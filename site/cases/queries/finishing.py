"""Judging a task as a whole: the form, the people it appoints, the way it judges. Nothing is stored here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from cases.queries import ending
from cases.queries.consequences import Consequence, of_judgement, of_task
from cases.queries.decision_text import drafted_text
from cases.queries.ending import EndingQuestion
from cases.queries.people import RolePick
from cases.queries.task_page import TaskPage, appointed_in
from cases.words import language
from forms.asking import checking
from forms.sent import strange
from workflows.steps import Decision


@dataclass(frozen=True, slots=True)
class Finishing:
    """What would be handed in, and what speaks against it.

    errors         {form field: sentence}
    cautions       {form field: sentence} to look at again; they hold nobody up
    people_errors  {role: sentence}
    """

    raw: checking.Raw
    answers: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    people_errors: dict[str, str] = field(default_factory=dict)
    branch_error: str = ""
    appointments: dict[str, list[User]] = field(default_factory=dict)
    consequences: Sequence[Consequence] = ()
    decision: str = ""
    cautions: Mapping[str, str] = field(default_factory=dict)
    laws: Sequence[str] = ()
    ending: EndingQuestion | None = None

    @property
    def ok(self) -> bool:
        return not (self.errors or self.people_errors or self.branch_error)

    def also_wrong(self, errors: Mapping[str, str]) -> "Finishing":
        """The same with more to correct, such as a file that was not taken."""
        return replace(self, errors={**self.errors, **errors}) if errors else self

    def with_errors(self, errors: dict[str, str], *, people: dict[str, str]) -> "Finishing":
        return replace(self, errors=errors, people_errors=people)


def finishing(page: TaskPage, raw: checking.Raw, posted: Mapping[str, Sequence[str]]) -> Finishing:
    """Judge everything a task asks."""
    if page.task.kind == "judgement":
        return _judged(page, raw, posted)
    checked = _checked(page, raw)
    answers, errors = checked.answers, checked.errors
    people, wrong = _people(page.appointments(), appointed_in(posted))
    if errors or wrong:
        return Finishing(raw, answers, errors, wrong, appointments=people)
    told = of_task(
        page.task,
        page.step,
        page.words,
        page.facts,
        answers=answers,
        appointed=people,
    )
    text, laws = _decision(page, answers)
    records = getattr(page.step, "records", {})
    return Finishing(
        raw,
        answers,
        appointments=people,
        consequences=told,
        decision=text,
        laws=laws,
        cautions=checked.cautions,
        ending=ending.of_task(page.task, page.words, page.facts, answers, records),
    )


def _checked(page: TaskPage, raw: checking.Raw) -> checking.Checked:
    if page.version is None:
        return checking.Checked({}, {}, raw)
    checked = checking.check(
        page.document,
        page.version.texts(language()),
        raw,
        facts=page.form_facts(raw),
        today=page.today,
    )
    theirs = page.not_asked_here()
    checked = replace(checked, answers={**theirs, **checked.answers}) if theirs else checked
    strange.note(raw, checked, where=f"Task {page.task.pk}", by=f"user {page.by.pk}")
    return checked


def _people(
    picks: Sequence[RolePick], chosen: Mapping[str, list[str]]
) -> tuple[dict[str, list[User]], dict[str, str]]:
    """Find the people that were chosen among those who may be."""
    people: dict[str, list[User]] = {}
    wrong: dict[str, str] = {}
    for pick in picks:
        wanted = chosen.get(pick.role, [])
        found = pick.those(wanted)
        if found:
            people[pick.role] = found
        elif wanted or not pick.now:
            wrong[pick.role] = _("Choose who it is.")
    return people, wrong


def _judged(page: TaskPage, raw: checking.Raw, posted: Mapping[str, Sequence[str]]) -> Finishing:
    branch = next(iter(posted.get("_branch", ())), "")
    if branch not in dict(page.branches()):
        return Finishing(raw, {}, branch_error=_("Choose which way the case goes."))
    told = of_judgement(page.task, branch, page.words)
    answers = {"branch": branch}
    asked = ending.of_task(page.task, page.words, page.facts, answers, {})
    return Finishing(raw, answers, consequences=told, ending=asked)


def _decision(page: TaskPage, answers: Mapping[str, Any]) -> tuple[str, Sequence[str]]:
    """Preview the text of a decision with what was answered."""
    if not isinstance(page.step, Decision):
        return "", ()
    laws = [page.words.law(code) for code in page.step.laws]
    text = drafted_text(page.head, page.step, page.version, answers, by=page.by.display_name)
    return text, laws
