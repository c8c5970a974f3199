"""What a file is, whatever its name says: its size, its type by its own bytes, whether a picture is whole."""

import hashlib
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, cast

import filetype  # type: ignore[import-untyped]  # ships no types
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from forms.document import Field

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20  # when a question does not say
MOST_PIXELS = 60_000_000
MOST_NAME = 150
PIECE = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069/\\]")

PDF = "application/pdf"
TEXT = "text/plain"
PICTURES: Mapping[str, str] = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = frozenset(
    {
        f"{_OFFICE}wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
        "application/rtf",
    }
)
SHEETS = frozenset(
    {f"{_OFFICE}spreadsheetml.sheet", "application/vnd.oasis.opendocument.spreadsheet"}
)
# What an author may accept, and the types that it means.
ACCEPTED: Mapping[str, frozenset[str]] = {
    "pdf": frozenset({PDF}),
    "picture": frozenset(PICTURES),
    "document": DOCUMENTS,
    "spreadsheet": SHEETS,
    "text": frozenset({TEXT}),
}
ENDINGS: Mapping[str, str] = {
    "pdf": ".pdf",
    "picture": ".jpg,.jpeg,.png,.webp",
    "document": ".docx,.odt,.rtf",
    "spreadsheet": ".xlsx,.ods",
    "text": ".txt",
}


class Refused(Exception):
    """A file that cannot be taken; the text is the sentence for the person."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file turned out to be."""

    name: str
    size: int
    kind: str
    sha256: str


def inspect(upload: UploadedFile, question: Field) -> Seen:
    """Look at a file before it is kept. Nothing in it is changed.

    errors   Refused, with what to do
    """
    name = tidy(upload.name or "")
    size = upload.size or 0
    most = room(question)
    if not size:
        raise Refused(_("“%(name)s” is empty. Choose another file.") % {"name": name})
    if size > most:
        said = {"name": name, "size": filesizeformat(size), "most": filesizeformat(most)}
        raise Refused(
            _("“%(name)s” is %(size)s. There is room for %(most)s: choose a smaller file.") % said
        )
    kind = kind_of(upload)
    if kind not in allowed(question):
        said = {"name": name, "kinds": kinds_in_words(question)}
        raise Refused(_("“%(name)s” cannot be taken. Choose one of these: %(kinds)s.") % said)
    if kind in PICTURES:
        _look(upload, kind, name)
    return Seen(name, size, kind, fingerprint(upload))


def tidy(name: str) -> str:
    """The sender's name for the file, without what could mislead whoever reads it."""
    said = _CONTROL.sub("_", name).strip(" .") or "file"
    stem, dot, ending = said.rpartition(".")
    return (
        said if len(said) <= MOST_NAME else f"{(stem or ending)[: MOST_NAME - 10]}{dot}{ending[:9]}"
    )


def room(question: Field) -> int:
    """How large a file may be, in bytes. `most` of a question is in megabytes."""
    return int((question.most or MOST_MEGABYTES) * MEGABYTE)


def accepted(question: Field) -> tuple[str, ...]:
    """The kinds of file a question takes; PDF, pictures and documents when it does not say."""
    return tuple(kind for kind in question.accept if kind in ACCEPTED) or (
        "pdf",
        "picture",
        "document",
    )


def allowed(question: Field) -> frozenset[str]:
    return frozenset().union(*(ACCEPTED[kind] for kind in accepted(question)))


def endings(question: Field) -> str:
    """What the file dialogue offers; it decides nothing."""
    return ",".join(ENDINGS[kind] for kind in accepted(question))


def kinds_in_words(question: Field) -> str:
    words = {
        "pdf": _("PDF"),
        "picture": _("picture (JPEG, PNG, WebP)"),
        "document": _("text document (DOCX, ODT, RTF)"),
        "spreadsheet": _("spreadsheet (XLSX, ODS)"),
        "text": _("plain text"),
    }
    return ", ".join(words[kind] for kind in accepted(question))


def limits_in_words(question: Field) -> str:
    """What may be sent, said before anybody tries."""
    return _("%(kinds)s. At most %(most)s each.") % {
        "kinds": kinds_in_words(question),
        "most": filesizeformat(room(question)),
    }


def kind_of(upload: UploadedFile) -> str:
    """The type that the bytes say; "" for what nobody knows."""
    upload.seek(0)
    start = upload.read(8192)
    upload.seek(0)
    guessed = filetype.guess(start)
    if guessed is None:
        return TEXT if _is_text(start) else ""
    if guessed.mime == "application/zip":
        return _inside_zip(upload)
    return str(guessed.mime)


def fingerprint(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in upload.chunks(PIECE):
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()


def _is_text(start: bytes) -> bool:
    try:
        start[: len(start) - 4 if len(start) > MOST_NAME else None].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in start


def _inside_zip(upload: UploadedFile) -> str:
    """Office documents are archives: their list of parts says which; nothing is unpacked."""
    try:
        with zipfile.ZipFile(cast("IO[bytes]", upload)) as archive:
            names = set(archive.namelist()[:5000])
            said = (
                archive.read("mimetype")[:100]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < MOST_NAME
                else b""
            )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return ""
    finally:
        upload.seek(0)
    if said:
        return said.decode("ascii", "replace")
    if "word/document.xml" in names:
        return f"{_OFFICE}wordprocessingml.document"
    return f"{_OFFICE}spreadsheetml.sheet" if "xl/workbook.xml" in names else ""


def _look(upload: UploadedFile, kind: str, name: str) -> None:
    """A picture must be whole, and no larger unpacked than one can look at."""
    broken = Refused(
        _("“%(name)s” cannot be read as a picture. Save it again or choose another.")
        % {"name": name}
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(cast("Any", upload), formats=[PICTURES[kind]]) as picture:
                width, height = picture.size
                if width * height <= MOST_PIXELS:
                    picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        width, height = MOST_PIXELS, 2
    except Exception as failure:  # Pillow raises nearly everything on broken files
        raise broken from failure
    finally:
        upload.seek(0)
    if width * height > MOST_PIXELS:
        said = {"name": name, "most": MOST_PIXELS // 1_000_000}
        raise Refused(
            _("“%(name)s” has too many dots. There is room for %(most)s million: make it smaller.")
            % said
        )
