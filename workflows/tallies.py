"""What later rules may ask of a step that asked several parties: how many, never which of them. Pure.

`<step>.asked` · `<step>.answered` · `<step>.<question>.<code>`: how many chose that answer (`yes` and `no` where
the question has no codes of its own). Whoever was asked and stopped counts nowhere.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from forms.document import Field, FormDocument

ASKED, ANSWERED = "asked", "answered"
COUNTED = frozenset({"choice", "choices", "yes_no"})  # kinds of question whose answers are counted


def is_counted(name: str, form: FormDocument | None) -> bool:
    """Whether a step that asks this form knows a number under this name."""
    if name in (ASKED, ANSWERED):
        return True
    question, _dot, code = name.partition(".")
    asked = next((each for each in form.fields() if each.key == question), None) if form else None
    return asked is not None and code in codes(asked)


def codes(question: Field) -> tuple[str, ...]:
    """The answers of a question that are counted; none when it is answered in words or numbers."""
    if question.kind not in COUNTED:
        return ()
    return tuple(choice.code for choice in question.choices) or ("yes", "no")


def counted(answers: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Count how often each answer was given: {question: {code: how many}}."""
    found: dict[str, dict[str, int]] = {}
    for each in answers:
        for question, answer in each.items():
            for code in _codes_of(answer):
                counts = found.setdefault(question, {})
                counts[code] = counts.get(code, 0) + 1
    return found


def _codes_of(answer: Any) -> tuple[str, ...]:
    if isinstance(answer, bool):
        return ("yes" if answer else "no",)
    if isinstance(answer, str):
        return (answer,)
    if isinstance(answer, list):
        return tuple(each for each in answer if isinstance(each, str))
    return ()
