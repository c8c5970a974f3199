"""Rules: what they read is known by then, and what they compare it with can be answered."""

from collections.abc import Iterator, Mapping

from forms.conditions.rules import Row, Rule
from forms.document import CHOOSING, Field
from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.document import Obligation
from workflows.facts import CASE, OF_EVENTS, TABLE, field_of, owner_of, read_through
from workflows.paths import Ways, backwards, reached, ways
from workflows.speech import _
from workflows.steps import Choice, Parallel, Several, Wait, walk
from workflows.tallies import is_counted

ORDERED = frozenset({"number", "scale", "date"})
FITTING: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("at_least", "at_most", "more_than", "less_than"), ORDERED),
    **dict.fromkeys(("includes", "excludes"), frozenset({"choices"})),
}
CODED = frozenset({"is", "is_not", "one_of", "none_of", "includes", "excludes"})


def rules_read_what_is_known(drawing: Drawing) -> Iterator[Problem]:
    for part, row in rows_of_rules(drawing):
        if kind_of(drawing, row.field) is None:
            yield drawing.said(
                _(
                    "“%(name)s” has a rule about something that nobody asks (%(field)s). Choose again."
                ),
                part,
                field=row.field,
            )


def rules_compare_what_can_be_compared(drawing: Drawing) -> Iterator[Problem]:
    for part, row in rows_of_rules(drawing):
        kind = kind_of(drawing, row.field)
        if kind and kind != "unknown" and kind not in FITTING.get(row.operator, {kind}):
            yield drawing.said(
                _(
                    "“%(name)s” has a rule that does not suit the answer (%(field)s %(operator)s). Choose another "
                    "comparison."
                ),
                part,
                field=row.field,
                operator=row.operator,
            )


def rules_name_answers_that_exist(drawing: Drawing) -> Iterator[Problem]:
    for part, row in rows_of_rules(drawing):
        question = question_of(drawing, row.field)
        if question is None or question.kind not in CHOOSING or not question.choices:
            continue
        codes = {choice.code for choice in question.choices}
        values = row.value if isinstance(row.value, tuple) else (row.value,)
        for value in values:
            if row.operator in CODED and value not in codes:
                yield drawing.said(
                    _(
                        "“%(name)s” has a rule about an answer that does not exist (%(field)s: %(value)s)."
                    ),
                    part,
                    field=row.field,
                    value=value,
                )


def rules_say_something(drawing: Drawing) -> Iterator[Problem]:
    for part, rule in _rules(drawing):
        if not rule.rows:
            yield drawing.said(
                _("“%(name)s” has a rule without any line. Add a line or remove the rule."), part
            )


def choices_read_what_was_asked(drawing: Drawing) -> Iterator[Problem]:
    """A choice on the path may only read steps that can have been done when it is reached."""
    before = backwards(ways(drawing.document))
    on_the_path = [block for phase in drawing.document.phases for block in walk(phase.blocks)]
    path_keys = {block.key for block in on_the_path}
    for choice in on_the_path:
        if not isinstance(choice, Choice):
            continue
        asked = asked_before(drawing, choice.key, before)
        for branch in choice.branches:
            read = branch.rule.fields() if branch.rule else ()
            for fact in read_through(read, drawing.document.tables):
                owner = owner_of(fact)
                if owner in path_keys and owner not in asked:
                    yield drawing.said(
                        _(
                            "“%(name)s” chooses by “%(step)s”, which is only done later. Move it or change the rule."
                        ),
                        choice,
                        step=drawing.name(drawing.askers.get(owner, choice)),
                    )


def asked_before(drawing: Drawing, key: str, before: Ways) -> frozenset[str]:
    """What can have been done when a block is reached: what leads to it, and what runs beside it."""
    asked = set(reached(before.get(key, ()), before))
    for fork in drawing.forks:
        inside = {block.key for branch in fork.branches for block in walk(branch.blocks)}
        if isinstance(fork, Parallel) and key in inside:
            asked |= inside - {key}
    return frozenset(asked)


def _rules(drawing: Drawing) -> Iterator[tuple[object, Rule]]:
    """Yield every rule with the part it belongs to."""
    for block in drawing.blocks:
        match block:
            case Choice(branches=branches):
                yield from ((block, branch.rule) for branch in branches if branch.rule)
            case Wait(rule=rule) if rule:
                yield block, rule
    for gate in drawing.document.gates:
        yield gate, gate.rule
    yield from ((owed, owed.rule) for owed in drawing.document.obligations if owed.rule)
    for role in drawing.document.roles:
        yield from ((role, need.rule) for need in role.needs if need.rule)


def rows_of_rules(drawing: Drawing) -> Iterator[tuple[object, Row]]:
    """Yield every line of every rule with the part it belongs to."""
    return ((part, row) for part, rule in _rules(drawing) for row in rule.rows)


def question_of(drawing: Drawing, fact: str) -> Field | None:
    """Find the question that a fact reads; None for all other facts."""
    owner, _dot, name = fact.partition(".")
    asker = drawing.askers.get(owner)
    return field_of(asker, name, drawing.forms) if asker else None


def kind_of(drawing: Drawing, fact: str) -> str | None:
    """Tell what kind of answer a fact is; None when nobody knows it, "unknown" when its form is missing."""
    if fact in CASE:
        return CASE[fact]
    if fact.startswith(TABLE):
        tables = {f"{TABLE}{table.key}" for table in drawing.document.tables}
        return "code" if fact in tables else None
    first, _dot, rest = fact.partition(".")
    if first == "event":
        return _kind_of_event(drawing, rest)
    asker = drawing.askers.get(rest if first in ("done", "met") else first)
    if asker is None:
        return None
    if first == "done":
        return None if isinstance(asker, Obligation) else "yes_no"
    if first == "met":
        return "number" if isinstance(asker, Obligation) else None
    if asker.form and asker.form not in drawing.forms:
        return "unknown"
    if isinstance(asker, Several):
        return "number" if is_counted(rest, drawing.forms.get(asker.form)) else None
    question = question_of(drawing, fact)
    return question.kind if question and question.asks else None


def _kind_of_event(drawing: Drawing, rest: str) -> str | None:
    """Tell what kind of answer `<event>.<what>` is; None when there is no such event."""
    key, _dot, what = rest.partition(".")
    known = any(event.key == key for event in drawing.document.events)
    return OF_EVENTS.get(what) if known else None
