"""A condition as a sentence: for people without scripts, and for the person who wrote it."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from forms.conditions.logic import ROW, TODAY
from forms.conditions.rules import Row, Rule
from forms.document import CHOOSING, Field, FormDocument
from forms.kinds import kind_of
from forms.kinds.kind import Said
from forms.texts import Texts, choice_label
from forms.texts import label as label_of

Effect = Literal["show", "require", "lock", "stop"]
IN_WORDS = frozenset({"date", "time", "number", "money", "municipality"})  # said as answers are


class Read(NamedTuple):
    """What a row of a condition reads: a question, where its words are, and how it is called."""

    question: Field
    path: str
    called: str


def condition(  # noqa: PLR0913  whose words, and where the condition stands
    rule: Rule,
    document: FormDocument,
    texts: Texts,
    group: Field | None = None,
    *,
    path: str = "",
    effect: Effect = "show",
) -> str:
    """Say when a rule holds; "" when it reads what the reader cannot see.

    group   whose rows it stands in; `path` where the words of that group are, its key when not said
    effect  what happens then: the question is asked, needs an answer, can no longer be changed, or one is stopped
    """
    around = (group, path or group.key) if group else None
    said = [_row(row, document, texts, around) for row in rule.rows]
    if not said or not all(said):
        return ""
    joined = (_(" and ") if rule.match == "all" else _(" or ")).join(said)
    return _effects(unless=rule.match == "none")[effect] % {"conditions": joined}


def _effects(*, unless: bool) -> Mapping[Effect, str]:
    if unless:
        return {
            "show": _("Answer this unless %(conditions)s."),
            "require": _("This needs an answer unless %(conditions)s."),
            "lock": _("This can be changed only if %(conditions)s."),
            "stop": _("One cannot go on unless %(conditions)s."),
        }
    return {
        "show": _("Answer this if %(conditions)s."),
        "require": _("This needs an answer if %(conditions)s."),
        "lock": _("This can no longer be changed if %(conditions)s."),
        "stop": _("One cannot go on when %(conditions)s."),
    }


def _row(row: Row, document: FormDocument, texts: Texts, around: tuple[Field, str] | None) -> str:
    read = _read(row.field, document, texts, around)
    if read is None:
        return ""
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    said = {
        "label": read.called,
        "value": _(" or ").join(answer_in_words(value, read, texts) for value in values),
    }
    return comparisons()[row.operator] % said


def comparisons() -> dict[str, str]:
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


def _read(
    field: str, document: FormDocument, texts: Texts, around: tuple[Field, str] | None
) -> Read | None:
    """The question, or the part of one, that a row reads."""
    if around and field.startswith(ROW):
        group, path = around
        items, prefix, name = group.items, f"{path}.", field.removeprefix(ROW)
    else:
        items, prefix, name = tuple(document.fields()), "", field
    key, _dot, part = name.partition(".")
    question = next((each for each in items if each.key == key), None)
    if question is None:
        return None
    path = f"{prefix}{key}"
    called = label_of(texts, path)
    if not part:
        return Read(question, path, called)
    kind = kind_of(question)
    inner = next((each for each in kind.inside(question) if each.key == part), None)
    if inner is None:
        return None
    return Read(inner, path, f"{called}: {kind.part_label(question, inner, path, texts)}")


def answer_in_words(value: object, read: Read, texts: Texts) -> str:
    """What a row compares with, as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value == TODAY:
        return _("today")
    if read.question.kind in CHOOSING:
        return choice_label(texts, read.path, read.question, str(value))
    if read.question.kind in IN_WORDS and isinstance(value, int | float | str):
        return kind_of(read.question).in_words(Said(read.question, read.path, texts, value))
    return str(value)
