"""A readable file into plain values: a small, strict part of YAML, in which nothing changes silently. Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from forms.written import sentences as say

MOST_BYTES = 512 * 1024
DEEPEST = 40


class BrokenFile(ValueError):
    """A file that cannot be taken; the text is the sentence about it."""


def plain_values(content: bytes) -> dict[str, Any]:
    """Read a file as a mapping.

    errors   BrokenFile
    """
    if len(content) > MOST_BYTES:
        raise BrokenFile(say.too_large(MOST_BYTES // 1024))
    try:
        text = content.decode()
        clever = any(_clever(event) for event in _flat(yaml.parse(text, Loader=_Plain)))
        read = None if clever else yaml.load(text, Loader=_Plain)  # noqa: S506  knows plain values only
        json.dumps(read, allow_nan=False)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as broken:
        raise BrokenFile(say.unreadable(_line(broken))) from None
    if clever:
        raise BrokenFile(say.clever())
    if not isinstance(read, dict):
        raise BrokenFile(say.no_package())
    return read


def _flat(events: Iterator[Any]) -> Iterator[Any]:
    """The events of a file that is not nested more deeply than anybody would write.

    errors   ValueError before anything goes so deep that reading it would break the reader
    """
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(depth)
        yield event


def _line(broken: Exception) -> int | None:
    mark = getattr(broken, "problem_mark", None)
    return mark.line + 1 if mark else None


class _Plain(yaml.CSafeLoader):
    """YAML without dates and without words that turn into true or false; a name twice is refused."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        names = [self.construct_object(name, deep=True) for name, _value in node.value]
        if len(names) != len(set(map(repr, names))) or not all(isinstance(n, str) for n in names):
            raise yaml.constructor.ConstructorError(None, None, "names", node.start_mark)
        return super().construct_mapping(node, deep=deep)


_Plain.yaml_implicit_resolvers = {}
for _tag, _pattern, _firsts in (
    ("bool", "true|false", "tf"),
    ("null", "null|", ["n", ""]),
    # Longer numbers are words: nobody counts so far, and no number here is beyond what both sides can compare.
    ("int", "-?(?:0|[1-9][0-9]{0,14})", "-0123456789"),
    ("float", "-?(?:0|[1-9][0-9]{0,14})[.][0-9]{1,15}", "-0123456789"),
):
    _Plain.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_firsts)
    )


def _clever(event: Any) -> bool:
    """Anchors, references and types of their own are refused: a small file could grow without end."""
    if isinstance(event, yaml.AliasEvent):
        return True
    return bool(getattr(event, "anchor", None)) or (getattr(event, "tag", None) not in (None, "!"))
