"""The form about days away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.planning import colleagues
from cases.asking import day_field


class AbsenceForm(forms.Form):
    """From when, until when, and who stands in."""

    starts_on = day_field(_("First day away"), None)
    ends_on = day_field(_("Last day away"), None, required=False)
    substitute = forms.ModelChoiceField(
        label=_("Who stands in?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: tasks wait"),
        help_text=_(
            "Tasks, cases and reminders are with the substitute on those days, and come back by themselves."
        ),
    )

    def __init__(self, *args: Any, user: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = _("Leave it empty as long as you do not know.")
        offered: Any = self.fields["substitute"]
        offered.queryset = colleagues(user, by=by).select_related("unit")
        offered.label_from_instance = _named


def _named(user: User) -> str:
    about = ", ".join(str(part) for part in (user.title, user.unit) if part)
    return f"{user.display_name} ({about})" if about else user.display_name
