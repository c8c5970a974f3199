"""What we write is valid by the schema that the OMG publishes for BPMN 2.0, layout included.

The schema files come with SpiffWorkflow, of which nothing else is used.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from lxml import etree

from forms.conditions.rules import Row, Rule
from programmes.bundle import SHIPPED, read_folder
from tests.factories.cases import end, flow, task
from tests.factories.workflow_trees import texts_of, workflows
from tests.factories.workflows import words
from workflows import document as doc
from workflows import steps
from workflows.bpmn.names import BPMNDI
from workflows.bpmn.writing import write
from workflows.document import WorkflowDocument

WEEK = steps.Period(weeks=1)


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    spec = find_spec("SpiffWorkflow")
    assert spec is not None
    assert spec.origin
    path = Path(spec.origin).parent / "bpmn/parser/schema/BPMN20.xsd"
    return etree.XMLSchema(etree.parse(path))


def mistakes(schema: etree.XMLSchema, written: bytes) -> list[str]:
    schema.validate(etree.fromstring(written))
    return [f"{each.line}: {each.message}" for each in schema.error_log]


def everything() -> WorkflowDocument:
    """One of each block, with an event, an obligation and a gate."""
    way = steps.Branch("a", (task("left"), steps.Wait("rest", until=steps.Moment("now", WEEK))))
    fact = Rule("all", (Row("done.left", "is", True),))
    choice = steps.Choice(
        "which", (steps.Branch("yes", (end("early"),)), steps.Branch("no")), "worker"
    )
    blocks = (
        steps.Meeting("meet", role="worker", attendees=("leader",)),
        steps.Decision("decide", role="worker"),
        steps.Several("poll", role="worker", asks=("leader",), links=True),
        steps.Parallel("both", (way, steps.Branch("b", (task("right"),)))),
        choice,
        steps.Wait("known", rule=fact),
        end(),
    )
    event = doc.Event("stop", roles=("worker",), blocks=(task("why"), end("stopped", "stopped")))
    owed = doc.Obligation("visit", steps.Moment("case_start", WEEK), role="worker")
    return flow(*blocks, events=(event,), obligations=(owed,))


def test_one_of_everything_is_valid(schema):
    document = everything()

    assert mistakes(schema, write(document, words(document), slug="way")) == []


@settings(max_examples=40, deadline=None)
@given(document=workflows(depth=2, several=True))
def test_whatever_an_editor_draws_is_valid(schema, document):
    assert mistakes(schema, write(document, texts_of(document), slug="way")) == []


@pytest.mark.parametrize(
    "service", sorted(each.name for each in SHIPPED.iterdir() if each.is_dir())
)
def test_what_is_shipped_is_valid_in_every_language(schema, service):
    document, texts = read_folder(SHIPPED / service).workflow_document

    for said in texts.values():
        assert mistakes(schema, write(document, said, slug=service)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<bpmn:sequenceFlow ", b"<bpmn:sequenceFlower "),
        (b' sourceRef="', b' source="'),
        (b'Bounds x="', b'Bounds shade="red" x="'),
    ],
)
def test_the_schema_does_find_what_is_wrong(schema, right, wrong):
    document = everything()
    written = write(document, words(document), slug="way")
    assert right in written

    assert mistakes(schema, written.replace(right, wrong, 1))


def test_everything_that_is_drawn_has_a_place():
    """What the schema cannot say: each element has a shape or a line, and each of them one element."""
    document = everything()
    root = fromstring(write(document, words(document), slug="way"))
    drawn = [
        each.get("bpmnElement")
        for kind in ("BPMNShape", "BPMNEdge")
        for each in root.iter(f"{{{BPMNDI}}}{kind}")
    ]
    inner = (
        "Definition",
        "process",
        "definitions",
        "condition",
        "timeDuration",
        "Diagram",
        "Plane",
    )
    process = root[0]
    named = {
        each.get("id") for each in process.iter() if each.get("id") and not each.tag.endswith(inner)
    }

    assert sorted(drawn) == sorted(named)
