"""Showing a form, its answers and what must be corrected. Made once per version and words, then filled in."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from forms.asking.filling import ALERT
from forms.asking.markup import make
from forms.asking.names import place_of, places_of
from forms.asking.narrowing import for_roles, to_read
from forms.asking.posted import Raw
from forms.asking.reading import FileUrl, read_answers
from forms.asking.showing import show
from forms.asking.skeleton import Skeleton, first_control
from forms.document import Field, FormDocument, Section
from forms.models import FormVersion
from forms.texts import easy
from forms.versions.publishing import Kept, Words

_skeletons: Kept[tuple[str, ...], Skeleton] = Kept()


def render(  # noqa: PLR0913  who looks, at which part, and what stands in it
    version: FormVersion,
    language: str,
    *,
    raw: Raw | None = None,
    errors: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
    sections: tuple[Section, ...] | None = None,
    roles: Collection[str] | None = None,
    plainly: bool = False,
    own: bool = False,
) -> SafeString:
    """Show a form, or the part of it that stands on one page.

    raw       what was typed; without it, what is known of the case is offered where the form says so
    errors    {path: sentence} from checking
    facts     what is known of the case and on other pages, for conditions and first answers
    sections  those of one page, from `forms.asking.pages`; None all
    roles     of the person who answers, see `forms.asking.narrowing`; None shows everything
    plainly   in the easy-read wording, where the form has one
    own       whoever fills in answers about themselves
    """
    words = version.words_in(language)
    document = for_roles(version.document(), roles)
    part: tuple[str, ...] = tuple(sorted(roles or ()))
    if sections is not None:
        document = replace(document, sections=sections)
        part = (*part, "", *(question.key for question in document.fields()))
    key = (
        version.sha256,
        language,
        words.sha256,
        words.source_sha256,
        str(plainly),
        str(own),
        *part,
    )
    skeleton = _skeletons.get(key)
    if skeleton is None:
        texts = version.texts_of(words)
        made = make(document, easy(texts) if plainly else texts, language, own=own)
        skeleton = _skeletons.put(key, made)
    return show(document, skeleton, raw=raw, errors=errors, facts=facts)


def read_view(
    version: FormVersion,
    language: str,
    answers: Mapping[str, Any],
    *,
    roles: Collection[str] | None = None,
    file_url: FileUrl | None = None,
) -> SafeString:
    """Show answers for reading: before sending, and later.

    roles      of the reader; parts that they do not see are left out, None shows everything
    file_url   where a file is fetched, by its id; without it files are only named
    """
    words: Words = version.words_in(language)
    document = to_read(version.document(), roles)
    with translation.override(language):
        return read_answers(document, version.texts_of(words), answers, file_url=file_url)


def error_summary(version: FormVersion, language: str, errors: Mapping[str, str]) -> SafeString:
    """List what must be corrected, each with a link to its question."""
    if not errors:
        return SafeString("")
    document = version.document()
    with translation.override(language):
        title = ngettext("One thing to correct", "%(count)s things to correct", len(errors)) % {
            "count": len(errors)
        }
    return format_html(
        '<div class="errors" role="alert" tabindex="-1" aria-labelledby="errors-title">'
        '<h2 class="errors__title" id="errors-title">{}{}</h2><ul class="errors__list">{}</ul></div>',
        mark_safe(ALERT),  # noqa: S308  our own drawing
        title,
        format_html_join("", "<li>{}</li>", ((_link(document, *row),) for row in errors.items())),
    )


def _link(document: FormDocument, path: str, sentence: str) -> SafeString:
    question = _question(document, path)
    if question is None:
        return format_html("{}", sentence)
    return format_html(
        '<a class="errors__link" href="#{}">{}</a>', first_control(question, path), sentence
    )


def _question(document: FormDocument, path: str) -> Field | None:
    place = place_of(path)
    return places_of(document).question(place.words) if place else None
