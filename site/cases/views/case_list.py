"""Lists of cases, and search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import units_of
from cases import access
from cases.duties import MANAGER
from cases.queries import case_list
from cases.queries.case_list import Wanted
from cases.queries.my_day import Choice
from cases.typed import storable
from cases.views.entrance import workspace

SEARCH_AT_MOST = 100  # characters


@require_safe
@workspace
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases one works with, or those of one's unit."""
    wanted = Wanted.read(request.GET)
    found = case_list.case_list(
        request.user, wanted, today=timezone.localdate(), mark=request.GET.get("after", "")
    )
    shown = {
        "list": found,
        "wanted": wanted,
        "ways": _ways(wanted, sees_unit=bool(units_of(request.user, role=MANAGER))),
        "states": _states(wanted),
        "next_url": f"{wanted.address()}{'&' if '?' in wanted.address() else '?'}after={found.mark}",
        "may_start": bool(access.programmes_for(request.user)),
        "section": "cases",
    }
    return render(request, "cases/cases.html", shown)


@require_safe
@workspace
def search(request: HttpRequest) -> HttpResponse:
    """Find a case by the person's name or its number, among those one may see."""
    asked = storable(request.GET.get("q", ""))[:SEARCH_AT_MOST]
    rows = case_list.found(request.user, asked, today=timezone.localdate())
    return render(request, "cases/search.html", {"asked": asked, "rows": rows, "section": "cases"})


def _ways(wanted: Wanted, *, sees_unit: bool) -> list[Choice]:
    if not sees_unit:
        return []
    labels = {"mine": _("My cases"), "unit": _("My unit's cases")}
    return [
        Choice(whose, label, wanted.address(whose=whose), current=wanted.whose == whose)
        for whose, label in labels.items()
    ]


def _states(wanted: Wanted) -> list[Choice]:
    labels = {"open": _("Open"), "paused": _("Paused"), "closed": _("Closed")}
    return [
        Choice(state, label, wanted.address(state=state, phase=""), current=wanted.state == state)
        for state, label in labels.items()
    ]
