"""Filling a form's skeleton with what is known at one showing. Knows documents, not the database."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from forms.checking import check
from forms.document import FormDocument
from forms.filling import Filling, fill
from forms.logic import TODAY
from forms.posted import Raw, only, prefilled
from forms.skeleton import Skeleton, make, rules_of
from forms.texts import Texts


def preview(document: FormDocument, texts: Texts, language: str) -> SafeString:
    """Show a form that is not published yet, as it would be shown."""
    return show(document, make(document, texts, language))


def show(
    document: FormDocument,
    skeleton: Skeleton,
    *,
    raw: Raw | None = None,
    errors: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> SafeString:
    """Fill in a skeleton."""
    typed = raw if raw is not None else prefilled(document, facts or {})
    hidden, optional = _states(document, typed, facts or {})
    known = {TODAY: timezone.localdate().isoformat(), **only(facts or {}, skeleton.facts)}
    filling = Filling(typed, errors or {}, hidden, optional, known)
    return mark_safe(fill(skeleton, document, filling))  # noqa: S308  every slot escapes what it is given


def _states(
    document: FormDocument, raw: Raw, facts: Mapping[str, Any]
) -> tuple[frozenset[str], frozenset[str]]:
    """Which questions do not apply, and which may be left empty."""
    if next(rules_of(document), None) is None:
        return frozenset(), frozenset()
    judged = check(document, {}, raw, facts=facts, today=timezone.localdate())
    return judged.hidden, judged.optional
