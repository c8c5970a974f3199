"""Anonymous surveys that a step asks beside the case: they exist, and ask nobody who they are."""

from collections.abc import Iterator

from forms.answers.telling import telling_in
from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.speech import _


def surveys_are_anonymous(drawing: Drawing) -> Iterator[Problem]:
    for task in drawing.document.tasks():
        if not task.survey:
            continue
        form = drawing.surveys.get(task.survey)
        if form is None:
            yield drawing.said(
                _(
                    "“%(name)s” asks a survey that is no published anonymous form (%(form)s). "
                    "Mark the form as an anonymous survey and publish it, or choose another."
                ),
                task,
                form=task.survey,
            )
        elif telling := telling_in(form):
            yield drawing.said(
                _(
                    "“%(name)s” asks an anonymous survey that asks who somebody is (%(fields)s). "
                    "Remove those questions from the form, or choose another."
                ),
                task,
                fields=", ".join(telling),
            )
