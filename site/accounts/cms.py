"""People and their roles in the Wagtail admin, for administrators."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import CreateView, EditView, IndexView
from wagtail.users.views.users import UserColumn as NameColumn
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.forms import PersonCreationForm, PersonEditForm, RoleGrantForm
from accounts.invitations import invite
from accounts.models import Organisation, RoleGrant, Unit, User


class PeopleView(IndexView):
    """The people, without Wagtail's bulk changes: those leave no history."""

    @property
    def columns(self) -> list[Column]:
        """Who, where, and whether they may sign in."""
        return [
            NameColumn("name", accessor="display_name", get_url=self.get_edit_url, label=_("Name")),
            Column("username", label=_("Username"), sort_key="username"),
            Column("unit", label=_("Unit")),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        """Everybody, with their unit."""
        return super().get_base_queryset().select_related("unit")


class NewPersonView(CreateView):
    """A new account; its owner gets a letter when there is no password yet."""

    def save_instance(self) -> User:
        """Store the person, then write to them."""
        person = super().save_instance()
        if not person.has_usable_password():
            transaction.on_commit(lambda: invite(person))
        return person


class PersonView(EditView):
    """One person. Whoever installed the platform is changed by such people alone."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Keep administrators from taking over an account that stands above theirs."""
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UserViewSet(WagtailUserViewSet):
    """Wagtail's user admin, with our fields and without its own groups and superusers."""

    index_view_class = PeopleView
    add_view_class = NewPersonView
    edit_view_class = PersonView
    template_prefix = ""
    index_template_name = "wagtailadmin/generic/index.html"
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        """Our forms."""
        return PersonEditForm if for_update else PersonCreationForm


class RoleGrantsView(generic.IndexView):
    """The list of roles."""

    def get_base_queryset(self) -> QuerySet[RoleGrant]:
        """With the names beside them."""
        return super().get_base_queryset().select_related("user", "unit", "organisation")


class UnitsView(generic.IndexView):
    """The list of units."""

    def get_base_queryset(self) -> QuerySet[Unit]:
        """With the organisations beside them."""
        return super().get_base_queryset().select_related("organisation")


class RoleGrantViewSet(ModelViewSet):
    """Who holds which role, where and until when."""

    model = RoleGrant
    index_view_class = RoleGrantsView
    icon = "key"
    menu_label = _("Roles of people")
    add_to_reference_index = False
    list_display = ("user", "role", "unit", "organisation", "starts_on", "ends_on")
    list_filter = ("role", "unit", "organisation")
    search_fields = ("user__username", "user__first_name", "user__last_name", "user__email")

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        """The form that knows who is giving."""
        return RoleGrantForm


class OrganisationViewSet(ModelViewSet):
    """The organisations whose people use the platform."""

    model = Organisation
    icon = "home"
    menu_label = _("Organisations")
    form_fields = ("name", "slug", "kind")
    list_display = ("name", "kind")
    search_fields = ("name",)


class UnitViewSet(ModelViewSet):
    """The units of the organisations."""

    model = Unit
    index_view_class = UnitsView
    icon = "group"
    menu_label = _("Units")
    form_fields = ("organisation", "name", "slug")
    list_display = ("name", "organisation")
    list_filter = ("organisation",)
    search_fields = ("name",)


class PeopleGroup(ViewSetGroup):
    """The menu "Roles and units"."""

    menu_label = _("Roles and units")
    menu_icon = "group"
    menu_order = 250
    items = (RoleGrantViewSet, UnitViewSet, OrganisationViewSet)
