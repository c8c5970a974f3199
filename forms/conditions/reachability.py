"""Sections and questions that nobody can ever see: what their conditions need can never hold together. Pure.

A condition reads answers, and what is hidden has no answer. So a question needs what its own condition says, what
the section around it says, and all that the questions it reads need themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forms.conditions.logic import ROW, holds
from forms.conditions.plain import row_in_words
from forms.conditions.problems import never
from forms.conditions.rules import NEEDS_LIST, NEEDS_NO_VALUE, Row, Rule
from forms.document import Field, FormDocument
from forms.kinds.choosing import still_offered
from forms.kinds.numbers import scale_values
from forms.naming import Texts
from forms.texts import label, section_title

MOST_VALUES = 60  # of a scale or list that are tried one by one
Needs = dict[Row, None]  # rows that must all hold, in the order found


@dataclass(frozen=True, slots=True)
class _Known:
    """A question that comes before: itself, and what must hold for it to be shown."""

    question: Field
    needs: Needs


def problems(document: FormDocument, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield (sentence, where) for what can never be shown, in the order of the form."""
    known: dict[str, _Known] = {}
    for section in document.sections:
        around = _with_read(_rows(section.visible_if), known)
        clash = _clash(around, known, section.visible_if)
        if clash:
            yield _never_shown(section_title(texts, section), clash, document, texts), section.key
            around = {}
        for question in section.fields:
            yield from _question(question, question.key, around, known, (document, texts))


def _question(  # noqa: PLR0913  where it stands
    question: Field,
    path: str,
    around: Needs,
    known: dict[str, _Known],
    form: tuple[FormDocument, Texts],
    *,
    group: Field | None = None,
) -> Iterator[tuple[str, str]]:
    needs = {**around, **_with_read(_rows(question.visible_if), known)}
    clash = _clash(needs, known, question.visible_if)
    if clash:
        yield _never_shown(label(form[1], path), clash, *form, group), path
        needs = {}
    known[f"{ROW}{question.key}" if group else question.key] = _Known(question, needs)
    inside = {key: each for key, each in known.items() if not key.startswith(ROW)}
    for item in question.items:
        where = f"{path}.{item.key}"
        yield from _question(item, where, needs, inside, form, group=question)


def _rows(rule: Rule | None) -> Needs:
    """The rows that must all hold. Of a choice between several nothing is certain."""
    if rule is None or rule.match == "none" or (rule.match == "any" and len(rule.rows) > 1):
        return {}
    return dict.fromkeys(rule.rows)


def _with_read(rows: Needs, known: Mapping[str, _Known]) -> Needs:
    """Add what the questions that are read need; a row that wants no answer needs nothing."""
    found = dict(rows)
    for row in rows:
        read = known.get(row.field)
        if read is not None and row.operator != "not_answered":
            found.update(read.needs)
    return found


def _clash(needs: Needs, known: Mapping[str, _Known], own: Rule | None) -> list[Row]:
    """The rows about one answer that cannot hold together; nothing when they can, or when the rule says it itself."""
    for field in dict.fromkeys(row.field for row in needs):
        rows = [row for row in needs if row.field == field]
        mine = own is not None and all(row in own.rows for row in rows)
        read = known.get(field)
        if mine and never(rows):
            continue  # said as a contradiction already
        if never(rows) or (read is not None and _no_answer_fits(read.question, rows)):
            return rows
    return []


def _no_answer_fits(question: Field, rows: list[Row]) -> bool:
    """Whether none of the few answers that a question has fits all rows."""
    if any(row.operator == "not_answered" for row in rows):
        return False
    possible = _answers(question)
    if not all(_well_said(row, question, possible) for row in rows):
        return False  # said as a wrong value already
    rule, key = Rule("all", tuple(rows)), rows[0].field
    inside = key.startswith(ROW)
    return bool(possible) and not any(
        holds(rule, {}, row={key.removeprefix(ROW): answer})
        if inside
        else holds(rule, {key: answer})
        for answer in possible
    )


def _well_said(row: Row, question: Field, possible: list[Any]) -> bool:
    """Whether a row compares with what may be answered at all."""
    if row.operator in NEEDS_NO_VALUE:
        return True
    if isinstance(row.value, tuple) != (row.operator in NEEDS_LIST):
        return False
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    if question.kind == "scale":
        return all(type(each) in {int, float} for each in values)
    return all(repr(each) in map(repr, possible) for each in values)


def _answers(question: Field) -> list[Any]:
    match question.kind:
        case "yes_no":
            return [True, False]
        case "choice" if not question.code_list:
            return [*still_offered(question)]
        case "scale":
            values = scale_values(question)
            return [*values] if len(values) <= MOST_VALUES else []
    return []


def _never_shown(
    named: str, rows: list[Row], document: FormDocument, texts: Texts, group: Field | None = None
) -> str:
    said = _(" and ").join(dict.fromkeys(row_in_words(row, document, texts, group) for row in rows))
    return _(
        "“%(named)s” can never be shown: it would need that %(conditions)s. Change one of the conditions."
    ) % {"named": named, "conditions": said}
