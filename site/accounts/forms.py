"""What people change about themselves, and what administrators change about people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.choosers import person_chooser
from accounts.models import RoleGrant, User

OURS = ("organisation", "unit", "title", "qualification", "language")
NAMES = ("username", "email", "first_name", "last_name")


class LanguageForm(forms.ModelForm):
    """The language somebody works in."""

    class Meta:
        model = User
        fields = ("language",)
        widgets = {"language": forms.RadioSelect}


class UnitOfTheOrganisation(forms.ModelForm):
    """A unit belongs to the organisation beside it."""

    def clean(self) -> dict[str, Any]:
        """Refuse a unit of another organisation; take the organisation from the unit when empty."""
        cleaned = super().clean() or self.cleaned_data
        unit, organisation = cleaned.get("unit"), cleaned.get("organisation")
        if unit and not organisation:
            cleaned["organisation"] = unit.organisation
        elif unit and unit.organisation != organisation:
            self.add_error("unit", _("Choose a unit of %(name)s.") % {"name": organisation})
        return cleaned


class PersonCreationForm(UnitOfTheOrganisation, UserCreationForm):
    """A new account. Left without a password, it waits for its owner to choose one by e-mail."""

    is_superuser = None
    password_required = False

    class Meta:
        model = User
        fields = NAMES + OURS

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - Django's signature
        """Store the person; an empty password is one that nobody can use."""
        if not self.cleaned_data.get("password1"):
            self.instance.set_unusable_password()
        return super().save(commit=commit)


class PersonEditForm(UnitOfTheOrganisation, UserEditForm):
    """An account as administrators see it: roles have a page of their own."""

    is_superuser = None

    class Meta:
        model = User
        fields = (*NAMES, "is_active", *OURS)

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]


class RoleGrantForm(WagtailAdminModelForm):
    """Giving a role, or ending it."""

    class Meta:
        model = RoleGrant
        fields = ("user", "role", "unit", "organisation", "starts_on", "ends_on", "reason")
        widgets = {"user": person_chooser.widget_class}

    def clean(self) -> dict[str, Any]:
        """Nobody gives themselves a role, and nobody prolongs their own."""
        cleaned = super().clean()
        holder = self.instance.user if self.instance.pk else None
        if self.for_user and self.for_user in (cleaned.get("user"), holder):
            self.add_error("user", _("Ask another administrator to change your own roles."))
        return cleaned
