"""How a form or workflow stands, in words, for those who administer it."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forms.sent.windows import said


def standing(definition: Any) -> str:
    """Say in a few words whether a definition is in use, and whether something newer waits."""
    parts = [_use(definition)]
    if definition.live and definition.has_unpublished_changes:
        parts.append(_("a newer draft waits"))
    return ", ".join(parts)


def _use(definition: Any) -> str:
    retired = getattr(definition, "retired_at", None)
    if retired:
        day = date_format(timezone.localdate(retired), "SHORT_DATE_FORMAT")
        return _("Retired %(day)s") % {"day": day}
    if getattr(definition, "is_template", False):
        return _("Template")
    if definition.expired:
        return _("No longer published")
    if not definition.live:
        return _("No longer published") if definition.first_published_at else _("Draft")
    return _window(definition) or _("In use")


def _window(definition: Any) -> str:
    """What holds for answers just now, when a moment is set."""
    now = timezone.now()
    begins, ends = (getattr(definition, name, None) for name in ("answers_from", "answers_until"))
    if begins and now < begins:
        return _("In use, takes answers from %(moment)s") % {"moment": said(begins)}
    if ends and now >= ends:
        return _("In use, but closed %(moment)s") % {"moment": said(ends)}
    if ends:
        return _("In use, takes answers until %(moment)s") % {"moment": said(ends)}
    return ""
