"""One field of a Django form in our look: what its parts are called, and which of them describe the control."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, BoundField, Field, widgets
from django.utils.translation import gettext

TICKS = (widgets.CheckboxInput,)
GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)
WANTING = Field.default_error_messages[
    "required"
]  # a sentence of the form's own is understood by itself


@dataclass(frozen=True)
class Wrong:
    """One sentence of the error summary, and the field it leads to ("" for the whole form)."""

    ident: str
    text: str


def shown(
    bound: BoundField, *, label: str = "", hint: str = "", short: bool = False
) -> dict[str, Any]:
    """Gather the parts of a field; the control is described by its hint and its errors.

    hint  in place of the field's own; " " for none
    """
    ident = bound.id_for_label or bound.auto_id
    widget = bound.field.widget
    words = hint.strip() if hint else bound.help_text
    said = [f"{ident}_hint"] * bool(words) + [f"{ident}_error"] * bool(bound.errors)
    attrs: dict[str, str | bool] = {"class": _control_class(widget, short=short)}
    if said:
        attrs["aria-describedby"] = " ".join(said)
    if "placeholder" in widget.attrs:
        attrs["placeholder"] = False  # words that vanish when one writes: label and hint stay
    return {
        "bound": bound,
        "ident": ident,
        "label": label or bound.label,
        "hint": words,
        "optional": not bound.field.required and not isinstance(widget, TICKS),
        "said": " ".join(said),
        "kind": _kind(widget),
        "control": "" if isinstance(widget, GROUPS) else bound.as_widget(attrs=attrs),
    }


def _kind(widget: widgets.Widget) -> str:
    if isinstance(widget, GROUPS):
        return "group"
    return "tick" if isinstance(widget, TICKS) else "line"


def errors_of(sources: Iterable[Any]) -> list[Wrong]:
    """List every error of the forms in the order of their fields, each leading to its field."""
    found: list[Wrong] = []
    for source in sources:
        if isinstance(source, BaseFormSet):
            found += [Wrong("", str(text)) for text in source.non_form_errors()]
            found += errors_of(source.forms)
        elif isinstance(source, BaseForm):
            found += _of_form(source)
        elif source:
            found += [Wrong(*row) for row in source]
    return found


def _of_form(form: BaseForm) -> list[Wrong]:
    whole = [Wrong("", str(text)) for text in form.non_field_errors()]
    return whole + [
        Wrong(_target(bound), _said(bound, error)) for bound in form for error in _errors(bound)
    ]


def _errors(bound: BoundField) -> list[ValidationError]:
    return bound.errors.as_data()


def _said(bound: BoundField, error: ValidationError) -> str:
    """Say what is wrong so that it can be understood away from its field."""
    if error.code == "required" and error.messages == [str(WANTING)]:
        return gettext("“%(label)s” needs an answer.") % {"label": bound.label}
    return " ".join(error.messages)


def _target(bound: BoundField) -> str:
    """Name the control to move to: in a group the first choice, which has an id of its own."""
    if isinstance(bound.field.widget, GROUPS):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def _control_class(widget: widgets.Widget, *, short: bool) -> str:
    if isinstance(widget, TICKS):
        return "options__input"
    if isinstance(widget, widgets.Textarea):
        return "field__control field__control--area"
    return "field__control field__control--short" if short else "field__control"
