"""What a dry run makes up when several must agree to something, or when it does something to the case."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cases.models import Proposal
from programmes.shapes.story import ANOTHER
from workflows.document import Event
from workflows.effects import Approval, Enrolment, Pause, Transfer

if TYPE_CHECKING:
    from programmes.rehearsing.replaying import Replay


def besides(event: Event) -> dict[str, Any]:
    """What is said about the effect of an event beside its form: a reason, and to whom a role is offered."""
    match event.effect:
        case Transfer(roles=(role, *_others)):
            return {"reason": _("Dry run"), "hand_on": {"role": role, "to": f"{ANOTHER}{role}"}}
        case Pause() | Approval():
            return {"reason": _("Dry run")}
        case _:
            return {}


def enrolling(event: Event) -> dict[str, Any] | None:
    """Which case an event begins beside this one; None for any other event."""
    if not isinstance(event.effect, Enrolment):
        return None
    return {"event": event.key, "programme": next(iter(event.effect.programmes), "")}


def proposals(run: "Replay") -> Iterator[tuple[Proposal, str]]:
    """What waits for somebody to agree, with the name by which the story calls that person."""
    if run.case is None:
        return
    for row in run.case.proposals.filter(state=Proposal.State.OPEN).order_by("pk"):
        yield row, _called(run, _asked(row))


def answer(run: "Replay", button: str) -> dict[str, Any]:
    """A move that agrees to something, or does not.

    button   `agree:<event>` or `disagree:<event>`
    """
    said, _colon, event = button.partition(":")
    who = next((name for row, name in proposals(run) if row.event == event), "")
    name = "disagree" if said == "disagree" else "agree"
    return {name: event, "role": who, "reason": _("Dry run") if name == "disagree" else ""}


def _asked(row: Proposal) -> int | None:
    """The person (primary key) whose answer is waited for."""
    if row.kind == Proposal.Kind.TRANSFER:
        return row.to_user_id
    answered = set(row.answers.values_list("role", flat=True))
    waited = [role for role in row.roles if role not in answered]
    held = dict(row.case.team.filter(until=None, role__in=waited).values_list("role", "user_id"))
    return next((held[role] for role in waited if role in held), None)


def _called(run: "Replay", user: int | None) -> str:
    people = run.playing.cast.people.items()
    return next((name for name, person in people if person.pk == user), "")
