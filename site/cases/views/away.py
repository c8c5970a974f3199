"""Being away: one's own days, and for managers those of the people in their units."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import planning
from accounts.actions import absences as actions
from accounts.models import Absence, User
from cases.asking_away import AbsenceForm
from cases.queries import away as queries
from cases.views.entrance import GET_OR_POST, workspace


@require_safe
@workspace
def away(request: HttpRequest) -> HttpResponse:
    """Show when somebody is away and for whom they stand in; to managers, who of their people is away."""
    today = timezone.localdate()
    shown = {"page": queries.away_page(request.user, today=today), "section": "my_day"}
    return render(request, "cases/away.html", shown)


@GET_OR_POST
@workspace
def register(request: HttpRequest) -> HttpResponse:
    """Register days away for oneself, or for one of one's people."""
    wanted = request.GET.get("for", "")
    user = planning.person_of(request.user, int(wanted)) if wanted.isdigit() else request.user
    form = AbsenceForm(request.POST or None, user=user, by=request.user)
    if form.is_valid() and _took(form, actions.register, user, by=request.user):
        messages.success(request, _said(user, request.user, form.cleaned_data))
        return redirect("cases:away")
    return _page(request, form, user)


@GET_OR_POST
@workspace
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the days or the substitute."""
    absence = planning.absence_of(request.user, pk)
    first = {
        "starts_on": absence.starts_on,
        "ends_on": absence.ends_on,
        "substitute": absence.substitute_id,
    }
    form = AbsenceForm(request.POST or None, user=absence.user, by=request.user, initial=first)
    if form.is_valid() and _took(form, actions.change, absence, by=request.user):
        messages.success(request, _said(absence.user, request.user, form.cleaned_data))
        return redirect("cases:away")
    return _page(request, form, absence.user, absence)


@require_POST
@workspace
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """End an absence today, or take away one that has not begun."""
    absence = planning.absence_of(request.user, pk)
    try:
        actions.come_back(absence, by=request.user)
    except LookupError as gone:
        raise Http404 from gone
    own = absence.user == request.user
    here = _("You are back. Your tasks and cases are with you alone.")
    other = _("%(name)s is back. Tasks and cases are with them alone.")
    if absence.starts_on > timezone.localdate():
        here = _("The days are taken away.")
        other = here
    messages.success(request, here if own else other % {"name": absence.user.display_name})
    return redirect("cases:away")


def _took(form: AbsenceForm, act: Any, subject: User | Absence, *, by: User) -> bool:
    """Carry out what the form asks; its sentences stand at the fields when it cannot be."""
    try:
        act(subject, by=by, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
    except LookupError as gone:
        raise Http404 from gone
    return not form.errors


def _said(user: User, by: User, days: dict[str, Any]) -> str:
    """Say what happens now."""
    substitute: User | None = days["substitute"]
    span = queries.span(days["starts_on"], days["ends_on"], today=timezone.localdate())
    facts = {"name": user.display_name, "days": span}
    facts["substitute"] = substitute.display_name if substitute else ""
    if user == by and substitute:
        said = _("You are away %(days)s. %(substitute)s stands in and gets a letter.")
    elif user == by:
        said = _("You are away %(days)s. Nobody stands in: tasks wait for you.")
    elif substitute:
        said = _("%(name)s is away %(days)s. %(substitute)s stands in and gets a letter.")
    else:
        said = _("%(name)s is away %(days)s. Nobody stands in: tasks wait.")
    return said % facts


def _page(
    request: HttpRequest, form: AbsenceForm, user: User, absence: Absence | None = None
) -> HttpResponse:
    shown = {
        "form": form,
        "who": user,
        "own": user == request.user,
        "absence": absence,
        "begun": absence is not None and absence.starts_on <= timezone.localdate(),
        "section": "my_day",
    }
    status = 422 if form.errors else 200
    return render(request, "cases/away_days.html", shown, status=status)
