"""Reads the block-structured part of a BPMN file, and says by element name what was not taken. Pure.

A file that this site wrote comes back as it was; of others, steps, gateways that part and meet, waits for a length
of time, ends, and returns to the beginning are taken.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from workflows import texts as words
from workflows.bpmn.blocks import Reader, Strange, noop
from workflows.bpmn.names import BPMN, bpmn, kept, local
from workflows.document import FORMAT, WorkflowDocument
from workflows.speech import _

LARGEST = 2_000_000  # characters; our largest drawing has a tenth of it
MOST_ELEMENTS = 5_000


class NotBpmn(ValueError):
    """The file cannot be read at all; the message says why, for the person who chose it."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something in the file that a drawing of blocks has no place for."""

    element: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read: a workflow, its words, and what was left out."""

    document: WorkflowDocument
    texts: Mapping[str, str]
    report: tuple[NotTaken, ...] = ()


def read(file: bytes) -> Taken:
    """Read a BPMN file.

    errors   NotBpmn with a sentence
    """
    root = _root(file)
    process = root.find(bpmn("process"))
    if process is None:
        raise NotBpmn(_("There is no process in this file."))
    try:
        return _Import(root, process).taken()
    except (KeyError, TypeError, ValueError, RecursionError, AttributeError) as wrong:
        if isinstance(wrong, NotBpmn):
            raise
        raise NotBpmn(
            _(
                "The drawing in this file does not hold together: it was changed by hand, or cut off."
            )
        ) from wrong


def _root(file: bytes) -> Element:
    if len(file) > LARGEST:
        raise NotBpmn(_("The file is too large. Two megabytes is the most."))
    try:
        root: Element = fromstring(file, forbid_dtd=True)
    except DefusedXmlException:
        raise NotBpmn(_("The file names things outside itself. That is refused.")) from None
    except (ParseError, ValueError, LookupError):
        raise NotBpmn(_("This is not a BPMN file: it cannot be read as XML.")) from None
    if root.tag != bpmn("definitions"):
        raise NotBpmn(_("This is not a BPMN 2.0 file."))
    if sum(1 for _each in root.iter()) > MOST_ELEMENTS * 10:
        raise NotBpmn(_("The file is too large. Two megabytes is the most."))
    return root


class _Import:
    """One file while it is being read."""

    def __init__(self, root: Element, process: Element) -> None:
        self.root, self.process = root, process
        self.own = kept(process)
        self.report: list[NotTaken] = []

    def taken(self) -> Taken:
        path = Reader(self.process)
        phases = path.phases()
        self.note(path)
        stored: dict[str, Any] = {"format": FORMAT, **self.own.get("workflow", {})}
        titles = path.titles
        known = {each["key"]: each for each in stored.get("phases", ())}
        stored["phases"] = [{**known.get(each["key"], {}), **each} for each in phases]
        sides = {}
        for element in self.process.iter(bpmn("subProcess")):
            key = kept(element).get("event")
            if key:
                side = Reader(element)
                sides[key] = side.side()
                self.note(side)
                titles |= side.titles
        stored["events"] = [
            {**each, "blocks": sides.get(each["key"], [])} for each in stored.get("events", ())
        ]
        if not self.own:
            stored |= self.made_up(phases)
        document = WorkflowDocument.from_json(stored)
        texts = {**titles, **self.own.get("texts", {})}
        texts.setdefault(words.TITLE, self.process.get("name") or _("A workflow from BPMN"))
        self.note_left_out()
        return Taken(document, words.kept(document, texts), tuple(self.report))

    def made_up(self, phases: list[dict[str, Any]]) -> dict[str, Any]:
        """What every workflow has and no other tool writes: outcomes that its ends name, a role for its steps."""
        ends = dict.fromkeys(_of(phases, "outcome"))
        roles = dict.fromkeys(_of(phases, "role"))
        return {
            "outcomes": [{"key": key, "kind": "completed"} for key in ends],
            "roles": [{"key": key} for key in roles],
        }

    def note(self, reader: Reader) -> None:
        self.report += [_not_taken(strange) for strange in reader.strange]

    def note_left_out(self) -> None:
        """Everything else that the model names, by element name."""
        for element in self.root.iter():
            name = local(element)
            if element.tag.startswith(f"{{{BPMN}}}") and name in LEFT_OUT:
                self.report.append(NotTaken(name, element.get("name", ""), _(LEFT_OUT[name])))


def _of(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _of(each, name)
    elif isinstance(value, dict):
        if value.get(name):
            yield value[name]
        for each in value.values():
            yield from _of(each, name)


def _not_taken(strange: Strange) -> NotTaken:
    return NotTaken(strange.element, strange.name, _(strange.why))


# {element: why it is not taken}
LEFT_OUT: Mapping[str, str] = {
    "participant": noop("A workflow here is one service; others are reached by messages to roles."),
    "messageFlow": noop("Messages between processes are not drawn here."),
    "lane": noop("Who does a step is set at the step; the lane's name became its role."),
    "dataObjectReference": noop("What is known of a case comes from forms."),
    "dataStoreReference": noop("What is known of a case comes from forms."),
    "textAnnotation": noop("Write guidance at the step instead."),
    "boundaryEvent": noop("Use an event that may happen at any time, or a wait beside the step."),
    "group": noop("Use a phase instead."),
}
