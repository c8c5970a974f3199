"""Conditions that need an answer which is no longer offered: nobody can give it any more. Pure."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from forms.conditions.logic import ROW
from forms.conditions.rules import Row, Rule
from forms.document import Field, FormDocument
from forms.naming import Texts, choice_text
from forms.texts import label, section_title

WANT = frozenset({"is", "one_of", "includes"})
Asked = Mapping[str, tuple[str, Field]]  # {how a condition names it: (its path, itself)}
Found = Iterator[tuple[str, str]]


def problems(document: FormDocument, texts: Texts) -> Found:
    """Yield (sentence, where) for every condition that waits for a retired choice, in the order of the form."""
    asked = {question.key: (question.key, question) for question in document.fields()}
    for section in document.sections:
        rows = _waiting(section.visible_if, asked)
        if rows:
            yield _never_shown(section_title(texts, section), rows[0], asked, texts), section.key
        for question in section.fields:
            yield from _about(question, question.key, asked, texts)


def _about(question: Field, path: str, asked: Asked, texts: Texts) -> Found:
    named = label(texts, path)
    others = (question.required_if, question.lock_if, *(check.rule for check in question.checks))
    if rows := _waiting(question.visible_if, asked):
        yield _never_shown(named, rows[0], asked, texts), path
    elif rows := [row for rule in others for row in _waiting(rule, asked)]:
        yield _never_holds(named, rows[0], asked, texts), path
    inside = {ROW + item.key: (f"{path}.{item.key}", item) for item in question.items}
    for item in question.items:
        yield from _about(item, f"{path}.{item.key}", {**asked, **inside}, texts)


def _waiting(rule: Rule | None, asked: Asked) -> list[Row]:
    """The rows for want of which a rule never holds: one of all that must hold, or each of those it can choose from."""
    if rule is None or rule.match == "none":
        return []
    rows = [row for row in rule.rows if _is_retired(row, asked)]
    return rows if rule.match == "all" or len(rows) == len(rule.rows) else []


def _is_retired(row: Row, asked: Asked) -> bool:
    if row.operator not in WANT or row.field not in asked:
        return False
    question = asked[row.field][1]
    retired = {choice.code for choice in question.choices if choice.retired}
    return bool(_values(row)) and retired.issuperset(_values(row))


def _values(row: Row) -> tuple[str, ...]:
    return row.value if isinstance(row.value, tuple) else (row.value,)


def _never_shown(named: str, row: Row, asked: Asked, texts: Texts) -> str:
    return _(
        "“%(named)s” can never be shown: “%(question)s” no longer offers %(choices)s. Change the condition,"
        " or offer the choice again."
    ) % _parts(named, row, asked, texts)


def _never_holds(named: str, row: Row, asked: Asked, texts: Texts) -> str:
    return _(
        "A condition of “%(named)s” can never hold: “%(question)s” no longer offers %(choices)s. Change the"
        " condition, or offer the choice again."
    ) % _parts(named, row, asked, texts)


def _parts(named: str, row: Row, asked: Asked, texts: Texts) -> dict[str, str]:
    path, _question = asked[row.field]
    said = (texts.get(choice_text(path, code)) or code for code in _values(row))
    choices = ", ".join(_("“%s”") % each for each in said)
    return {"named": named, "question": label(texts, path), "choices": choices}
