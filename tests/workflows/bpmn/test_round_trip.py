"""A workflow as BPMN: what is written comes back whole, lies in a settled order, and has a place in the picture."""

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from tests.factories.cases import end, flow, task
from tests.factories.workflow_trees import texts_of, workflows
from tests.factories.workflows import words
from workflows import document as doc
from workflows import steps
from workflows.bpmn.names import BPMN, BPMNDI, bpmn
from workflows.bpmn.reading import NotBpmn, read
from workflows.bpmn.writing import write

WEEK = steps.Period(weeks=1)
# In the order of the schema: what stands in an element before what.
ORDER = ("extensionElements", "incoming", "outgoing", "timerEventDefinition", "conditionExpression")


@settings(max_examples=60, deadline=None)
@given(workflows(depth=2))
def test_what_we_write_comes_back_as_it_was(document):
    texts = texts_of(document)

    taken = read(write(document, texts, slug="way"))

    assert taken.document == document
    assert taken.texts == texts
    assert taken.report == ()


@settings(max_examples=20, deadline=None)
@given(workflows(depth=2))
def test_every_element_has_one_place_and_every_arrow_two_ends(document):
    root = fromstring(write(document, texts_of(document), slug="way"))
    process = root.find(bpmn("process"))
    names = [each.get("id") for each in process.iter() if each.get("id")]
    arrows = list(process.iter(bpmn("sequenceFlow")))
    drawn = [each.get("bpmnElement") for each in root.iter(f"{{{BPMNDI}}}BPMNShape")]
    lines = [each.get("bpmnElement") for each in root.iter(f"{{{BPMNDI}}}BPMNEdge")]

    assert len(set(names)) == len(names)
    assert {each.get(end_) for each in arrows for end_ in ("sourceRef", "targetRef")} <= set(names)
    assert sorted(lines) == sorted(each.get("id") for each in arrows)
    nodes = {
        n.get("id")
        for n in process.iter()
        if n.get("id") and not n.tag.endswith(("sequenceFlow", "Definition"))
    }
    assert sorted(drawn) == sorted(nodes - {process.get("id")})


def test_children_stand_in_the_order_of_the_schema():
    wait = steps.Wait("rest", until=steps.Moment("now", WEEK))
    root = fromstring(write(flow(task("look"), wait), words(flow(wait)), slug="way"))

    for element in root.iter():
        found = [
            ORDER.index(name) for each in element if (name := each.tag.rpartition("}")[2]) in ORDER
        ]
        assert found == sorted(found)


FOREIGN = f"""<definitions xmlns="{BPMN}" targetNamespace="x"><process id="p" name="Boende">
  <laneSet id="l"><lane id="l1" name="Handläggare"><flowNodeRef>t1</flowNodeRef></lane></laneSet>
  <startEvent id="s"/><task id="t1" name="Läs ansökan"/>
  <exclusiveGateway id="g" name="Beviljas?"/><userTask id="t2" name="Besluta"/><userTask id="t3" name="Avslå"/>
  <exclusiveGateway id="m"/>
  <intermediateCatchEvent id="w" name="En månad"><timerEventDefinition id="d"><timeDuration>P1M</timeDuration>
  </timerEventDefinition></intermediateCatchEvent>
  <callActivity id="c" name="Annan process"/><boundaryEvent id="b" attachedToRef="t2" name="Avbryts"/>
  <endEvent id="e" name="Klart"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="t1"/><sequenceFlow id="f2" sourceRef="t1" targetRef="g"/>
  <sequenceFlow id="f3" name="Ja" sourceRef="g" targetRef="t2"/>
  <sequenceFlow id="f4" name="Nej" sourceRef="g" targetRef="t3"/>
  <sequenceFlow id="f5" sourceRef="t2" targetRef="m"/><sequenceFlow id="f6" sourceRef="t3" targetRef="m"/>
  <sequenceFlow id="f7" sourceRef="m" targetRef="w"/><sequenceFlow id="f8" sourceRef="w" targetRef="c"/>
  <sequenceFlow id="f9" sourceRef="c" targetRef="e"/></process></definitions>"""


def test_the_block_structured_part_of_a_foreign_file_is_taken_and_the_rest_named():
    taken = read(FOREIGN.encode())

    [phase] = taken.document.phases
    kinds = [block.kind for block in phase.blocks]
    assert kinds == ["task", "choice", "wait", "end"]
    choice = phase.blocks[1]
    assert [[block.key for block in way.blocks] for way in choice.branches] == [
        ["besluta"],
        ["avsl"],
    ]
    assert phase.blocks[2].until == steps.Moment("now", steps.Period(months=1))
    assert phase.blocks[0].role == "handl_ggare"
    assert taken.texts["workflow.title"] == "Boende"
    assert [(each.element, each.name) for each in taken.report] == [
        ("callActivity", "Annan process"),
        ("lane", "Handläggare"),
        ("boundaryEvent", "Avbryts"),
    ]


def test_a_flow_back_to_the_beginning_is_a_return():
    looped = FOREIGN.replace('sourceRef="t3" targetRef="m"', 'sourceRef="t3" targetRef="t1"')

    taken = read(looped.encode())

    way = taken.document.phases[0].blocks[1].branches[1]
    assert [block.kind for block in way.blocks] == ["task", "return"]


HOSTILE = {
    "no xml": b"PK\x03\x04",
    "nothing": b"",
    "another format": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "an entity that grows": b"<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;'>]><a>&z;</a>",
    "a file of the server": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "far too large": b"<a>" + b"x" * 2_000_001 + b"</a>",
    "no process": f"<definitions xmlns='{BPMN}'/>".encode(),
    "settings cut off": write(flow(task("look")), words(flow(task("look"))), slug="w").replace(
        b'{"key', b'{"ke'
    ),
    "a round without end": FOREIGN.replace(
        'sourceRef="c" targetRef="e"', 'sourceRef="c" targetRef="w"'
    ).encode(),
    "an arrow to nowhere": FOREIGN.replace('targetRef="e"', 'targetRef="gone"').encode(),
}


@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(file):
    with pytest.raises(NotBpmn) as refused:
        read(file)

    assert str(refused.value).endswith(".")
    assert "passwd" not in str(refused.value)


def test_events_obligations_roles_and_gates_travel_along():
    owed = doc.Obligation("visit", steps.Moment("case_start", WEEK), role="worker")
    side = doc.Event("stop", roles=("worker",), blocks=(task("talk"), end("over", "stopped")))
    document = flow(task("look"), obligations=(owed,), events=(side,))

    assert read(write(document, words(document), slug="way")).document == document
