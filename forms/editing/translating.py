"""Keeping wagtail-localize, where translators work, in step with what is published. Works for all that is frozen.

What was written elsewhere (imported, or in the editor of a translation) counts as translated; what wagtail-localize
filled in from the source does not.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.html import escape
from wagtail.models import DraftStateMixin, Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def keep_in_step(definition: Any) -> None:
    """After a publication: translators see new questions at once, and a translation's own words are taken along."""
    origin = _origin(definition)
    if origin is None:
        return
    if definition.is_source():
        known = _paths(origin)
        origin.update_from_db()
        if new := _paths(origin) - known:
            _take_from_drafts(origin, definition, new)
        return
    translation = origin.translations.filter(target_locale_id=definition.locale_id).first()
    if translation:
        _adopt(translation, definition, same_too=False)


@transaction.atomic
def open_translation(source: Any, locale: Locale, *, by: Any = None) -> Translation:
    """Let translators work on a language: what is said in it already is taken along, the rest waits for them.

    source   the definition that is translated; its draft is offered when a language must be complete before publishing
    """
    early = locale.language_code in getattr(source, "complete_in", ())
    edited = source.get_latest_revision_as_object() if early else source
    origin, _new = TranslationSource.update_or_create_from_instance(edited)
    translation, new = Translation.objects.get_or_create(source=origin, target_locale=locale)
    if not translation.enabled:
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    written = source.get_translation_or_none(locale)
    if written is None:
        has_drafts = isinstance(source, DraftStateMixin)
        translation.save_target(user=by, publish=not has_drafts)
    elif new:
        _adopt(translation, written, same_too=True)
    return translation


def own_words(
    definition: Any, texts: Mapping[str, str], source: Mapping[str, str]
) -> dict[str, str]:
    """The words that a translation has of its own, without those that were filled in from the source."""
    waiting = _waiting(definition)
    return {
        key: text
        for key, text in texts.items()
        if not (text == source.get(key) and escape(text) in waiting)
    }


def _waiting(definition: Any) -> frozenset[str]:
    """The source's words that translators have not translated yet; none when nobody translates there."""
    segments = StringSegment.objects.filter(
        source__object_id=definition.translation_key,
        source__translations__target_locale=definition.locale_id,
        source__translations__enabled=True,
    )
    missing = segments.annotate_translation(definition.locale_id).filter(translation__isnull=True)
    return frozenset(missing.values_list("string__data", flat=True))


def _origin(definition: Any) -> TranslationSource | None:
    return TranslationSource.objects.filter(object_id=definition.translation_key).first()


def _paths(origin: TranslationSource) -> set[str]:
    return set(origin.stringsegment_set.values_list("context__path", flat=True))


def _take_from_drafts(origin: TranslationSource, definition: Any, new: set[str]) -> None:
    """What has just come into the source may be said in other languages already, as with a copied part."""
    for translation in origin.translations.filter(enabled=True).select_related("target_locale"):
        written = definition.get_translation_or_none(translation.target_locale)
        if written is not None:
            edited = written.get_latest_revision_as_object()
            _adopt(translation, edited, same_too=False, only=new)


def _adopt(
    translation: Translation, written: Any, *, same_too: bool, only: set[str] | None = None
) -> None:
    """Count the words of a definition as translated.

    same_too   also those that read like the source's, such as names
    only       the paths that are looked at; None: all
    """
    said = _said(extract_segments(written))
    locale = translation.target_locale
    segments = translation.source.stringsegment_set.select_related("string", "context")
    for segment in segments.annotate_translation(locale):
        text = (
            said.get(segment.context.path) if only is None or segment.context.path in only else ""
        )
        if not text or text == segment.translation:
            continue
        if text != segment.string.data or (same_too and segment.translation is None):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": text, "has_error": False},
            )


def _said(segments: Iterable[Any]) -> dict[str, str]:
    return {
        segment.path: segment.string.data
        for segment in segments
        if isinstance(segment, StringSegmentValue)
    }
