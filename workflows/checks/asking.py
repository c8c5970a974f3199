"""Forms: every form exists, and what is read from its answers is asked there, in the right kind."""

from collections.abc import Iterator

from forms.document import Field
from forms.problems import Problem
from workflows.checks.drawing import Drawing, Unfit
from workflows.dates import is_forward, longest_days
from workflows.facts import RECORDS, field_of
from workflows.speech import _
from workflows.steps import GRANTED, End, Task

GOALS = ("group", "main", "sub", "change", "own_words", "review_on")


def forms_exist(drawing: Drawing) -> Iterator[Problem]:
    for asker in drawing.askers.values():
        if asker.form and asker.form not in drawing.forms:
            sentence = unfit(drawing.unfit.get(asker.form))
            yield drawing.said(sentence, asker, form=asker.form)


def unfit(why: Unfit | None) -> str:
    """Say why a form cannot be asked: `%(name)s` is who asks, `%(form)s` the form."""
    match why:
        case "anonymous":
            return _(
                "“%(name)s” asks a form that is anonymous (%(form)s). What is done in a case bears a name: "
                "choose another form, and ask this one as a survey."
            )
        case "retired":
            return _(
                "“%(name)s” asks a form that is no longer used (%(form)s). "
                "Take it into use again or choose another."
            )
    return _(
        "“%(name)s” asks a form that is not published (%(form)s). Publish it or choose another."
    )


def records_are_asked(drawing: Drawing) -> Iterator[Problem]:
    for asker in drawing.askers.values():
        for fact, name in getattr(asker, "records", {}).items():
            if fact not in RECORDS:
                yield drawing.said(
                    _(
                        "“%(name)s” records something a case does not know (%(fact)s). Choose from the list."
                    ),
                    asker,
                    fact=fact,
                )
            else:
                yield from _asked(drawing, asker, name, RECORDS[fact])


def goals_are_asked(drawing: Drawing) -> Iterator[Problem]:
    for task in drawing.document.tasks():
        if not task.goals:
            continue
        unknown = [name for name in task.goals if name not in GOALS]
        group = field_of(task, task.goals.get("group", ""), drawing.forms)
        if unknown or not task.goals.get("main"):
            yield drawing.said(
                _(
                    "“%(name)s” must say which group of questions holds goals, and which question is the main goal."
                ),
                task,
            )
        elif task.form in drawing.forms and (group is None or group.kind != "group"):
            yield drawing.said(
                _(
                    "“%(name)s” takes goals from “%(field)s”, but its form has no group of questions with that key."
                ),
                task,
                field=task.goals.get("group", ""),
            )
        elif group is not None:
            yield from _items_asked(drawing, task, group)


def decisions_have_days(drawing: Drawing) -> Iterator[Problem]:
    for decision in drawing.decisions:
        limited = decision.longest or decision.total
        if limited and not (decision.starts and decision.ends):
            yield drawing.said(
                _(
                    "“%(name)s” limits the period, but does not say which questions hold its first and last day."
                ),
                decision,
            )
        for name in (decision.starts, decision.ends):
            if name:
                yield from _asked(drawing, decision, name, frozenset({"date"}))


def verdicts_are_asked(drawing: Drawing) -> Iterator[Problem]:
    for decision in drawing.decisions:
        if not decision.verdict:
            continue
        yield from _asked(drawing, decision, decision.verdict, frozenset({"yes_no", "choice"}))
        question = field_of(decision, decision.verdict, drawing.forms)
        if question and question.kind == "choice" and GRANTED not in _codes(question):
            yield drawing.said(
                _("“%(name)s” can never grant: “%(field)s” has no answer with the code “granted”."),
                decision,
                field=decision.verdict,
            )


def periods_are_possible(drawing: Drawing) -> Iterator[Problem]:
    for decision in drawing.decisions:
        if any(period and not is_forward(period) for period in (decision.longest, decision.total)):
            yield drawing.said(
                _("“%(name)s” has a longest period that is no time at all."), decision
            )
        elif (
            decision.longest
            and decision.total
            and (longest_days(decision.longest) > longest_days(decision.total))
        ):
            yield drawing.said(
                _(
                    "“%(name)s” lets one decision be longer than all decisions together. Change one of the two."
                ),
                decision,
            )


def outcomes_exist(drawing: Drawing) -> Iterator[Problem]:
    known = {outcome.key for outcome in drawing.document.outcomes}
    for block in drawing.blocks:
        if isinstance(block, End) and block.outcome not in known:
            yield drawing.said(
                _("The end “%(key)s” has no outcome that exists (%(outcome)s). Choose one."),
                block,
                key=block.key,
                outcome=block.outcome or _("none"),
            )


def _asked(drawing: Drawing, asker: object, name: str, kinds: frozenset[str]) -> Iterator[Problem]:
    """Find a question in the form of a step; a form that is missing is another problem."""
    if getattr(asker, "form", "") not in drawing.forms:
        if not getattr(asker, "form", ""):
            yield drawing.said(
                _("“%(name)s” reads an answer (%(field)s), but asks no form. Choose a form."),
                asker,
                field=name,
            )
        return
    question = field_of(asker, name, drawing.forms)  # type: ignore[arg-type]
    if question is None:
        yield drawing.said(
            _("“%(name)s” reads “%(field)s”, but its form does not ask it."), asker, field=name
        )
    elif question.kind not in kinds:
        yield drawing.said(
            _("“%(name)s” reads “%(field)s”, but that question is of another kind (%(kind)s)."),
            asker,
            field=name,
            kind=question.kind,
        )


def _items_asked(drawing: Drawing, task: Task, group: Field) -> Iterator[Problem]:
    items = {item.key for item in group.items}
    for name in (task.goals[part] for part in GOALS[1:] if task.goals.get(part)):
        if name not in items:
            yield drawing.said(
                _("“%(name)s” reads “%(field)s”, but its form does not ask it."),
                task,
                field=f"{group.key}.{name}",
            )


def _codes(question: Field) -> frozenset[str]:
    return frozenset(choice.code for choice in question.choices)
