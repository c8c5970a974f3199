"""Filling a form's skeleton with what is known at one showing. Knows documents, not the database."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from forms.asking.checking import Checked, check
from forms.asking.filling import Filling, fill
from forms.asking.markup import make
from forms.asking.posted import Raw, only, prefilled
from forms.asking.skeleton import Skeleton, rules_of
from forms.conditions.logic import TODAY, RowOutsideGroup
from forms.counted.formulas import Outside
from forms.document import FormDocument
from forms.naming import Texts
from forms.texts import paths

# What a draft may say that no judge can follow. It is never published so.
UNREADABLE = (RowOutsideGroup, Outside)


def preview(  # noqa: PLR0913  the form, and what stands in it
    document: FormDocument,
    texts: Texts,
    language: str,
    *,
    raw: Raw | None = None,
    errors: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> SafeString:
    """Show a form that is not published yet, as it would be shown.

    returns  nothing at all while a rule of it cannot be read; its problems say which
    """
    try:
        return show(document, make(document, texts, language), raw=raw, errors=errors, facts=facts)
    except UNREADABLE:
        return SafeString("")


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
    today = timezone.localdate()
    judged = _judged(document, typed, facts or {}) if _lives(document) else Checked({}, {}, typed)
    filling = Filling(
        raw=typed,
        errors=errors or {},
        hidden=judged.hidden,
        optional=judged.optional,
        locked=judged.locked,
        counted=judged.counted,
        facts={TODAY: today.isoformat(), **only(facts or {}, skeleton.facts)},
        known=facts or {},
    )
    return mark_safe(fill(skeleton, document, filling))  # noqa: S308  every slot escapes what it is given


def _lives(document: FormDocument) -> bool:
    """Whether anything depends on what is answered: conditions, counted values."""
    if next(rules_of(document), None) is not None:
        return True
    return any(question.kind == "calculated" for _path, question in paths(document))


def _judged(document: FormDocument, raw: Raw, facts: Mapping[str, Any]) -> Checked:
    return check(document, {}, raw, facts=facts, today=timezone.localdate())
