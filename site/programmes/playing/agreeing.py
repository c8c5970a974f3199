"""What happens in a story only when others agree, and a case that is begun beside the first one."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.models import Unit, User
from cases import access
from cases.actions import proposals
from cases.actions.enrolment import enrol_beside
from cases.models import Programme, Proposal
from cases.versions import pinned_form
from programmes.playing.judging import judged

if TYPE_CHECKING:
    from programmes.playing.cast import Cast
    from programmes.playing.doing import Stage
    from programmes.shapes.story import HandOnShape, StepShape


def offered_to(cast: "Cast", said: "HandOnShape | None") -> User | Unit | None:
    """Whom a role is offered to: a person, or the unit where they work."""
    if said is None:
        return None
    person = cast.person(said.to)
    return person.unit if said.unit else person


def agree(stage: "Stage", step: "StepShape", by: User, _answers: dict[str, Any]) -> None:
    """Take over what was offered, or approve what was asked."""
    proposals.answer(_open(stage, step.agree or ""), by=by, agrees=True, reason=step.reason)


def disagree(stage: "Stage", step: "StepShape", by: User, _answers: dict[str, Any]) -> None:
    """Decline, with a reason."""
    proposals.answer(_open(stage, step.disagree or ""), by=by, agrees=False, reason=step.reason)


def enrol(stage: "Stage", step: "StepShape", by: User, answers: dict[str, Any]) -> None:
    """Begin another case for the same person, beside this one."""
    said = step.enrol
    assert said is not None
    case = access.case_of(by, stage.running.pk, what="event")
    programme = programme_beside(stage.programme, said.programme)
    version = programme.current_version()
    slug = version.document().start.form
    form = pinned_form(version, slug) if slug else None
    stage.beside = enrol_beside(
        case,
        said.event,
        programme,
        by=by,
        answers=judged(form, answers, None),
        form_version=form,
    )


def programme_beside(own: Programme, slug: str) -> Programme:
    """In which programme the other case is begun: the same one when none is named.

    errors   LookupError
    """
    if not slug:
        return own
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        raise LookupError(_("There is no programme “%(name)s”.") % {"name": slug})
    return found


def _open(stage: "Stage", event: str) -> Proposal:
    rows = Proposal.objects.filter(case=stage.running, event=event, state=Proposal.State.OPEN)
    row = rows.order_by("pk").last()
    if row is None:
        raise LookupError(_("Nobody is asked to agree to “%(key)s” now.") % {"key": event})
    return row
