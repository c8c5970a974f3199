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
    match row.operator:
        case "answered":
            return _("“%(label)s” is answered") % said
        case "not_answered":
            return _("“%(label)s” is not answered") % said
        case "is" | "one_of":
            return _("“%(label)s” is %(value)s") % said
        case "is_not" | "none_of":
            return _("“%(label)s” is not %(value)s") % said
        case "includes":
            return _("“%(label)s” includes %(value)s") % said
        case "excludes":
            return _("“%(label)s” does not include %(value)s") % said
        case "at_least":
            return _("“%(label)s” is at least %(value)s") % said
        case "at_most":
            return _("“%(label)s” is at most %(value)s") % said
        case "more_than":
            return _("“%(label)s” is more than %(value)s") % said
        case _:
            return _("“%(label)s” is less than %(value)s") % said


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
