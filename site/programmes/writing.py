"""Plain values into readable files, always laid out the same way. Pure.

Small parts stand on one line, long texts are folded, texts of several lines keep their lines.
"""

import re
from io import StringIO
from typing import Any

import yaml

WIDTH = 100
FLAT = 92  # longest part that is written on one line
_NODE_KINDS = (yaml.MappingNode, yaml.SequenceNode)
# What other readers of YAML may take for something else than a word.
_MISREAD = re.compile(r"^(?:y|n|yes|no|on|off|true|false|null|~|)$", re.IGNORECASE)


class _Dumper(yaml.SafeDumper):
    """Writes lists indented under their name, and words that could be misread in quotation marks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - as PyYAML calls it
        return super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if "\n" in text and _keeps_lines(text):
        style = "|"
    elif _MISREAD.match(text):
        style = "'"
    else:
        style = None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _keeps_lines(text: str) -> bool:
    """A text can stand as it is when no line begins or ends with a blank and nothing is invisible."""
    lines = text.split("\n")
    return all(line == line.strip() for line in lines) and text.replace("\n", "").isprintable()


_Dumper.add_representer(str, _string)


def write(value: Any) -> str:
    """Lay out plain values (dicts in their order, lists, words, numbers, true and false) as one file."""
    representer = _Dumper(StringIO(), sort_keys=False)
    node = representer.represent_data(value)
    _flatten(node, depth=0)
    return yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=WIDTH, indent=2)


def _flatten(node: yaml.Node, *, depth: int, in_list: bool = False) -> None:
    """Put a part on one line when it is small: words by language, a length of time. Rows always are."""
    if not isinstance(node, _NODE_KINDS):
        return
    children = (
        [child for _, child in node.value] if isinstance(node, yaml.MappingNode) else node.value
    )
    is_list = isinstance(node, yaml.SequenceNode)
    small = (in_list and is_list) or _width(node) <= FLAT - 2 * depth
    node.flow_style = depth > 0 and small and all(_is_flat(child) for child in children)
    if not node.flow_style:
        for child in children:
            _flatten(child, depth=depth + 1, in_list=is_list)
        return
    for child in children:
        _mark_flat(child)


def _is_flat(node: yaml.Node) -> bool:
    """Words without line breaks, and rows of them."""
    if isinstance(node, yaml.ScalarNode):
        return node.style != "|"
    return isinstance(node, yaml.SequenceNode) and all(_is_flat(child) for child in node.value)


def _mark_flat(node: yaml.Node) -> None:
    if isinstance(node, yaml.SequenceNode):
        node.flow_style = True
        for child in node.value:
            _mark_flat(child)


def _width(node: yaml.Node) -> int:
    if isinstance(node, yaml.ScalarNode):
        return len(node.value) + 2
    if isinstance(node, yaml.MappingNode):
        return 2 + sum(len(key.value) + 2 + _width(child) for key, child in node.value)
    return 2 + sum(2 + _width(child) for child in node.value)
