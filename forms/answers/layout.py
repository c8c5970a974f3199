"""How answers stand in a file: headings, and cells in words, as codes, or both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from forms.answers.columns import Column, Table, label_keys
from forms.models import Export
from forms.naming import choice_text
from forms.texts import Texts

SAY = Export.Say


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file, ready to be written."""

    table: Table
    texts: Texts
    say: str

    def headings(self) -> list[str]:
        return [heading for column in self.table.columns for heading in self._headings(column)]

    def cells(self, answers: Mapping[str, Any], *, sensitive: bool) -> list[Any]:
        """The cells of one line.

        sensitive   whether sensitive answers of this submission may be written
        """
        out: list[Any] = []
        for column in self.table.columns:
            cell = column.cell(answers)
            if cell is not None and (column.masked or (column.sensitive and not sensitive)):
                cell = _("[hidden]")
                out += [cell] * len(self._headings(column))
                continue
            out += self._cells(column, cell)
        return out

    def book(self) -> Iterator[list[Any]]:
        """What the columns are: key, words, kind, choices, and whether it is still asked."""
        for column in self.table.columns:
            coded = column.type == "code"
            choices = column.question.choices if coded else ()
            said = (f"{each.code} = {self._word(column, each.code)}" for each in choices)
            note = _("no longer asked") if column.retired else ""
            yield [column.key, self._name(column), column.question.kind, "\n".join(said), note]

    def _headings(self, column: Column) -> list[str]:
        if self.say == SAY.CODES:
            return [column.key]
        if self.say == SAY.BOTH and column.type == "code":
            return [column.key, self._name(column)]
        return [self._name(column)]

    def _cells(self, column: Column, cell: Any) -> list[Any]:
        if column.type == "code":
            word = None if cell is None else self._word(column, str(cell))
            ways: dict[str, list[Any]] = {SAY.CODES: [cell], SAY.BOTH: [cell, word]}
            return ways.get(self.say, [word])
        if column.type == "tick" and self.say == SAY.WORDS and cell is not None:
            return [_("Yes") if cell else _("No")]
        return [typed(column, cell)]

    def _name(self, column: Column) -> str:
        label, part = label_keys(column)
        name = self.texts.get(label) or column.path
        if not column.part:
            return name
        said = (self.texts.get(part) if part else "") or part_name(column.part)
        return f"{name}: {said}"

    def _word(self, column: Column, code: str) -> str:
        return self.texts.get(choice_text(column.path, code)) or code


def typed(column: Column, cell: Any) -> Any:
    """A day as a day, a time as a time; whatever does not read as one stays as it is."""
    if isinstance(cell, str) and column.type in ("date", "time"):
        try:
            return (date if column.type == "date" else time).fromisoformat(cell)
        except ValueError:
            return cell
    return cell


def part_name(part: str) -> str:
    """What a part of an answer is called."""
    names = {
        "from": pgettext("part of an answer", "from"),
        "to": pgettext("part of an answer", "until"),
        "street": pgettext("part of an answer", "street address"),
        "postcode": pgettext("part of an answer", "postcode"),
        "place": pgettext("part of an answer", "place"),
        "code": pgettext("part of an answer", "code"),
        "name": pgettext("part of an answer", "name"),
        "on": pgettext("part of an answer", "day"),
    }
    return names.get(part, part)


def about_headings(say: str) -> list[str]:
    """The columns before the questions."""
    if say == SAY.CODES:
        return ["submission", "submitted", "version", "language", "channel", "answered_on"]
    return [
        _("Answer"),
        _("Submitted"),
        _("Version"),
        _("Language"),
        _("Way in"),
        _("Date on the paper"),
    ]


def book_headings() -> Sequence[str]:
    """The columns of the list of columns."""
    return [_("Key"), _("Question"), _("Kind"), _("Choices"), _("Note")]
