"""Writes a workflow as a BPMN 2.0 file with its layout. What BPMN has no element for travels as settings."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from workflows import texts as words
from workflows.bpmn.graph import Flow, Node, Stretch, stretches
from workflows.bpmn.names import BPMNDI, DC, DI, OURS, XSI, bpmn, keep
from workflows.bpmn.places import Places, Rectangle, bends
from workflows.document import WorkflowDocument
from workflows.steps import Period

Texts = Mapping[str, str]


def write(document: WorkflowDocument, texts: Texts, *, slug: str) -> bytes:
    """Write a workflow as BPMN 2.0.

    texts   in one language: names in the drawing, and all of them as settings
    slug    how the workflow is named; becomes the name of the process
    """
    root = Element(bpmn("definitions"), {"id": f"definitions_{slug}", "targetNamespace": OURS})
    process = SubElement(
        root,
        bpmn("process"),
        {"id": f"process_{slug}", "name": texts.get(words.TITLE, slug), "isExecutable": "false"},
    )
    keep(process, {"workflow": _outside_the_drawing(document), "texts": dict(texts)})
    path, *sides = stretches(document, texts)
    _write_stretch(process, path)
    for side in sides:
        inner = SubElement(
            process,
            bpmn("subProcess"),
            {"id": f"event_{side.key}", "name": side.title, "triggeredByEvent": "true"},
        )
        keep(inner, {"event": side.key})
        _write_stretch(inner, side)
    _write_layout(root, f"process_{slug}", [path, *sides], Places(document, texts))
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _outside_the_drawing(document: WorkflowDocument) -> dict[str, Any]:
    """Everything but the blocks."""
    stored = document.to_json()
    stored["events"] = [_without_blocks(event) for event in stored.get("events", ())]
    stored["phases"] = [_without_blocks(phase) for phase in stored.get("phases", ())]
    return stored


def _without_blocks(stretch: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stretch.items() if name != "blocks"}


def _write_stretch(parent: Element, stretch: Stretch) -> None:
    for node in stretch.nodes:
        _write_node(parent, node, stretch.flows)
    for flow in stretch.flows:
        _write_flow(parent, flow)


def _write_node(parent: Element, node: Node, flows: list[Flow]) -> None:
    element = SubElement(parent, bpmn(node.element), {"id": node.name})
    if node.title:
        element.set("name", node.title)
    keep(element, dict(node.settings))
    leaving = [flow for flow in flows if flow.source == node.name]
    for flow in flows:
        if flow.target == node.name:
            SubElement(element, bpmn("incoming")).text = flow.name
    for flow in leaving:
        SubElement(element, bpmn("outgoing")).text = flow.name
    if node.element == "exclusiveGateway" and len(leaving) > 1:
        otherwise = node.settings["ways"][-1]
        branches = {flow.settings["branch"]["key"]: flow.name for flow in leaving}
        element.set("default", branches[otherwise])
    if node.element == "intermediateCatchEvent":
        _write_wait(element, node)
    if node.element == "endEvent" and "kind" in node.settings:
        SubElement(element, bpmn("terminateEventDefinition"), {"id": f"ends_{node.name}"})


def _write_wait(element: Element, node: Node) -> None:
    """A wait for a day is a timer; one for a fact is a condition."""
    until = node.settings.get("until")
    if until:
        timer = SubElement(element, bpmn("timerEventDefinition"), {"id": f"day_{node.name}"})
        length = SubElement(
            timer, bpmn("timeDuration"), {f"{{{XSI}}}type": "bpmn:tFormalExpression"}
        )
        length.text = _iso(Period(**until.get("period", {})))
        return
    fact = SubElement(element, bpmn("conditionalEventDefinition"), {"id": f"fact_{node.name}"})
    rule = SubElement(fact, bpmn("condition"), {f"{{{XSI}}}type": "bpmn:tFormalExpression"})
    rule.text = str(node.settings.get("rule", ""))


def _iso(period: Period) -> str:
    """A length of time as ISO 8601 writes it; what lies before its anchor waits for nothing."""
    days = period.days + 7 * period.weeks
    written = f"{period.months}M" * (period.months > 0) + f"{days}D" * (days > 0)
    return f"P{written or '0D'}"


def _write_flow(parent: Element, flow: Flow) -> None:
    named = {"id": flow.name, "sourceRef": flow.source, "targetRef": flow.target}
    element = SubElement(parent, bpmn("sequenceFlow"), named)
    if flow.title:
        element.set("name", flow.title)
    keep(element, dict(flow.settings))
    if flow.rule:
        said = SubElement(
            element, bpmn("conditionExpression"), {f"{{{XSI}}}type": "bpmn:tFormalExpression"}
        )
        said.text = flow.rule


def _write_layout(root: Element, process: str, drawn: list[Stretch], places: Places) -> None:
    diagram = SubElement(root, f"{{{BPMNDI}}}BPMNDiagram", {"id": "diagram"})
    plane = SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane", {"id": "plane", "bpmnElement": process})
    for stretch in drawn:
        if stretch.key:
            shape = _write_shape(plane, f"event_{stretch.key}", places.around(stretch))
            shape.set("isExpanded", "true")
        found = {node.name: places.of(node) for node in stretch.nodes}
        for name, rectangle in found.items():
            _write_shape(plane, name, rectangle)
        for flow in stretch.flows:
            edge = SubElement(
                plane,
                f"{{{BPMNDI}}}BPMNEdge",
                {"id": f"edge_{flow.name}", "bpmnElement": flow.name},
            )
            for x, y in bends(found[flow.source], found[flow.target]):
                SubElement(edge, f"{{{DI}}}waypoint", {"x": f"{x:.1f}", "y": f"{y:.1f}"})


def _write_shape(plane: Element, name: str, rectangle: Rectangle) -> Element:
    shape = SubElement(
        plane, f"{{{BPMNDI}}}BPMNShape", {"id": f"shape_{name}", "bpmnElement": name}
    )
    left, top, width, height = (f"{each:.1f}" for each in rectangle)
    SubElement(shape, f"{{{DC}}}Bounds", {"x": left, "y": top, "width": width, "height": height})
    return shape
