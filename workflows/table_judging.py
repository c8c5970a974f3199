"""A decision table while it is edited: what its columns may hold, and what is wrong, cell by cell."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from forms.texts import choice_label
from workflows import publishing, spoken
from workflows.checks.drawing import Drawing
from workflows.checks.reading import kind_of, question_of
from workflows.checks.tables import CellProblem, judged
from workflows.document import Event, Obligation, Phase, Start, WorkflowDocument
from workflows.models.definition import newest_forms
from workflows.settings_text import NO_DAY, table_rows
from workflows.steps import BLOCKS, Task
from workflows.tables import BOOLEANS, Table

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
MOST_PARTS = 2_000
LONGEST = 60_000  # characters of all rows together


class NotATable(ValueError):
    """What was sent is no table of a workflow."""


def judge(given: Any, language: str) -> dict[str, Any]:
    """Judge one table by what the other blocks of the editor ask.

    given    {"parts": [{"kind", "key", "title", "form"}], "table": {"title", "columns", "rows", "one"}}
    returns  {"columns": [{"label", "options": [[value, label]]}], "cells": [[row, column, sentence]], "said": [...]}
    errors   NotATable
    """
    parts, table, title = _read(given)
    document, texts = _document(parts, table)
    versions = newest_forms(slug for slug in document.forms() if SLUG.fullmatch(slug))
    forms = {slug: version.document() for slug, version in versions.items()}
    texts[f"table.{table.key}.title"] = title
    drawing = Drawing(document, texts, forms, frozenset(publishing.platform_roles))
    found = list(judged(drawing))
    said = {slug: version.texts(language) for slug, version in versions.items()}
    return {
        "columns": [_column(drawing, fact, said) for fact in table.columns],
        "cells": [[p.row, p.column, p.sentence] for p in found if isinstance(p, CellProblem)],
        "said": [p.sentence for p in found if not isinstance(p, CellProblem)],
    }


def _read(given: Any) -> tuple[list[dict[str, str]], Table, str]:
    match given:
        case {
            "parts": list(parts),
            "table": {
                "title": str(title),
                "columns": list(columns),
                "rows": str(rows),
                "one": bool(one),
            },
        } if len(parts) <= MOST_PARTS and len(rows) <= LONGEST:
            pass
        case _:
            raise NotATable
    names = ("kind", "key", "title", "form")
    if not all(
        isinstance(part, dict) and all(isinstance(part.get(name), str) for name in names)
        for part in parts
    ) or not all(isinstance(column, str) for column in columns):
        raise NotATable
    return parts, Table("table", tuple(columns), table_rows(rows), one), title.strip()


def _document(
    parts: Sequence[Mapping[str, str]], table: Table
) -> tuple[WorkflowDocument, dict[str, str]]:
    """As much of the workflow as facts are read from."""
    texts: dict[str, str] = {}
    start, tasks, events, owed = Start(), [], [], []
    for part in parts:
        kind, key, form = part["kind"], part["key"], part["form"]
        shape = BLOCKS.get(kind)
        if kind == "start":
            start = Start(form=form)
            texts["step.start.title"] = part["title"]
        elif kind == "event":
            events.append(Event(key, form=form))
            texts[f"event.{key}.title"] = part["title"]
        elif kind == "obligation":
            owed.append(Obligation(key, NO_DAY, form=form))
            texts[f"obligation.{key}.title"] = part["title"]
        elif shape is not None and issubclass(shape, Task):
            tasks.append(shape(key, form=form))
            texts[f"step.{key}.title"] = part["title"]
    document = WorkflowDocument(
        start=start,
        phases=(Phase("all", tuple(tasks)),),
        events=tuple(events),
        obligations=tuple(owed),
        tables=(table,),
    )
    return document, texts


def _column(drawing: Drawing, fact: str, said: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """What a column is called, and the cells that one may choose."""
    label = spoken.fact(fact, drawing.document, drawing.texts or {}, gettext)
    options: list[tuple[str, str]] = []
    if kind_of(drawing, fact) == "yes_no":
        options = [
            (cell, gettext("Yes") if yes else gettext("No")) for cell, yes in BOOLEANS.items()
        ]
    question = question_of(drawing, fact)
    if question is not None:
        step, _dot, path = fact.partition(".")
        texts = said[drawing.askers[step].form]
        label = texts.get(f"field.{path}.label", "").strip() or label
        options = options or [
            (choice.code, choice_label(texts, path, question, choice.code))
            for choice in question.choices
        ]
    return {"label": label, "options": options}
