"""A file can say whatever the editor can: every setting of every effect and of what is owed, found by walking them."""

from dataclasses import MISSING, fields, replace
from typing import Any

import pytest

from forms.conditions.rules import Row, Rule
from programmes.reading import read
from programmes.shapes.shaping import shape
from programmes.shapes.workflow import WorkflowShape
from programmes.workflow_files import workflow_from
from programmes.workflow_written import workflow_to
from programmes.writing import write
from tests.factories.cases import flow, task
from tests.factories.workflows import words
from workflows.document import Event, Obligation, WorkflowDocument
from workflows.effects import CLOCKS, SHAPES, Effect
from workflows.steps import Moment, Period

FIRST = Moment("case_start", Period(months=1, weeks=2, days=3, workdays=4), "next")
# What each setting may say, beside saying nothing. A new setting must be given a value here.
SAYS: dict[str, tuple[Any, ...]] = {
    "clocks": (CLOCKS, CLOCKS[:1]),
    "longest": (Period(months=2), Period(workdays=9)),
    "look_again": (Period(weeks=1),),
    "roles": (("worker",), ("worker", "leader")),
    "enough": (1, 2),
    "longer": (Period(months=6),),
    "role": ("worker", "leader"),
    "within": (Period(days=5), Period(workdays=5)),
    "programmes": (("service",), ("service", "other")),
    "first": (FIRST, Moment("date:2027-02-28"), replace(FIRST, day_off="previous")),
    "every": (Period(months=3), Period(workdays=1)),
    "times": (1, 4),
    "opens": (14,),
    "step": ("look",),
    "form": ("service-asked",),
    "tells": (("worker", "leader"),),
    "miss_needs_reason": (True,),
    "from_last": (True,),
    "rule": (Rule("any", (Row("case.entry", "is", "now"), Row("done.look", "is", True))),),
    "attendees": (("leader",),),
    "outlives": (True,),
    "on_pause": ("stops", "runs"),
}
NEEDED: dict[str, Any] = {"clocks": CLOCKS, "first": FIRST, "roles": ("leader",)}


def settings_of(part: type) -> list[tuple[str, Any]]:
    """Every setting of a part with every value that it may have; one that has none fails here."""
    return [
        (each.name, value)
        for each in fields(part)
        if each.name != "key"
        for value in SAYS[each.name]
    ]


def made(part: type, **given: Any) -> Any:
    needed = {
        name: value for name, value in NEEDED.items() if name in {f.name for f in fields(part)}
    }
    named = {"key": "owed"} if issubclass(part, Obligation) else {}
    return part(**{**named, **needed, **given})


def drawing(part: Any) -> WorkflowDocument:
    if isinstance(part, Effect):
        return flow(task("look"), events=(Event("happens", roles=("worker",), effect=part),))
    return flow(task("look"), obligations=(part,))


def there_and_back(document: WorkflowDocument) -> tuple[WorkflowDocument, bool]:
    said = {"sv": words(document)}
    written = write(workflow_to(document, said, "service").plain())
    found = shape(read("workflow.yaml", written.encode()), WorkflowShape)
    again, texts = workflow_from(found, "service")
    return again, write(workflow_to(again, texts, "service").plain()) == written


@pytest.mark.parametrize("part", [*SHAPES, Obligation], ids=lambda part: part.__name__)
def test_every_setting_travels_with_the_file_and_comes_back_alike(part):
    plain = made(part)
    for name, value in settings_of(part):
        document = drawing(made(part, **{name: value}))

        assert there_and_back(document) == (document, True), name
        assert document.to_json() == WorkflowDocument.from_json(document.to_json()).to_json()
        default = next(each.default for each in fields(part) if each.name == name)
        if default is not MISSING and value != getattr(plain, name):
            assert document != drawing(plain), name


@pytest.mark.parametrize("part", [*SHAPES, Obligation], ids=lambda part: part.__name__)
def test_all_settings_at_once_travel_with_the_file(part):
    document = drawing(made(part, **dict(settings_of(part))))

    assert there_and_back(document) == (document, True)
