"""The unit as its manager sees it: who has how much, what is late, and doing something about many tasks at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.planning import people_of
from accounts.roles import units_of
from cases import access
from cases.actions import many
from cases.duties import MANAGER
from cases.models import CaseTask
from cases.queries.unit import Wanted, narrowed, unit_page
from cases.queries.words import words_of
from cases.views.entrance import GET_OR_POST, workspace


@GET_OR_POST
@workspace
def unit(request: HttpRequest) -> HttpResponse:
    """Show the load of the units somebody manages; hand over or remind what is ticked."""
    if not units_of(request.user, role=MANAGER):
        raise Http404
    wanted = Wanted.read(request.GET)
    if request.method != "POST":
        return _page(request, wanted)
    act, chosen = request.POST.get("act", ""), _chosen(request, wanted)
    if not chosen:
        return _page(request, wanted, _("Tick at least one task that still waits."))
    if act == "remind":
        _say(request, many.remind_many(chosen, by=request.user), "remind")
        return redirect(wanted.address())
    to = request.POST.get("to", "")
    person = people_of(request.user).filter(pk=to).first() if to.isdecimal() else None
    if act != "give" or person is None:
        return _page(request, wanted, _("Choose to whom the tasks go."))
    outcome = many.give_many(chosen, by=request.user, to=person)
    _say(request, outcome, "give", name=person.display_name)
    return redirect(wanted.address())


def _chosen(request: HttpRequest, wanted: Wanted) -> list[CaseTask]:
    """The tasks that are ticked, or all that the list was narrowed to."""
    tasks = access.tasks_managed_by(request.user).select_related("process")
    if "all" in request.POST:
        shown = narrowed(tasks, wanted, today=timezone.localdate())
        return list(shown.order_by("due_on", "pk")[: many.MOST])
    ticked = [int(each) for each in request.POST.getlist("task") if each.isdecimal()]
    return list(tasks.filter(pk__in=ticked[: many.MOST]).order_by("due_on", "pk"))


def _say(request: HttpRequest, outcome: many.Outcome, act: str, **facts: Any) -> None:
    """Say what was done, and of each task that was left why."""
    count = outcome.done
    if act == "give":
        said = ngettext(
            "%(count)s task is with %(name)s now.", "%(count)s tasks are with %(name)s now.", count
        )
    else:
        said = ngettext("%(count)s reminder is sent.", "%(count)s reminders are sent.", count)
    if count:
        messages.success(request, said % {"count": count, **facts})
    words = words_of(task.process.version_id for task, _sentence in outcome.refused)
    for task, sentence in outcome.refused[:SAID_AT_MOST]:
        title = words[task.process.version_id].task(task)
        messages.error(request, _("%(task)s: %(why)s") % {"task": title, "why": sentence})
    if rest := outcome.refused[SAID_AT_MOST:]:
        more = ngettext("%(count)s more was left as it is.", "%(count)s more were left.", len(rest))
        messages.error(request, more % {"count": len(rest)})


SAID_AT_MOST = 5


def _page(request: HttpRequest, wanted: Wanted, wrong: str = "") -> HttpResponse:
    today = timezone.localdate()
    page = unit_page(request.user, wanted, today=today, mark=request.GET.get("after", ""))
    after = "&" if "?" in wanted.address() else "?"
    shown = {
        "page": page,
        "wanted": wanted,
        "wrong": wrong,
        "ticked": {int(each) for each in request.POST.getlist("task") if each.isdecimal()},
        "all_url": wanted.address(person="", step="", late=""),
        "late_url": wanted.address(late="" if wanted.late else "1"),
        "next_url": f"{wanted.address()}{after}after={page.mark}",
        "section": "unit",
    }
    return render(request, "cases/unit.html", shown, status=422 if wrong else 200)
