"""What holds for a form as a whole, between its file and its definition: who may answer, when, how long it is kept."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from forms.models import FormDefinition
from forms.models.audience import NOBODY
from forms.written.shapes import SettingsShape

SAME = (
    "open_to",
    "about",
    "anonymous",
    "least_shown",
    "keep_days",
    "keep_days_after_closing",
    "keep_days_unfinished",
    "complete_in",
)
MOMENTS = ("answers_from", "answers_until")
MINUTE = "%Y-%m-%dT%H:%M"


def settings_from(shape: SettingsShape | None) -> dict[str, Any]:
    """The fields of a definition as a file says them; what it does not say is as in a new form."""
    said = shape or SettingsShape()
    values: dict[str, Any] = {name: getattr(said, name) for name in SAME}
    values["open_to"] = said.open_to or NOBODY
    values["basis"] = said.legal_basis
    values |= {name: _moment(getattr(said, name)) for name in MOMENTS}
    values["drafts_until"] = date.fromisoformat(said.drafts_until) if said.drafts_until else None
    return values


def settings_to(definition: FormDefinition) -> SettingsShape | None:
    """What a file says of a definition; nothing when it is as a new form."""
    said = SettingsShape(
        **{name: getattr(definition, name) for name in SAME if name != "open_to"},
        open_to="" if definition.open_to == NOBODY else definition.open_to,  # type: ignore[arg-type]  # the model has the same
        legal_basis=definition.basis,  # type: ignore[arg-type]  # the model has the same
        drafts_until=definition.drafts_until.isoformat() if definition.drafts_until else "",
        answers_from=_written(definition.answers_from),
        answers_until=_written(definition.answers_until),
    )
    return said if said != SettingsShape() else None


def _moment(said: str) -> datetime | None:
    """A moment in the time of the place."""
    return timezone.make_aware(datetime.strptime(said, MINUTE)) if said else None  # noqa: DTZ007  made aware at once


def _written(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime(MINUTE) if moment else ""
