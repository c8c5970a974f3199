"""A workbook that a stranger may have made: looked through before it is read, and read in bounded memory. No Django.

A workbook is a zip archive of XML. Small files may say that they are huge, lie about how large they are, or name
things outside themselves. What looks so is refused before the library that reads workbooks is let near it.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from forms.exchange import report as say

MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 500
MOST_ROWS = 10_000
MOST_CELLS = 200_000
CHUNK = 1 << 16
OVERLAP = 32  # a name may lie across two chunks
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Unreadable(ValueError):
    """The file is no XLSForm; the text is a sentence that says why."""


def survey_of(workbook: bytes) -> Mapping[str, Any]:
    """Read a workbook as the questions that it asks.

    errors   Unreadable
    """
    look_through(workbook)
    try:
        book = get_xlsform(BytesIO(workbook), file_type=".xlsx")
        return dict(workbook_to_json(book, form_name="form", warnings=[]))
    except (
        Exception
    ) as why:  # whatever a library stumbles over in a stranger's file: it cannot be read
        said = " ".join(str(why).split())[:300]
        raise Unreadable(say.unreadable(said or type(why).__name__)) from why


def look_through(workbook: bytes) -> None:
    """Refuse what is no workbook, or is very large once it is unpacked. Never more than a chunk is unpacked at once.

    errors   Unreadable
    """
    if len(workbook) > MOST_BYTES:
        raise Unreadable(say.too_large())
    try:
        with ZipFile(BytesIO(workbook)) as archive:
            _look_through(archive)
    except Unreadable:
        raise
    except Exception as why:  # cut short, encrypted, packed in a way of its own: no workbook
        raise Unreadable(say.unreadable(".xlsx")) from why


def _look_through(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(say.too_large())
    unpacked = rows = cells = 0
    for part in parts:
        for chunk, fresh in _chunks(archive, part):
            unpacked += fresh
            rows += len(_ROW.findall(chunk))
            cells += len(_CELL.findall(chunk))
            if _DECLARED.search(chunk):
                raise Unreadable(say.declares())
            if unpacked > MOST_UNPACKED or rows > MOST_ROWS or cells > MOST_CELLS:
                raise Unreadable(say.too_many_cells(MOST_ROWS, MOST_CELLS))


def _chunks(archive: ZipFile, part: ZipInfo) -> Iterator[tuple[bytes, int]]:
    """A part piece by piece, each with how many of its bytes are new; an unfinished tag is seen with the next piece."""
    left = b""
    with archive.open(part) as opened:
        while piece := opened.read(CHUNK):
            if b"\0" in piece[:4] and piece[:4].strip(b"\0\xff\xfe").startswith(b"<"):
                raise Unreadable(say.declares())  # in an alphabet that hides what is counted here
            whole = left + piece
            cut = max(whole.rfind(b"<"), len(whole) - OVERLAP)
            yield whole[:cut], len(piece)
            left = whole[cut:]
    yield left, 0
