"""Asking several parties: somebody is asked, something is asked, and enough answers can come."""

from collections.abc import Iterator

from forms.asking.narrowing import OUTSIDE, for_roles
from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.speech import _
from workflows.steps import Several


def somebody_is_asked(drawing: Drawing) -> Iterator[Problem]:
    for step in _several(drawing):
        if not step.asks and not step.grows:
            yield drawing.said(
                _(
                    "“%(name)s” asks nobody. Name the roles that are asked, or let people be asked while it runs."
                ),
                step,
            )


def something_is_asked(drawing: Drawing) -> Iterator[Problem]:
    for step in _several(drawing):
        if not step.form:
            yield drawing.said(
                _(
                    "“%(name)s” does not say what is asked. Choose the form that each of them answers."
                ),
                step,
            )


def enough_can_answer(drawing: Drawing) -> Iterator[Problem]:
    for step in _several(drawing):
        if step.enough is None:
            continue
        if step.enough < 1:
            yield drawing.said(
                _(
                    "“%(name)s” is content with no answers at all. Write 1 or more, or nothing for everybody's."
                ),
                step,
            )
        elif not step.grows and step.enough > _most(drawing, step):
            yield drawing.said(
                _(
                    "“%(name)s” waits for %(enough)s answers, but asks fewer. Ask more, or let fewer be enough."
                ),
                step,
                enough=step.enough,
            )


def deadlines_have_a_day(drawing: Drawing) -> Iterator[Problem]:
    for step in _several(drawing):
        if step.at_deadline and step.due is None:
            yield drawing.said(
                _(
                    "“%(name)s” goes on when its day has passed, but has no day to be answered by. Set the day."
                ),
                step,
            )


def links_lead_to_a_form(drawing: Drawing) -> Iterator[Problem]:
    for step in _several(drawing):
        form = drawing.forms.get(step.form)
        if not step.links or form is None:
            continue
        if step.form in drawing.inside:
            yield drawing.said(
                _(
                    "“%(name)s” may be answered by a personal link, but its form (%(form)s) is for the workspace "
                    "only. Open the form to people with a link."
                ),
                step,
                form=step.form,
            )
        elif not any(question.asks for question in for_roles(form, {OUTSIDE}).fields()):
            yield drawing.said(
                _(
                    "“%(name)s” may be answered by a personal link, but its form (%(form)s) has no question for "
                    "people outside."
                ),
                step,
                form=step.form,
            )


def _several(drawing: Drawing) -> tuple[Several, ...]:
    return tuple(task for task in drawing.document.tasks() if isinstance(task, Several))


def _most(drawing: Drawing, step: Several) -> float:
    """How many are asked at most; no limit where a role may be held by many."""
    many = {role.key for role in drawing.document.roles if role.many}
    return float("inf") if many.intersection(step.asks) else len(set(step.asks))
