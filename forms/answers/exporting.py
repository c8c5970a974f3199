"""Answers taken out as a file: asked for, written by a job in steady memory, fetched for a while, removed."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms import access
from forms.answers import finding, layout
from forms.answers.books import Book, Values, Workbook
from forms.answers.columns import tables
from forms.answers.layout import Sheet
from forms.answers.wanted import Wanted
from forms.answers.words import merged_texts
from forms.models import Export, ExportDownload, FormDefinition, FormVersion, Submission
from forms.models.attachment import private
from forms.models.submission import CHANNELS

KEPT = timedelta(days=7)
CHUNK = 500
FOLDER = "exports"
NAMES = ("pk", "submitted_at", "version__number", "language", "channel", "answered_on")


def ask(  # noqa: PLR0913  one meaning each, all named
    definition: FormDefinition,
    *,
    by: Any,
    wanted: Wanted,
    kind: str,
    say: str,
    language: str,
    sensitive: bool = False,
) -> Export:
    """Ask for a file. The job that writes it is part of the same transaction; see `forms.answers.jobs`."""
    return Export.objects.create(
        definition=definition,
        by=by,
        wanted=wanted.to_json(),
        kind=Export.Kind(kind),
        say=Export.Say(say),
        language=language,
        sensitive=sensitive and access.is_appointed_for_sensitive(by, definition.pk),
    )


def write(export: Export) -> None:
    """Write the file. May be done again: an unfinished file was never kept.

    errors   whatever went wrong, after it was noted; the job tries again
    """
    if export.state in {Export.State.READY, Export.State.GONE}:
        return
    try:
        with tempfile.TemporaryDirectory() as folder, translation.override(export.language):
            _write(export, Path(folder) / "answers")
    except Exception:
        unfinished = Export.objects.filter(pk=export.pk, state=Export.State.WRITING)
        unfinished.update(state=Export.State.FAILED)
        raise


def fetch(export: Export, *, by: Any) -> Any:
    """Open the file for somebody, and note that they fetched it.

    errors   FileNotFoundError when it is gone
    """
    if not export.file or (export.expires_at and export.expires_at <= timezone.now()):
        raise FileNotFoundError
    opened = private().open(export.file)
    ExportDownload.objects.create(export=export, by=by)
    return opened


@transaction.atomic
def remove(exports: QuerySet[Export]) -> int:
    """Delete files; that they were asked for and fetched stays known. Returns how many."""
    gone = 0
    # Locked: a job that has just written one of them has told by then where its file lies.
    for export in exports.exclude(state=Export.State.GONE).select_for_update():
        if export.file:
            with suppress(FileNotFoundError):
                private().delete(export.file)
        export.file, export.state = "", Export.State.GONE
        export.wanted = {}
        export.save(update_fields=["file", "state", "wanted"])
        gone += 1
    return gone


def expired(now: datetime) -> QuerySet[Export]:
    """Files whose time is over."""
    return Export.objects.filter(expires_at__lte=now).exclude(file="")


def _write(export: Export, path: Path) -> None:
    found = _wanted(export)
    waiting = Export.objects.filter(pk=export.pk).exclude(state=Export.State.GONE)
    waiting.update(state=Export.State.WRITING, done=0, total=found.count())
    book: Book = Workbook(path) if export.kind == Export.Kind.XLSX else Values(path)
    sheets = _sheets(export)
    numbers = _begin(book, export, sheets)
    _fill(export, found, book, list(zip(numbers, sheets, strict=True)))
    book.close()
    _keep(export, path, archive=export.kind == Export.Kind.CSV and len(sheets) > 1)


def _wanted(export: Export) -> QuerySet[Submission]:
    """What is written: judged by what the person may read when it is written."""
    versions = [version.document() for version in _versions(export.definition_id)]
    sight = access.sight_in_lists(export.by)
    questions = finding.questions_of(versions, sight)
    wanted = Wanted.read(export.wanted)
    return finding.wanted_of(export.by, export.definition, wanted, questions)


def _versions(definition_id: int) -> list[FormVersion]:
    return list(FormVersion.objects.filter(definition=definition_id).order_by("-number"))


def _sheets(export: Export) -> list[Sheet]:
    versions = _versions(export.definition_id)
    sight = access.sight_in_lists(export.by, sensitive=export.sensitive)
    texts = merged_texts(versions, export.language)
    laid_out = tables([version.document() for version in versions], sight)
    return [Sheet(table, texts, export.say) for table in laid_out]


def _begin(book: Book, export: Export, sheets: Sequence[Sheet]) -> list[int]:
    about = layout.about_headings(export.say)
    numbers = [book.table(_("Answers"), [*about, *sheets[0].headings()])]
    for sheet in sheets[1:]:
        name = sheet.texts.get(f"field.{sheet.table.path}.label") or sheet.table.path
        place = [_("Row")] * (sheet.table.path.count(".") + 1)
        numbers.append(book.table(name, [about[0], *place, *sheet.headings()]))
    if export.kind == Export.Kind.XLSX:
        columns = book.table(_("Columns"), layout.book_headings())
        for sheet in sheets:
            for line in sheet.book():
                book.line(columns, line)
    return numbers


def _fill(
    export: Export,
    found: QuerySet[Submission],
    book: Book,
    sheets: Sequence[tuple[int, Sheet]],
) -> None:
    done = 0
    channels = {key: str(name) for key, name in CHANNELS}
    for chunk in batched(_lines(found), CHUNK):
        _note(export, chunk)
        for row in chunk:
            *about, answers, owned, _about = row
            sensitive = export.sensitive and not owned
            about[1] = timezone.localtime(about[1]).replace(tzinfo=None)
            if export.say != Export.Say.CODES:
                about[4] = channels.get(about[4], about[4])
            for number, sheet in sheets:
                for place, line in sheet.table.rows(answers):
                    head = [about[0], *place] if sheet.table.path else about
                    book.line(number, [*head, *sheet.cells(line, sensitive=sensitive)])
        done += len(chunk)
        Export.objects.filter(pk=export.pk).update(done=done)


def _lines(found: QuerySet[Submission]) -> Iterator[tuple[Any, ...]]:
    """Read through a cursor on the server: never more than a chunk is here at once."""
    owned = ExpressionWrapper(access.owned(), BooleanField())
    ordered = found.annotate(owned=owned).order_by("submitted_at", "pk")
    return ordered.values_list(*NAMES, "answers", "owned", "about").iterator(chunk_size=CHUNK)


def _note(export: Export, chunk: Sequence[tuple[Any, ...]]) -> None:
    """Let the owners of answers write down that they were taken out."""
    theirs = [Submission(pk=row[0], about=row[-1]) for row in chunk if row[-2]]
    if theirs:
        access.note(export.by, theirs, "answers export")


def _keep(export: Export, path: Path, *, archive: bool) -> None:
    suffix = "zip" if archive else export.kind
    with path.open("rb") as written, transaction.atomic():
        current = Export.objects.select_for_update().get(pk=export.pk)
        if current.state != Export.State.WRITING:
            return  # removed meanwhile, or written by another worker
        current.file = private().save(f"{FOLDER}/{export.pk.hex}.{suffix}", File(written))
        current.name = f"{export.definition.slug}-{timezone.localdate().isoformat()}.{suffix}"
        current.size = path.stat().st_size
        current.state = Export.State.READY
        current.done = current.total
        current.expires_at = timezone.now() + KEPT
        current.save()
