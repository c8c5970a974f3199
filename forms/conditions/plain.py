"""Conditions as sentences for whoever builds a form: everything is named, also parts and facts of the case. Pure."""

from django.utils.translation import gettext as _

from forms.conditions.logic import ROW, TODAY
from forms.conditions.rules import Row, Rule
from forms.conditions.words import Read, answer_in_words, comparisons
from forms.document import Field, FormDocument
from forms.kinds import kind_of
from forms.known_facts import called
from forms.naming import Texts
from forms.texts import label

Found = tuple[Field, str]  # a question, and its path in the texts


def sentence(
    effect: str, rule: Rule, document: FormDocument, texts: Texts, group: Field | None = None
) -> str:
    """Say a whole rule: *Shown when “Has it happened before” is Yes and “Age” is at least 18.*

    effect   show, require, lock, stop or check
    """
    rows = [row_in_words(row, document, texts, group) for row in rule.rows]
    if not rows:
        return _("This condition has no lines.")
    said = (_(" and ") if rule.match == "all" else _(" or ")).join(rows)
    if rule.match == "none":
        return _negative()[effect] % {"conditions": said}
    return _positive()[effect] % {"conditions": said}


def _positive() -> dict[str, str]:
    return {
        "show": _("Shown when %(conditions)s."),
        "require": _("Must be answered when %(conditions)s."),
        "lock": _("Locked when %(conditions)s."),
        "stop": _("One cannot go on when %(conditions)s."),
        "check": _("It must hold that %(conditions)s."),
    }


def _negative() -> dict[str, str]:
    return {
        "show": _("Shown unless %(conditions)s."),
        "require": _("Must be answered unless %(conditions)s."),
        "lock": _("Locked unless %(conditions)s."),
        "stop": _("One cannot go on unless %(conditions)s."),
        "check": _("It must not be that %(conditions)s."),
    }


def row_in_words(row: Row, document: FormDocument, texts: Texts, group: Field | None = None) -> str:
    """Say one line: *“Age” is at least 18*."""
    found = read_by(row.field, document, group)
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    if found is None:
        named = _("today") if row.field == TODAY else called(row.field)
        spoken = [_plain(value) for value in values]
    else:
        question, path = found
        named = named_as(row.field, document, texts, group)
        read = Read(_part(row.field, question) or question, path, named)
        spoken = [answer_in_words(value, read, texts) for value in values]
    return comparisons()[row.operator] % {"label": named, "value": _(" or ").join(spoken)}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _("today") if value == TODAY else str(value)


def named_as(field: str, document: FormDocument, texts: Texts, group: Field | None = None) -> str:
    """What a line reads, in words: a question, a part of its answer, or a fact of the case."""
    found = read_by(field, document, group)
    if found is None:
        return _("today") if field == TODAY else called(field)
    question, path = found
    part = _part(field, question)
    if part is None:
        return label(texts, path)
    said = kind_of(question).part_label(question, part, path, texts)
    return _("%(question)s: %(part)s") % {"question": label(texts, path), "part": said}


def read_by(field: str, document: FormDocument, group: Field | None = None) -> Found | None:
    """The question that a line reads; None for facts, and for what is not asked."""
    if field.startswith(ROW):
        key, _dot, _part = field.removeprefix(ROW).partition(".")
        items = group.items if group else ()
        return next(((each, f"{group.key}.{key}") for each in items if each.key == key), None)  # type: ignore[union-attr]
    key = field.partition(".")[0]
    return next(((each, key) for each in document.fields() if each.key == key), None)


def _part(field: str, question: Field) -> Field | None:
    part = field.rpartition(".")[2]
    return next((each for each in kind_of(question).inside(question) if each.key == part), None)
