"""What the fields of a form that was cut short are called on its page. Asks the database nothing it cannot miss."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases import asking
from forms.texts import field_text

# As forms name the questions of a row, see `forms.asking.posted`.
ROW_NAME = re.compile(r"(?P<group>[a-z0-9_]+)-(?P<n>\d{1,6})-(?P<item>[a-z0-9_]+)")

SMALL_FORMS: Mapping[str, type[BaseForm]] = {
    "cases:note": asking.NoteForm,
    "cases:contact": asking.ContactForm,
    "cases:entry": asking.DraftForm,
    "cases:entry_correct": asking.DraftForm,
    "cases:goal_add": asking.GoalForm,
    "cases:goal": asking.RewordForm,
    "cases:extra_task": asking.ExtraTaskForm,
    "cases:explain": asking.ReasonForm,
    "cases:start": asking.ParticipantForm,
}


class Names:
    """The words for what a request posted: those of the small forms, and those of the form a task asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.small = _small_form(request)
        self.texts = _words(getattr(request, "asked_form", None))

    def of(self, name: str) -> str:
        """The label of a field; its own name, made readable, when no label is known."""
        return self._asked(name) or self._small(name) or name.strip("_").replace("_", " ")

    def _asked(self, name: str) -> str:
        key = name.partition(".")[0]  # an answer of several parts is one question
        row = ROW_NAME.fullmatch(key)
        if row is None:
            return self.texts.get(field_text(key, "label"), "")
        label = self.texts.get(field_text(f"{row['group']}.{row['item']}", "label"), "")
        return f"{label} ({int(row['n']) + 1})" if label else ""

    def _small(self, name: str) -> str:
        if name == "_reason":
            return _("Reason")
        field = self.small.get(name.removeprefix("person-"))
        return str(field.label or "") if field else ""


def _small_form(request: HttpRequest) -> Mapping[str, Any]:
    try:
        found = resolve(request.path_info).view_name
    except Resolver404:
        return {}
    form: Any = SMALL_FORMS.get(found)
    return form.base_fields if form else {}


def _words(version: Any) -> Mapping[str, str]:
    """The words of the form version that the page asked, when they can be had."""
    if version is None:
        return {}
    try:
        return version.texts((get_language() or "").split("-")[0])
    except (DatabaseError, InterfaceError):
        return {}
