"""Workbooks that no spreadsheet writes: too large, cut short, lying, or naming things outside themselves."""

import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f"]><worksheet {NAMESPACE}><sheetData><row><c t='inlineStr'><is><t>&i;</t></is></c></row></sheetData></worksheet>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<worksheet {NAMESPACE}><sheetData><row><c t='inlineStr'><is><t>&a;</t></is></c></row></sheetData></worksheet>"
)


def book(*survey, choices=(), settings=(("form_title",), ("Start",))) -> bytes:
    """A workbook of these rows; a head of type, name and label when none is given."""
    head = () if survey and survey[0][0] == "type" else (("type", "name", "label"),)
    made = Workbook()
    made.active.title = "survey"
    sheets = {
        "choices": choices and (("list_name", "name", "label"), *choices),
        "settings": settings,
    }
    for row in (*head, *survey):
        made["survey"].append(row)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes | str | None]) -> bytes:
    """A workbook with other files in it; None leaves one out."""
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, said in parts.items():
            if said is not None:
                new.writestr(name, said)
    return kept.getvalue()


def row_of(*words: str) -> str:
    return f"<row>{''.join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in words)}</row>"


def sheet_of(rows: str) -> str:
    return f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"


def lying(content: bytes) -> bytes:
    """A workbook whose list of contents says that every file is one byte long."""
    changed, at = bytearray(content), content.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 1)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


PLAIN = book(("text", "a", "A"))
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a billion laughs": lambda: with_parts(PLAIN, {SHEET: LAUGHS}),
    "a file of this machine": lambda: with_parts(PLAIN, {SHEET: OUTSIDE}),
    "in another alphabet": lambda: with_parts(PLAIN, {SHEET: LAUGHS.encode("utf-16")}),
    "a hundred thousand rows": lambda: with_parts(
        PLAIN,
        {SHEET: sheet_of(row_of("type", "name", "label") + row_of("text", "a", "A") * 100_000)},
    ),
    "sixteen thousand columns": lambda: with_parts(
        PLAIN,
        {SHEET: sheet_of(row_of(*(f"c{n}" for n in range(16_384))) + row_of(*"x" * 16_384) * 12)},
    ),
    "fifty megabytes of words": lambda: with_parts(
        PLAIN, {STRINGS: f"<sst {NAMESPACE}><si><t>{'x' * 50_000_000}</t></si></sst>"}
    ),
    "a picture of sixty megabytes": lambda: with_parts(
        PLAIN, {"xl/media/a.png": b"\0" * 60_000_000}
    ),
    "half of it": lambda: PLAIN[: len(PLAIN) // 2],
    "a list that lies": lambda: lying(PLAIN),
    "no sheet": lambda: with_parts(PLAIN, {SHEET: None}),
    "no XML": lambda: with_parts(PLAIN, {SHEET: "<worksheet><sheetData>"}),
    "no contents": lambda: with_parts(PLAIN, {"[Content_Types].xml": None}),
    "an empty archive": lambda: with_parts(
        PLAIN, dict.fromkeys(ZipFile(BytesIO(PLAIN)).namelist())
    ),
    "words": lambda: b"type,name,label\ntext,a,A\n",
    "nothing": lambda: b"PK",
    "an older workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000,
    "many files": lambda: with_parts(PLAIN, {f"xl/media/{n}.png": b"" for n in range(2000)}),
    "thousands of groups in each other": lambda: book(
        *((("begin_group", f"g{n}", "G")) for n in range(2_500)),
        ("text", "a", "A"),
        *((("end_group",)) for _n in range(2_500)),
    ),
    "two thousand questions": lambda: book(*(("text", f"q{n}", "Q") for n in range(2000))),
    "a list for every question": lambda: book(
        *(("select_one many", f"q{n}", "Q") for n in range(60)),
        choices=tuple(("many", f"c{n}", f"C{n}") for n in range(1000)),
    ),
}
