"""Choosing a person in the Wagtail admin, by search instead of a list of everybody."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.models import User
from accounts.roles import may


class WhoManagesPeople(View):
    """The list of people is for those who manage them; Wagtail opens choosers to every author."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn others away."""
        if not may(request.user, "people.manage"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PersonSearch(BaseFilterForm):
    """Search by name, username or e-mail address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)

    def filter(self, people: QuerySet[User]) -> QuerySet[User]:
        """People in whom every word is found."""
        words = self.cleaned_data["q"].split()
        self.is_searching = bool(words)
        for word in words:
            people = people.filter(
                Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(username__icontains=word)
                | Q(email__icontains=word)
            )
        return people


class ActivePeople(WhoManagesPeople):
    """Whom a role can be given to."""

    filter_form_class = PersonSearch
    ordering = ("last_name", "first_name", "username")

    def get_object_list(self) -> QuerySet[User]:
        """Everybody who may sign in."""
        return User.objects.filter(is_active=True)


class ChoosePerson(ActivePeople, chooser.ChooseView):
    """The list and its search."""


class ChoosePersonResults(ActivePeople, chooser.ChooseResultsView):
    """The list alone."""


class ChosenPerson(WhoManagesPeople, chooser.ChosenView):
    """Who was chosen."""


class ChosenPeople(WhoManagesPeople, chooser.ChosenMultipleView):
    """Who were chosen."""


class PersonChooser(ChooserViewSet):
    """Choosing a person without a list of everybody in the page."""

    model = User
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults
    chosen_view_class = ChosenPerson
    chosen_multiple_view_class = ChosenPeople


person_chooser = PersonChooser("person_chooser", url_prefix="choose-person")
