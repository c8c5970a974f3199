"""Readable files into plain values, with the line of every part. Pure.

A small, strict part of YAML: no anchors, no types written out, no word that silently turns into true, false or a date.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from programmes import sentences

MOST_BYTES = 512 * 1024
DEEPEST = 30
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that keeps a bundle from being imported, and where it stands."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class BrokenBundle(Exception):
    """The bundle has problems, all of them listed; nothing was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Page:
    """One file as plain values.

    lines   {place of a part: its line}, such as ("phases", 0, "key"): 14
    """

    name: str
    value: Any
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Find the line of a part, or of the nearest part around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, sentence: str) -> Problem:
        return Problem(self.name, self.line(place), sentence)


class TooDeep(Exception):
    """Parts are nested more deeply than anybody would write."""


class _Loader(yaml.CSafeLoader):
    """Reads words as words: only true, false, null, and plain numbers of up to 15 digits are anything else."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""]
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,14})$"), list("-0123456789")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}$"),
    list("-0123456789"),
)
_KNOWN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("bool", "null", "int", "float", "str", "seq", "map")
)


def read(name: str, content: bytes) -> Page:
    """Read one file.

    name      as problems shall call it, such as `forms/notification.yaml`
    errors    BrokenBundle with every problem found in this file
    """
    text = _text(name, content)
    root = _compose(name, text)
    if root is None:
        raise BrokenBundle([Problem(name, 1, sentences.empty())])
    tree = _Tree(name)
    value = tree.value(root, ())
    if tree.problems:
        raise BrokenBundle(sorted(tree.problems))
    return Page(name, value, tree.lines)


def _text(name: str, content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BrokenBundle([Problem(name, 1, sentences.too_large(MOST_BYTES // 1024))])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BrokenBundle([Problem(name, line, sentences.not_text())]) from error


def _compose(name: str, text: str) -> yaml.Node | None:
    """Build the tree of nodes, unless parts are shared: a few lines of aliases can unfold into gigabytes."""
    try:
        shared = [Problem(name, line, sentences.shared_part()) for line in _shared(text)]
        if shared:
            raise BrokenBundle(shared)
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BrokenBundle(
            [Problem(name, line, sentences.not_yaml(error.problem or ""))]
        ) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise BrokenBundle([Problem(name, line, sentences.not_yaml(error.reason))]) from error
    except TooDeep as error:
        raise BrokenBundle([Problem(name, error.args[0], sentences.too_deep())]) from error


def _shared(text: str) -> Iterator[int]:
    """Yield the lines of anchors and aliases; also stops where the nesting is too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None):
            yield line
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise TooDeep(line)


class _Tree:
    """Values, lines and problems of one tree of nodes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self.loader = _Loader("")

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if node.tag not in _KNOWN_TAGS:
            self.refuse(node, sentences.marked_type(node.tag))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*place, at)) for at, each in enumerate(node.value)]
        if "\0" in node.value:
            self.refuse(node, sentences.unstorable())
        return self.loader.construct_object(node)

    def mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for named, valued in node.value:
            if not isinstance(named, yaml.ScalarNode) or named.tag != "tag:yaml.org,2002:str":
                self.refuse(named, sentences.key_not_text())
            elif named.value in found:
                self.refuse(named, sentences.twice(named.value))
            else:
                self.lines[(*place, named.value)] = named.start_mark.line + 1
                found[named.value] = self.value(valued, (*place, named.value))
        return found

    def refuse(self, node: yaml.Node, sentence: str) -> None:
        self.problems.append(Problem(self.name, node.start_mark.line + 1, sentence))
