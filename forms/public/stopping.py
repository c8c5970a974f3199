"""Where one cannot go on: on a long page, too, the reason has a page of its own. What was typed is kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from forms.asking.checking import Checked
from forms.asking.pages import stops_in
from forms.asking.skeleton import control_id, first_control
from forms.document import Field
from forms.naming import field_text, label
from forms.public.entry import Entry
from forms.texts import lines

WRONG = 422


def stopped(entry: Entry, checked: Checked) -> HttpResponse:
    """Say why, and lead back to the answer that decided it."""
    found = stops_in(entry.document, checked.hidden)
    reasons = [_reason(entry, stop) for stop in found]
    # The page before has the same address: without a query a browser would only look for the mark on this one.
    back = entry.url(mark=_decided_by(entry, found), **{"from": "stop"})
    shown = {"entry": entry, "reasons": reasons, "back": back}
    return render(entry.request, "forms/public/stopped.html", shown, status=WRONG)


def _reason(entry: Entry, stop: Field) -> dict[str, Any]:
    said = entry.texts.get(field_text(stop.key, "help"), "")
    return {"title": label(entry.texts, stop.key), "lines": lines(said)}


def _decided_by(entry: Entry, found: list[Field]) -> str:
    """The first question that decided, as a place on the page; else the place of the reason."""
    asked = {question.key: question for question in entry.document.fields()}
    for stop in found:
        named = sorted(stop.visible_if.fields()) if stop.visible_if else []
        for path in named:
            question = asked.get(path.partition(".")[0])
            if question is not None:
                return first_control(question, question.key)
    return control_id(found[0].key) if found else ""
