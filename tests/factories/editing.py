"""What a browser posts from the editor of a form or a workflow."""

from typing import Any

from django.forms import Textarea
from django.forms.widgets import CheckboxInput
from wagtail import blocks

Fields = dict[str, Any]


def posted(definition: Any, **own: Any) -> Fields:
    """Everything that the editor's own page would send for a definition as it stands. `own` fields win."""
    fields: Fields = {"title": definition.title, "slug": definition.slug}
    for bound in _edited(definition):
        value = bound.value()
        unsent = (
            value is None or value is False or value == ""
        )  # a nought is sent, and equals False
        if bound.name not in {"body", *fields} and not unsent:
            fields[bound.name] = typed("on" if value is True else value)
    stream = definition.body.stream_block
    _write(fields, "body", definition.body, stream)
    return {name: value for name, value in {**fields, **own}.items() if value is not None}


def _edited(definition: Any) -> Any:
    """The form of the editor's page, filled in with what is stored."""
    handler = definition.snippet_viewset.get_edit_handler()
    return handler.get_form_class()(instance=definition)


def typed(text: Any) -> Any:
    """What a browser sends of a text area: every line ends as on a typewriter."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n") if isinstance(text, str) else text


def _write(fields: Fields, name: str, value: Any, block: blocks.Block) -> None:
    match block:
        case blocks.StreamBlock():
            _list(fields, name, [(part.id, part.value, part.block) for part in value])
            for number, part in enumerate(value):
                fields[f"{name}-{number}-type"] = part.block_type
        case blocks.ListBlock():
            rows = [(part.id, part.value, block.child_block) for part in value.bound_blocks]
            _list(fields, name, rows)
        case blocks.StructBlock():
            for key, inner in block.child_blocks.items():
                _write(fields, f"{name}-{key}", value.get(key), inner)
        case blocks.FieldBlock():
            fields[name] = _sent(block, block.value_for_form(value))


def _list(fields: Fields, name: str, parts: list[tuple[str | None, Any, blocks.Block]]) -> None:
    fields[f"{name}-count"] = len(parts)
    for number, (key, value, block) in enumerate(parts):
        place = f"{name}-{number}"
        fields |= {f"{place}-deleted": "", f"{place}-order": number, f"{place}-id": key or ""}
        _write(fields, f"{place}-value", value, block)


def _sent(block: blocks.FieldBlock, value: Any) -> Any:
    """What the widget of one block sends: a line has no line ends, an empty box nothing at all."""
    widget = block.field.widget
    if isinstance(widget, CheckboxInput):
        return "on" if value else None
    if isinstance(widget, Textarea):
        return typed(value or "")
    if isinstance(value, str):
        return value.replace("\r", "").replace("\n", "")
    return "" if value is None else value
