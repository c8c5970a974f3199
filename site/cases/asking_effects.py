"""The small forms of the workspace for what an anytime event does to a case, beside the form of the event."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from cases.actions.events import Said
from cases.asking import Words, day_field
from cases.queries.case_head import CaseHead
from cases.queries.proposals import receivers
from workflows.document import Event
from workflows.effects import Approval, ExtraTask, Pause, Resume, Transfer

Choices = Sequence[tuple[str, str]]

LONGEST_REASON = 4000
PREFIX = "effect"


class EffectForm(forms.Form):
    """What is asked about an effect."""

    def said(self) -> Said:
        """What was answered."""
        return Said(**self.cleaned_data)

    def names(self) -> list[str]:
        """The names under which it is posted."""
        return [self.add_prefix(name) for name in self.fields]


class PauseForm(EffectForm):
    """Why a case is paused, and perhaps until when."""

    reason = Words(
        label=_("Why is the case paused?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the case is paused.")},
    )
    until = day_field(_("Which day does it go on?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _(
            "For example 2026-12-07 or 7.12.2026. Leave it empty if nobody knows yet: then somebody resumes the case."
        )


class ResumeForm(EffectForm):
    """What has changed, so that the case goes on."""

    reason = Words(
        label=_("What has changed?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class ApprovalForm(EffectForm):
    """Why something is asked of others."""

    reason = Words(
        label=_("Why is it needed?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why. One sentence is enough.")},
    )


class TransferForm(ApprovalForm):
    """Which role is offered, and to whom."""

    role = forms.ChoiceField(label=_("Which role is handed on?"))
    to = forms.ChoiceField(
        label=_("Who is to take over?"),
        error_messages={"required": _("Choose who is to take over.")},
    )
    field_order = ["role", "to", "reason"]

    def __init__(self, *args: Any, roles: Choices, receivers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields
        asked["role"].choices = roles
        asked["to"].choices = [
            ("", _("Choose a person or a unit")),
            *receivers,
        ]  # nobody by mistake
        if len(roles) == 1:
            del asked["role"]

    def said(self) -> Said:
        kind, _dash, key = self.cleaned_data["to"].partition("-")
        model: Any = User if kind == "user" else Unit
        to = model.objects.filter(pk=key).first()
        return Said(self.cleaned_data["reason"], role=self.cleaned_data.get("role", ""), to=to)


class ExtraForm(EffectForm):
    """What the task is about this time, and by when."""

    title = Words(
        label=_("What is it about this time?"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty to call it as it is always called."),
    )
    until = day_field(_("By when?"), required=False)


def effect_form(
    event: Event, posted: Mapping[str, Any] | None, *, head: CaseHead, user: User
) -> EffectForm | None:
    """The form for what an event does; None when nothing more is to be said."""
    match event.effect:
        case Transfer() as effect:
            roles = [(role, head.words.role(role)) for role in effect.roles]
            known = receivers(head, effect, user)
            return TransferForm(posted, prefix=PREFIX, roles=roles, receivers=known)
        case ExtraTask():
            return ExtraForm(posted, prefix=PREFIX)
        case Approval():
            return ApprovalForm(posted, prefix=PREFIX)
        case Pause():
            return PauseForm(posted, prefix=PREFIX)
        case Resume():
            return ResumeForm(posted, prefix=PREFIX)
        case _:
            return None
