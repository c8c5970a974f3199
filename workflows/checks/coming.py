"""What would never come: days that nobody gives, gates before their answers, decisions that no person takes."""

from collections.abc import Iterator

from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.checks.reading import asked_before
from workflows.document import Obligation, WorkflowDocument
from workflows.facts import owner_of
from workflows.paths import backwards, ways
from workflows.speech import _
from workflows.steps import Moment, Wait, walk


def obligations_do_not_go_round(drawing: Drawing) -> Iterator[Problem]:
    """Obligations that are counted from each other wait for each other for ever."""
    for owed in drawing.document.obligations:
        if _goes_round(drawing.document, owed):
            yield drawing.said(
                _(
                    "“%(name)s” can never come due: it is counted from an obligation that is counted from it. "
                    "Count one of them from something else."
                ),
                owed,
            )


def waits_end_some_day(drawing: Drawing) -> Iterator[Problem]:
    """A wait without a rule, for a day that never comes, would hold the case for ever."""
    for block in drawing.blocks:
        if not isinstance(block, Wait) or block.until is None or block.rule is not None:
            continue
        if block.until.anchor == "closing" or not _can_come(drawing, block.until):
            yield drawing.said(
                _(
                    "“%(name)s” waits for a day that never comes (%(anchor)s). Choose another day, or add a rule."
                ),
                block,
                anchor=block.until.anchor,
            )


def gates_can_be_passed(drawing: Drawing) -> Iterator[Problem]:
    """A gate that needs the answer of a later step would hold every case back."""
    before = backwards(ways(drawing.document))
    on_the_path = {block.key for phase in drawing.document.phases for block in walk(phase.blocks)}
    for gate in drawing.document.gates:
        if gate.rule.match != "all" or gate.step not in on_the_path:
            continue
        done = asked_before(drawing, gate.step, before) | {gate.step}
        for row in gate.rule.rows:
            owner = owner_of(row.field)
            if owner in on_the_path and owner not in done and row.operator != "not_answered":
                yield drawing.said(
                    _(
                        "“%(name)s” can never be met: it reads “%(step)s”, which is only done later. "
                        "Move it or change the rule."
                    ),
                    gate,
                    step=drawing.name(drawing.askers.get(owner, gate)),
                )


def decisions_are_taken_by_a_person(drawing: Drawing) -> Iterator[Problem]:
    """What has legal effect is decided by somebody who may, and never by being left out."""
    for decision in drawing.decisions:
        if decision.may_skip:
            yield drawing.said(
                _(
                    "“%(name)s” is a decision, and somebody must take it. It cannot be skipped: "
                    "let a choice before it lead past it instead."
                ),
                decision,
            )
        role = next((role for role in drawing.document.roles if role.key == decision.role), None)
        if drawing.deciders and role and role.who and not drawing.deciders & {*role.who}:
            yield drawing.said(
                _(
                    "Nobody who may hold the role of “%(name)s” may decide. Choose a role whose people decide."
                ),
                decision,
            )


def _can_come(drawing: Drawing, moment: Moment) -> bool:
    """Tell whether any step can give the day; what does not exist at all is another problem."""
    grants = [each for each in drawing.decisions if each.effect == "grant"]
    match moment.anchor:
        case "decision_start":
            return any(decision.starts or not decision.form for decision in grants)
        case "decision_end":
            return any((each.starts and each.ends) or not each.form for each in grants)
        case "service_start":
            return _is_recorded(drawing, "service_start")
    return True


def _is_recorded(drawing: Drawing, fact: str) -> bool:
    return any(fact in getattr(asker, "records", {}) for asker in drawing.askers.values())


def _goes_round(document: WorkflowDocument, owed: Obligation) -> bool:
    """Follow what an obligation is counted from; one that is counted from itself is another problem."""
    named = {each.key: each for each in document.obligations}
    seen: list[str] = []
    at: Obligation | None = owed
    while at is not None and at.key not in seen:
        seen.append(at.key)
        kind, _colon, name = at.first.anchor.partition(":")
        at = named.get(name) if kind == "obligation" else None
    first = next((key for key in named if key in seen), "")  # a round is named once
    return at is not None and at.key == owed.key == first and len(seen) > 1
