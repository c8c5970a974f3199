"""Goals: add one, say how far it has come, reword it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions import goals as actions
from cases.asking import GoalForm, RewordForm
from cases.models import Case, Goal
from cases.queries.case_head import head_of
from cases.refusals import Refusal
from cases.views.entrance import (
    DONE,
    GET_OR_POST,
    case_or_404,
    refused,
    shut,
    take_in,
    workspace,
)


@GET_OR_POST
@workspace
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a goal to the plan."""
    case = case_or_404(request, pk)
    if closed := shut(request, case):
        return closed
    first = {"level": request.GET.get("level", ""), "parent": request.GET.get("parent", "")}
    form = GoalForm(request.POST or None, case=case, initial=first)
    status = take_in(form, lambda said: actions.add(case, by=request.user, **said), case=case)
    if status == DONE:
        said = case.programme.called.say(_("The goal is now among %(of_plan)s goals."))
        messages.success(request, said)
        return redirect("cases:case_goals", pk)
    return _page(request, case, form, _("Add a goal"), status)


@GET_OR_POST
@workspace
def reword(request: HttpRequest, pk: int, goal_pk: int) -> HttpResponse:
    """Give a goal new words; the old ones stay in the history."""
    case = case_or_404(request, pk)
    goal = _goal(case, goal_pk)
    if closed := shut(request, case):
        return closed
    first = {"text": goal.text, "own_words": goal.own_words}
    form = RewordForm(request.POST or None, called=case.programme.called, initial=first)
    if goal.level != Goal.Level.MAIN:
        form.fields.pop("own_words")
    status = take_in(form, lambda said: actions.reword(goal, by=request.user, **said), case=case)
    if status == DONE:
        messages.success(request, _("The goal has new words. The old ones stay in the history."))
        return redirect("cases:case_goals", pk)
    return _page(request, case, form, _("Reword the goal"), status, goal=goal)


@require_POST
@workspace
def state(request: HttpRequest, pk: int, goal_pk: int) -> HttpResponse:
    """Say how far a goal has come; one may change one's mind."""
    case = case_or_404(request, pk)
    goal = _goal(case, goal_pk)
    wanted = request.POST.get("state", "")
    if wanted not in Goal.State.values:
        raise Http404
    try:
        actions.change_state(goal, by=request.user, state=wanted)
    except Refusal as refusal:
        return refused(request, refusal)
    said = {"goal": goal.text, "state": Goal.State(wanted).label}
    messages.success(request, _("“%(goal)s” is now: %(state)s.") % said)
    return redirect("cases:case_goals", pk)


def _goal(case: Case, pk: int) -> Goal:
    found = case.goals.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, case: Case, form: Form, title: str, status: int, **more: Any
) -> HttpResponse:
    shown = {
        "head": head_of(case),
        "case": case,
        "form": form,
        "title": title,
        "section": "cases",
        **more,
    }
    return render(request, "cases/goal.html", shown, status=status)
