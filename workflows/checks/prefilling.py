"""First rows of a group that come from an earlier step: the step asks that group, with questions of the same keys."""

from collections.abc import Iterator

from forms.document import Field
from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.facts import Asker, field_of
from workflows.speech import _


def rows_come_from_rows(drawing: Drawing) -> Iterator[Problem]:
    for asker in drawing.askers.values():
        form = drawing.forms.get(asker.form)
        for question in form.fields() if form else ():
            if question.kind == "group" and question.prefill:
                yield from _fits(drawing, asker, question)


def _fits(drawing: Drawing, asker: Asker, group: Field) -> Iterator[Problem]:
    step, _dot, name = group.prefill.partition(".")
    owner = drawing.askers.get(step)
    source = field_of(owner, name, drawing.forms) if owner else None
    said = {"field": group.key, "fact": group.prefill}
    if owner is not None and owner.form not in drawing.forms:
        return  # a form that is missing is another problem
    if source is None or source.kind != "group":
        yield drawing.said(
            _(
                "“%(name)s” takes the first rows of “%(field)s” from “%(fact)s”, but no step asks such a group. "
                "Write the step and the group, with a dot between."
            ),
            asker,
            **said,
        )
    elif not {item.key for item in group.items} & {item.key for item in source.items}:
        yield drawing.said(
            _(
                "“%(name)s” takes the first rows of “%(field)s” from “%(fact)s”, but no question in the rows has "
                "the same key. Give them the same keys."
            ),
            asker,
            **said,
        )
