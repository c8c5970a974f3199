"""What may be known of a case wherever a form is used, with the words and the kind of each fact. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Fact(NamedTuple):
    """One fact: how it is said, and the kind of question that it would be the answer to."""

    label: Any
    kind: str = "text"


FACTS: Mapping[str, Fact] = {
    "case.entry": Fact(_("How the case came in")),
    "case.urgency": Fact(_("How urgent it is")),
    "case.reason": Fact(_("Why the service is needed")),
    "case.onward_path": Fact(_("Where the person goes on to")),
    "case.special_support": Fact(_("Needs special support"), "yes_no"),
    "case.service_start": Fact(_("First day of the service"), "date"),
    "case.decisions": Fact(_("How many decisions have granted the service"), "number"),
    "case.decision_end": Fact(_("Last day of the granted period"), "date"),
    "case.days_in_service": Fact(_("Days since the service began"), "number"),
    "participant.name": Fact(_("Name of the person")),
    "participant.age": Fact(_("Age of the person"), "number"),
    "participant.language": Fact(_("Language of the person")),
    "participant.municipality": Fact(_("Municipality of the person")),
}


# Roles that every service has. A workflow may name its own; those are written by their names.
ROLES: Mapping[str, Any] = {
    "participant": _("Participant"),
    "counsellor": _("Counsellor"),
    "decision_maker": _("Decision maker"),
    "manager": _("Manager"),
    "group_leader": _("Group leader"),
    "partner": _("Partner"),
    "survey_handler": _("Survey handler"),
}


def called(path: str) -> str:
    """A fact in words; one that a step of a workflow answers is said by its name."""
    return str(FACTS[path].label) if path in FACTS else path


def read_fact(path: str, text: str) -> Any:
    """What somebody wrote for a fact, as the kind that it is; None for nothing."""
    said = text.strip()
    if not said:
        return None
    kind = FACTS[path].kind if path in FACTS else ""
    if kind == "yes_no":
        return said.lower() in {"yes", "ja", "kyllä", "true", "1"}
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        return said
    whole = int(number) if number == number // 1 and abs(number) < 1e15 else number  # noqa: PLR2004
    return whole if kind in {"number", ""} and number - number == 0 else said


def nested(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by dotted path, as rules read them."""
    found: dict[str, Any] = {}
    for path, value in facts.items():
        *outer, last = path.split(".")
        place = found
        for part in outer:
            inner = place.setdefault(part, {})
            place = inner if isinstance(inner, dict) else {}
        if value is not None:
            place[last] = value
    return found
