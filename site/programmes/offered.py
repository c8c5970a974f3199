"""Programmes in the Wagtail admin: what each is called, who gets its cases, and the workflow they follow."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy

from accounts.models import User
from accounts.role_table import roles_with
from accounts.roles import may, people_who_may
from cases.models import Programme
from forms.editing.bodies import key_from
from workflows.models import WorkflowDefinition

WHOSE = "workflows.author"
SOURCE = settings.LANGUAGE_CODE
KEY = r"^[a-z][a-z0-9_]{0,59}$"  # as bundles name a programme


class OfWhoDrawsWorkflows(BasePermissionPolicy):
    """Programmes are set up by those who draw workflows. Nobody deletes one: it is closed for new cases."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Everything but deleting."""
        return action != "delete" and may(user, WHOSE)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        """Everybody who may do one of these."""
        return people_who_may([] if set(actions) == {"delete"} else roles_with(WHOSE))


class ProgrammeForm(WagtailAdminModelForm):
    """Names, place and workflow of a programme. The short name stays for ever."""

    class Meta:
        model = Programme
        fields = ("slug", "unit", "workflow", "is_open")
        labels = {
            "slug": _("Short name"),
            "unit": _("Unit whose people get its cases"),
            "workflow": _("Flow that new cases follow"),
            "is_open": _("Takes new cases"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": name.lower()},
                max_length=120,
                required=code == SOURCE,
                initial=self.instance.titles.get(code, ""),
            )
        sources = WorkflowDefinition.objects.filter(locale__language_code=SOURCE)
        self.fields["workflow"].queryset = sources.order_by("title")
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Part of addresses and files. Empty: made from the name.")
        self.fields["slug"].validators.append(
            RegexValidator(KEY, _("Write small letters a–z, numbers and _ only, a letter first."))
        )
        if self.instance.pk:
            del self.fields["slug"]
            self._keep_what_cases_need()
        self.order_fields([f"title_{code}" for code, _name in settings.LANGUAGES])

    def _keep_what_cases_need(self) -> None:
        """A programme whose cases have begun keeps its workflow: it is changed by drawing it anew."""
        if self.instance.cases.exists():
            self.fields["workflow"].disabled = True
            self.fields["workflow"].help_text = _(
                "Cases have begun on this flow. Change the flow itself, and publish it."
            )

    def clean_slug(self) -> str:
        """A short name nobody has: the one that was written, or one made from the name."""
        written: str = self.cleaned_data["slug"]
        if written:
            return written
        made = key_from(self.data.get(self.add_prefix(f"title_{SOURCE}"), ""))[:50] or "programme"
        taken = set(Programme.objects.filter(slug__startswith=made).values_list("slug", flat=True))
        numbered = (f"{made}_{number}" for number in range(2, len(taken) + 3))
        return next(each for each in (made, *numbered) if each not in taken)

    def save(self, commit: bool = True) -> Programme:  # noqa: FBT001, FBT002  Django's signature
        """Keep the names in the languages in which there is one."""
        names = {code: self.cleaned_data[f"title_{code}"] for code, _name in settings.LANGUAGES}
        others = {code: name for code, name in self.instance.titles.items() if code not in names}
        self.instance.titles = {**others, **{code: name for code, name in names.items() if name}}
        return super().save(commit=commit)


class ProgrammesView(generic.IndexView):
    """The list of programmes."""

    def get_base_queryset(self) -> QuerySet[Programme]:
        """With what stands beside them, and how many cases run."""
        rows = super().get_base_queryset().select_related("unit__organisation", "workflow")
        return rows.annotate(begun=Count("cases"))


class ProgrammeViewSet(ModelViewSet):
    """Where a programme is set up."""

    model = Programme
    index_view_class = ProgrammesView
    copy_view_enabled = False
    add_to_admin_menu = True
    add_to_reference_index = False
    icon = "site"
    menu_label = _("Programmes")
    menu_order = 210
    menu_name = "programmes"
    url_prefix = "programmes"
    list_display = [
        Column("title", label=_("Name"), accessor=str),
        Column("workflow", label=_("Flow")),
        Column("unit", label=_("Unit")),
        BooleanColumn("is_open", label=_("Takes new cases")),
        Column("begun", label=_("Cases")),
    ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        """Our form."""
        return ProgrammeForm
