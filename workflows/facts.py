"""What is known of a case while it runs: the facts that rules, days and prefilled answers may read. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from forms.document import Field, FormDocument
from workflows.document import Event, Obligation, Start, WorkflowDocument
from workflows.steps import Several, Task
from workflows.tables import Table

Kind = str
TABLE = "table."  # what a decision table gives
# Facts a case has from its first day on, with the kind of their answer.
CASE: Mapping[str, Kind] = {
    "case.entry": "code",
    "case.urgency": "code",
    "case.reason": "code",
    "case.onward_path": "code",
    "case.special_support": "yes_no",
    "case.service_start": "date",
    "case.decisions": "number",
    "case.decision_end": "date",
    "case.days_in_service": "number",
    "case.paused": "yes_no",
    "participant.name": "text",
    "participant.age": "number",
    "participant.age_at_entry": "number",
    "participant.age_at_start": "number",
    "participant.language": "code",
    "participant.municipality": "code",
    "today": "date",
}
# What is known of an event, as `event.<key>.<this>`: how many times it was started.
OF_EVENTS: Mapping[str, Kind] = {"times": "number"}
# Facts that a step may record for the whole case: {fact: kinds of field that can hold it}.
RECORDS: Mapping[str, frozenset[Kind]] = {
    "service_start": frozenset({"date"}),
    "entry": frozenset({"choice"}),
    "urgency": frozenset({"choice"}),
    "reason": frozenset({"choice"}),
    "onward_path": frozenset({"choice"}),
    "special_support": frozenset({"yes_no"}),
}
# Facts that change as time passes. What is owed is judged when something happens, so it may not read them.
MOVING: frozenset[str] = frozenset({"today", "case.days_in_service", "participant.age"})
ANCHORS: frozenset[str] = frozenset(
    {"now", "case_start", "service_start", "decision_start", "decision_end", "closing"}
)
Asker = Start | Task | Event | Obligation


def askers(document: WorkflowDocument) -> Iterator[tuple[str, Asker]]:
    """Yield everything that may ask a form, under the name by which facts know its answers."""
    yield "start", document.start
    parts: tuple[Task | Event | Obligation, ...] = (
        *document.tasks(),
        *document.events,
        *document.obligations,
    )
    for part in parts:
        yield part.key, part


def owner_of(fact: str) -> str:
    """Name the step whose answers, end or meeting a fact tells of; empty for facts of the case itself."""
    first, _, rest = fact.partition(".")
    if first in ("case", "participant", "today", "table"):
        return ""
    if first == "event":
        return rest.partition(".")[0]
    return rest if first in ("done", "met") else first


def read_through(facts: Iterable[str], tables: Iterable[Table]) -> Iterator[str]:
    """Yield facts, and in place of a decision table what it looks at."""
    columns = {f"{TABLE}{table.key}": table.columns for table in tables}
    for fact in facts:
        yield from columns.get(fact, (fact,))


def field_of(asker: Asker, name: str, forms: Mapping[str, FormDocument]) -> Field | None:
    """Find the question that a fact such as `<step>.<field>` reads; None when nobody asks it.

    What several have answered has no single value: `workflows.tallies` counts it.
    """
    form = forms.get(asker.form)
    if form is None or isinstance(asker, Several):
        return None
    return next((question for question in form.fields() if question.key == name), None)
