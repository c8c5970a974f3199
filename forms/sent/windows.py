"""When a form takes answers, and until when a draft begun on an older version may be finished.

Whoever shows a form to be filled in asks `open_to` first, when it is shown and again when it is sent.
Tasks of a running case do not ask: a case keeps the versions that it started with.
"""

from datetime import date, datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Windowed(Protocol):
    """What a form says about when it takes answers."""

    live: bool
    expire_at: datetime | None
    answers_from: datetime | None
    answers_until: datetime | None
    drafts_until: date | None
    retired_at: datetime | None
    is_template: bool


def open_to(form: Any, at: datetime | None = None) -> str | None:
    """Say why a form takes no answers at a moment, in one sentence for the person; None means that it does.

    form   a FormDefinition: may somebody begin now? or a FormVersion: may a draft begun on it be sent now?
           A version costs one query more, and only when its author has set a last day for older drafts
    at     the moment asked about; now when left out

    The author's own words for a closed form are the text `form.closed`: show them after the sentence.
    """
    moment = at or timezone.now()
    definition = getattr(form, "definition", None) or form.source()
    return closed(definition, moment) or _outdated(form, definition, moment)


def closed(form: Windowed, at: datetime) -> str | None:
    """Say why nobody may answer a form at a moment, whatever version it is. None means open."""
    if form.retired_at and form.retired_at <= at:
        return _("This form is no longer used.")
    if form.is_template or not form.live or (form.expire_at and form.expire_at <= at):
        return _("This form takes no answers now.")
    if form.answers_from and at < form.answers_from:
        return _("This form opens %(moment)s.") % {"moment": said(form.answers_from)}
    if form.answers_until and at >= form.answers_until:
        return _("This form closed %(moment)s.") % {"moment": said(form.answers_until)}
    return None


def too_old(form: Windowed, at: datetime) -> str | None:
    """Say that the last day for drafts begun on older versions is over. None means that it is not."""
    last = form.drafts_until
    if last is None or timezone.localdate(at) <= last:
        return None
    return _(
        "The form has changed since you began. What you began could be sent until %(day)s: begin again in the new form."
    ) % {"day": date_format(last, "DATE_FORMAT")}


def said(moment: datetime) -> str:
    """A moment as people say it, in the time of the place."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _outdated(form: Any, definition: Windowed, at: datetime) -> str | None:
    """A version that is not the newest may be finished until the day that its author set."""
    sentence = too_old(definition, at) if form is not definition else None
    if not sentence or not hasattr(form, "number"):
        return None
    newest = definition.latest_version()  # type: ignore[attr-defined]
    return sentence if newest and newest.pk != form.pk else None
