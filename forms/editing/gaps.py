"""What each language of a definition lacks, as it is edited now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import ngettext

from forms.editing.progress import Progress, progress
from forms.editing.translating import own_words
from forms.editor_sentences import beginning
from forms.naming import Texts
from forms.problems import Problem
from forms.versions.difference_sentences import called


@dataclass(frozen=True, slots=True)
class Gap(Problem):
    """A language that must be complete and is not, and where it is mended."""

    url: str = ""


def languages(definition: Any, said: Texts, order: Sequence[str] = ()) -> list[Progress]:
    """How far every other language of the site has come.

    said   the words of the source
    """
    own = definition.locale.language_code
    texts: dict[str, Texts] = {code: {} for code, _name in settings.LANGUAGES if code != own}
    for translation in definition.get_translations().select_related("locale"):
        edited = translation.get_latest_revision_as_object()
        texts[translation.locale.language_code] = own_words(translation, edited.compiled()[1], said)
    return progress(said, texts, order)


def gaps(definition: Any, said: Texts, demanded: Sequence[str]) -> list[Problem]:
    """List a problem for each demanded language that lacks something."""
    return list(_gaps(definition, said, demanded))


def _gaps(definition: Any, said: Texts, demanded: Sequence[str]) -> Iterator[Problem]:
    if not demanded or definition.pk is None:
        return
    names = dict(settings.LANGUAGES)
    for each in languages(definition, said, list(said)):
        if each.language in demanded and not each.complete:
            lacking = each.total - each.done
            sentence = ngettext(
                "%(language)s lacks %(count)s text: “%(text)s”. Translate it before you publish.",
                "%(language)s lacks %(count)s texts. The first is “%(text)s”. Translate them before you publish.",
                lacking,
            ) % {
                "language": names.get(each.language, each.language),
                "count": lacking,
                "text": beginning(said[each.first]),
            }
            yield Gap(sentence, "", _languages_url(definition))


def in_order(said: Texts, order: Iterable[str]) -> dict[str, str]:
    """Texts in the order of the form, so that the first gap is the first that is met."""
    return {key: said[key] for key in order if key in said}


def first_gap(progress_of: Progress, said: Texts) -> str:
    """Name the first text that a language lacks."""
    return called(progress_of.first, said) if progress_of.first else ""


def _languages_url(definition: Any) -> str:
    opts = definition._meta
    try:
        return reverse(
            f"wagtailsnippets_{opts.app_label}_{opts.model_name}:languages", args=[definition.pk]
        )
    except NoReverseMatch:
        return ""
