"""Names that BPMN files are made of."""

import json
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:stegvis:workflow:1"  # settings that BPMN has no element for, as JSON

for _prefix, _uri in (
    ("bpmn", BPMN),
    ("bpmndi", BPMNDI),
    ("dc", DC),
    ("di", DI),
    ("xsi", XSI),
    ("stegvis", OURS),
):
    register_namespace(_prefix, _uri)


def bpmn(name: str) -> str:
    """A name of the model."""
    return f"{{{BPMN}}}{name}"


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def keep(parent: Element, settings: Any) -> None:
    """Write settings that BPMN cannot say; other tools carry them along."""
    if settings:
        kept = SubElement(SubElement(parent, bpmn("extensionElements")), f"{{{OURS}}}settings")
        kept.text = json.dumps(settings, ensure_ascii=False, sort_keys=True)


def kept(element: Element) -> dict[str, Any]:
    """Read settings that `keep` wrote; none where another tool wrote the file.

    errors   ValueError, TypeError when they are not what `keep` writes
    """
    found = element.find(f"{bpmn('extensionElements')}/{{{OURS}}}settings")
    if found is None or not found.text:
        return {}
    read = json.loads(found.text)
    if not isinstance(read, dict):
        raise TypeError("settings")
    return read
