"""Readers of answers in the administrators' part of the site: who reads what belongs to no case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from forms.access import seams
from forms.models import FormDefinition, FormReader


class ReaderForm(forms.ModelForm):
    """One form, and a person or a role. The model says that it is one of them."""

    role = forms.ChoiceField(label=_("role"), required=False)

    class Meta:
        model = FormReader
        fields = ("definition", "user", "role", "sensitive")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [("", "–"), *seams.role_names()]  # type: ignore[attr-defined]
        # Only the form that was written first has answers; its translations have none of their own.
        sources = FormDefinition.objects.filter(versions__isnull=False).distinct()
        self.fields["definition"].queryset = sources  # type: ignore[attr-defined]


class ReaderViewSet(ModelViewSet):
    """Who reads the answers to which form."""

    model = FormReader
    icon = "view"
    menu_label = _("Readers of answers")
    menu_order = 215
    add_to_admin_menu = True
    add_to_reference_index = False
    list_display = ("definition", "user", "role", "sensitive")
    list_filter = ("definition", "role")

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        """The form that knows the roles."""
        return ReaderForm
