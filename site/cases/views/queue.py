"""The queue of a unit: take a task, hand one over, put one back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from cases.actions import tasks
from cases.models import CaseTask
from cases.queries import inbox
from cases.queries.people import asked_in, is_held, pick_for_task
from cases.queries.words import Words, words_of_version
from cases.refusals import CaseIsClosed, Refusal
from cases.rights import roles_of_case
from cases.versions import version_of
from cases.views.entrance import GET_OR_POST, back_to, refused, task_or_404, workspace

WHOLE_ROLE = "role"  # as the page of handing over posts it


@require_safe
@workspace
def queue(request: HttpRequest) -> HttpResponse:
    """List what nobody has taken yet, the most urgent first."""
    page = inbox.queue_page(request.user, mark=request.GET.get("after", ""))
    shown = {"page": page, "count": inbox.queue_count(request.user), "section": "queue"}
    return render(request, "cases/queue.html", shown)


@require_POST
@workspace
def take(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Take a task: from now on it is in my day."""
    task = task_or_404(request, case_pk, pk)
    try:
        tasks.take_task(task, by=request.user)
    except Refusal as refusal:
        return refused(request, refusal)
    if getattr(request, "htmx", False):  # the list stays where it is
        return render(request, "cases/_queue_taken.html", {"task": task})
    messages.success(request, _("The task is yours now."))
    return redirect("cases:task", case_pk, pk)


@GET_OR_POST
@workspace
def give(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Hand a task over to somebody who may do it."""
    task = task_or_404(request, case_pk, pk)
    if not task.case.is_open:
        return refused(request, CaseIsClosed(), back=case_pk)
    words = words_of_version(version_of(task.process.version_id))
    to = request.POST.get("to", "")
    asked = asked_in(dict(request.POST.lists())).get("to", "")
    pick = pick_for_task(task, words.document, but=request.user, chosen=to, asked=asked)
    searching = "_search" in request.POST
    whole_role = request.POST.get("what") == WHOLE_ROLE
    if not searching and (chosen := pick.those([to])):
        return _given(request, task, chosen[0], whole_role=whole_role)
    nobody = request.method == "POST" and not searching
    shown = {"task": task, "title": words.task(task), "pick": pick, "section": "cases"}
    shown["error"] = _("Choose a person.") if nobody else ""
    shown["role"] = _role_that_may_go_along(task, words)
    shown["whole_role"] = whole_role
    return render(request, "cases/task_give.html", shown, status=422 if nobody else 200)


@require_POST
@workspace
def back(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Put a task back into the queue of the unit."""
    task = task_or_404(request, case_pk, pk)
    try:
        tasks.put_back(task, by=request.user)
    except Refusal as refusal:
        return refused(request, refusal)
    messages.success(
        request, _("The task is back in the queue. What you wrote is kept as your draft.")
    )
    return redirect(back_to(request, "cases:my_day"))


def _role_that_may_go_along(task: CaseTask, words: Words) -> str:
    """Name the role that can move with the task: one that a single person holds, when somebody does."""
    role = roles_of_case(task.case, words.document).get(task.role)
    if role is None or role.many or task.kind == "extra":
        return ""
    return words.role(role.key) if is_held(task.case_id, role.key) else ""


def _given(request: HttpRequest, task: CaseTask, to: User, *, whole_role: bool) -> HttpResponse:
    try:
        tasks.give_task(task, by=request.user, to=to, whole_role=whole_role)
    except Refusal as refusal:
        return refused(request, refusal)
    said = (
        _("%(name)s has the task and the role now.")
        if whole_role
        else _("%(name)s has the task now.")
    )
    messages.success(request, said % {"name": to.display_name})
    return redirect("cases:my_day")
