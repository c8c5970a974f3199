"""Answers as files for spreadsheets: a workbook, or comma-separated values. Written line by line. No Django."""

import csv
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol, TextIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

MOST_LINES = 1_048_576  # of a sheet, as spreadsheets have it
MOST_LETTERS = 32_767  # of a cell
CUT = " …"
NAME = 31  # letters of a sheet's name
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
# What a spreadsheet takes for the beginning of a formula, also in full width and after blanks.
ARMED: tuple[str, ...] = (
    "=",
    "+",
    "-",
    "@",
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
)
ARMED += ("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}", "\N{MINUS SIGN}", "|", "%")
BLANKS = ("\t", "\r", "\n")
SHAPES = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm"}


class Book(Protocol):
    """A file with several tables."""

    def table(self, name: str, headings: Sequence[str]) -> int:
        """Begin a table; returns its number."""

    def line(self, table: int, cells: Sequence[Any]) -> None:
        """Write one line: texts, numbers, true or false, days, moments, or None."""

    def close(self) -> None:
        """Finish the file."""


def disarmed(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(BLANKS) or text.lstrip().startswith(ARMED) else text


class Workbook:
    """An Excel workbook. Texts are written as texts, so none of them is a formula."""

    def __init__(self, path: Path) -> None:
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(path.parent),
            },
        )
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._shapes = {
            kind: self._book.add_format({"num_format": shape}) for kind, shape in SHAPES.items()
        }
        self._sheets: list[tuple[Worksheet, str, Sequence[str]]] = []
        self._at: list[int] = []
        self._names: set[str] = set()

    def table(self, name: str, headings: Sequence[str]) -> int:
        self._sheets.append((self._sheet(name, headings), name, headings))
        self._at.append(1)
        return len(self._sheets) - 1

    def line(self, table: int, cells: Sequence[Any]) -> None:
        sheet, name, headings = self._sheets[table]
        if self._at[table] >= MOST_LINES:
            sheet = self._sheet(name, headings)
            self._sheets[table], self._at[table] = (sheet, name, headings), 1
        for column, cell in enumerate(cells):
            if cell is not None:
                self._write(sheet, self._at[table], column, cell)
        self._at[table] += 1

    def close(self) -> None:
        self._book.close()

    def _sheet(self, name: str, headings: Sequence[str]) -> Worksheet:
        sheet = self._book.add_worksheet(self._free_name(name))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(headings) - 1, 0), 18)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, _short(heading), self._bold)
        return sheet

    def _write(self, sheet: Worksheet, line: int, column: int, cell: Any) -> None:
        if isinstance(cell, bool):
            sheet.write_boolean(line, column, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(line, column, cell)
        elif type(cell) in self._shapes:
            sheet.write_datetime(line, column, cell, self._shapes[type(cell)])
        else:
            sheet.write_string(line, column, _short(str(cell)))

    def _free_name(self, name: str) -> str:
        plain = " ".join(name.translate(FORBIDDEN).split())[:NAME] or "1"
        free, n = plain, 1
        while free.casefold() in self._names or free.casefold() == "history":
            n += 1
            free = f"{plain[: NAME - len(str(n)) - 1]} {n}"
        self._names.add(free.casefold())
        return free


class Values:
    """Comma-separated values as spreadsheets of the Nordic countries open them: semicolons, decimal commas, a mark
    that says UTF-8. One table is a file, several are files in one archive.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files: list[tuple[Path, TextIO, Any]] = []

    def table(self, name: str, headings: Sequence[str]) -> int:
        number = len(self._files)
        plain = "".join(letter if letter.isalnum() else "-" for letter in name)[:60]
        place = self._path.parent / f"{number + 1}-{plain}.csv"
        file = place.open("w", encoding="utf-8-sig", newline="")
        writer = csv.writer(file, delimiter=";")
        writer.writerow([disarmed(heading) for heading in headings])
        self._files.append((place, file, writer))
        return number

    def line(self, table: int, cells: Sequence[Any]) -> None:
        self._files[table][2].writerow([_value(cell) for cell in cells])

    def close(self) -> None:
        for _place, file, _writer in self._files:
            file.close()
        if len(self._files) == 1:
            self._files[0][0].replace(self._path)
            return
        with zipfile.ZipFile(self._path, "w", zipfile.ZIP_DEFLATED) as archive:
            for place, _file, _writer in self._files:
                archive.write(place, place.name)
                place.unlink()


def _short(text: str) -> str:
    if len(text) <= MOST_LETTERS:
        return text
    return text[: MOST_LETTERS - len(CUT)] + CUT


def _value(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return disarmed(cell) if isinstance(cell, str) else str(cell)
