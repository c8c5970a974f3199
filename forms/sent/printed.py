"""Documents that are made for whoever asks: blank forms, each written once, and answers that are not too many."""

from threading import Lock
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString

from forms.asking.narrowing import for_roles
from forms.document import FormDocument
from forms.models import FormVersion
from forms.sent import paper, pdf
from forms.texts import paths
from forms.versions.publishing import Kept

# What is written while somebody waits: a few seconds' work. Longer answers are printed from the page.
LONGEST, MOST_ROWS = 150_000, 600  # characters, questions with their answers
ROW = 'class="answers__row"'
MOST_ASKED = 250  # questions of a blank form: 150 take two seconds, 500 more than twenty

_blanks: Kept[tuple[Any, ...], bytes] = Kept(most=40)
_writing = Lock()


def blank_pdf(version: FormVersion, *, language: str, roles: frozenset[str] | None = None) -> bytes:
    """A blank form to print, as somebody with these roles meets it; None for all of it.

    Written once for each version, wording and language, and one at a time: whoever reloads the page gets the same
    document again, and makes no work for the server.
    """
    words = version.words_in(language)
    said = (version.definition.slug, version.number, version.sha256, words.sha256)
    key = (*said, words.source_sha256, language, roles)
    kept = _blanks.get(key)
    if kept is not None:
        return kept
    with _writing:
        return _blanks.get(key) or _blanks.put(key, _blank(version, language, roles))


def is_short_to_ask(document: FormDocument) -> bool:
    """Whether a form asks so little that a blank one is written while somebody waits."""
    return sum(1 for _each in paths(document)) <= MOST_ASKED


def _blank(version: FormVersion, language: str, roles: frozenset[str] | None) -> bytes:
    document, texts = for_roles(version.document(), roles), version.texts(language)
    with translation.override(language):
        shown = paper.about(version, document, texts, language)
        return pdf.written("forms/public/print/blank.html", shown)


def is_short_enough(answers: SafeString) -> bool:
    """Whether answers, as a page shows them, are few enough to be written as a document."""
    return len(answers) <= LONGEST and answers.count(ROW) <= MOST_ROWS
