"""A condition as a sentence: for people without scripts, and for the person who wrote it."""

from django.utils.translation import gettext as _

from forms.document import CHOOSING, Field, FormDocument
from forms.logic import ROW, TODAY
from forms.rules import Row, Rule
from forms.texts import Texts, choice_label
from forms.texts import label as label_of


def condition(rule: Rule, document: FormDocument, texts: Texts, group: Field | None = None) -> str:
    """Say when a rule holds; "" when it reads what the reader cannot see."""
    said = [_row(row, document, texts, group) for row in rule.rows]
    if not said or not all(said):
        return ""
    joined = (_(" and ") if rule.match == "all" else _(" or ")).join(said)
    if rule.match == "none":
        return _("Answer this unless %(conditions)s.") % {"conditions": joined}
    return _("Answer this if %(conditions)s.") % {"conditions": joined}


def _row(row: Row, document: FormDocument, texts: Texts, group: Field | None) -> str:
    found = _question(row.field, document, group)
    if found is None:
        return ""
    question, path = found
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    said = {
        "label": label_of(texts, path),
        "value": _(" or ").join(_answer(value, question, path, texts) for value in values),
    }
    return _sentences()[row.operator] % said


def _sentences() -> dict[str, str]:
    """How each comparison is said, in the language that is active."""
    return {
        "answered": _("“%(label)s” is answered"),
        "not_answered": _("“%(label)s” is not answered"),
        "is": _("“%(label)s” is %(value)s"),
        "one_of": _("“%(label)s” is %(value)s"),
        "is_not": _("“%(label)s” is not %(value)s"),
        "none_of": _("“%(label)s” is not %(value)s"),
        "includes": _("“%(label)s” includes %(value)s"),
        "excludes": _("“%(label)s” does not include %(value)s"),
        "at_least": _("“%(label)s” is at least %(value)s"),
        "at_most": _("“%(label)s” is at most %(value)s"),
        "more_than": _("“%(label)s” is more than %(value)s"),
        "less_than": _("“%(label)s” is less than %(value)s"),
    }


def _question(field: str, document: FormDocument, group: Field | None) -> tuple[Field, str] | None:
    if group and field.startswith(ROW):
        key = field.removeprefix(ROW)
        return next(((item, f"{group.key}.{key}") for item in group.items if item.key == key), None)
    return next(((each, field) for each in document.fields() if each.key == field), None)


def _answer(value: object, question: Field, path: str, texts: Texts) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value == TODAY:
        return _("today")
    if question.kind in CHOOSING:
        return choice_label(texts, path, question, str(value))
    return str(value)
