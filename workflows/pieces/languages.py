"""The words of a part in other languages: where they are found, and how they come along with a copy."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale

from forms.editing.block_ids import keep_ids
from forms.editing.translating import own_words
from workflows.bodies.writing import body_from
from workflows.models import WorkflowDefinition, WorkflowVersion

Others = Mapping[str, Mapping[str, str]]  # {language: words}


def frozen_words(version: WorkflowVersion) -> Others:
    """The newest words of a version in every language but its own."""
    rows = sorted(version.words.all(), key=lambda row: row.revision)
    return {row.language: row.texts for row in rows if not row.is_source}


def edited_words(source: WorkflowDefinition) -> Others:
    """The words that its translations have of their own, as they are edited now."""
    said = source.get_latest_revision_as_object().compiled()[1]
    found = {}
    for each in source.get_translations().select_related("locale"):
        texts = each.get_latest_revision_as_object().compiled()[1]
        found[each.locale.language_code] = own_words(each, texts, said)
    return found


def bring_along(
    source: WorkflowDefinition, draft: WorkflowDefinition, others: Others, by: Any
) -> None:
    """Write the words of a copy into the drafts of other languages; a language that is new gets a draft.

    draft   the source as it is edited now, with the copy in it
    """
    document, _texts = draft.compiled()
    stands = draft.body.get_prep_value()
    for language, words in others.items():
        locale, _new = Locale.objects.get_or_create(language_code=language)
        if not words or locale == source.locale:
            continue
        row = source.get_translation_or_none(locale) or _begun(source, locale)
        edited = row.get_latest_revision_as_object()
        texts = {**edited.compiled()[1], **words}
        edited.body = keep_ids(body_from(document, texts), stands)
        edited.save_revision(user=by, clean=False)


def _begun(source: WorkflowDefinition, locale: Locale) -> WorkflowDefinition:
    """A language that nobody has written in yet: without a title, so that translators are asked for one."""
    row = source.copy_for_translation(locale)
    row.title, row.body, row.live = "", [], False
    row.save()
    return row
