"""Answers in the order of what was said, or of who handed them in, and what one may sort by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Expression, F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Collate, Concat, Lower, NullIf, Trim

from forms.answers.columns import Column
from forms.answers.wanted import DOWN, UP, WHO
from forms.document import Field
from forms.models import Submission

# Kinds with one short answer that has an order of its own.
SORTED: frozenset[str] = frozenset(
    {"text", "choice", "yes_no", "scale", "number", "money", "date", "time", "calculated"}
)
# å, ä and ö stand after z, and their neighbours' letters with them.
NORDIC = ("åäæöø", "{||}}")


@dataclass(frozen=True, slots=True)
class Sorting:
    """What a list is sorted by.

    by     a question by its key, or `WHO`
    down   from the last to the first
    """

    by: str
    down: bool = False

    @classmethod
    def read(cls, order: str, questions: Mapping[str, Field]) -> "Sorting | None":
        """Read `up:key` and `down:key`; None for the orders by day, and for what one may not sort by."""
        way, colon, by = order.partition(":")
        return cls(by, way == DOWN) if colon and (by == WHO or by in questions) else None

    def __str__(self) -> str:
        return f"{DOWN if self.down else UP}:{self.by}"


def sortable(columns: Sequence[Column]) -> dict[str, Field]:
    """The questions that one may sort by: those whose answers the list could show as they are."""
    return {
        column.path: column.question
        for column in columns
        if not (column.masked or column.sensitive or column.retired or column.part)
        and column.question.kind in SORTED
    }


def sorted_by(
    found: QuerySet[Submission], sorting: Sorting, questions: Mapping[str, Field]
) -> QuerySet[Submission]:
    """Put answers in an order. Who did not answer stands last, either way; the newest first among equals."""
    by = _who() if sorting.by == WHO else _said(questions[sorting.by])
    way = by.desc(nulls_last=True) if sorting.down else by.asc(nulls_last=True)
    return found.order_by(way, "-submitted_at", "-pk")


def _said(question: Field) -> Expression | Func:
    if question.kind == "choice":
        codes = Value([each.code for each in question.choices], ArrayField(TextField()))
        said = KeyTextTransform(question.key, "answers")
        return Func(codes, said, function="array_position", output_field=IntegerField())
    if question.kind == "text":
        return _nordic(KeyTextTransform(question.key, "answers"))
    return KeyTransform(question.key, "answers")


def _who() -> Expression | Func:
    """By name as it is shown; by the name to sign in with where somebody has no other."""
    whole = Concat("submitted_by__first_name", Value(" "), "submitted_by__last_name")
    named = NullIf(Trim(whole), Value(""))
    return _nordic(Coalesce(named, F("submitted_by__username")))


def _nordic(words: Any) -> Collate:
    small = Lower(words, output_field=TextField())
    letters = (Value(each) for each in NORDIC)
    key = Func(small, *letters, function="translate", output_field=TextField())
    return Collate(key, "C")
