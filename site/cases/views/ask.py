"""Asking somebody outside a step of a case: a personal link is made and shown once, and can be withdrawn."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.absences import hands_of
from cases.actions import asked
from cases.models import CaseTask
from cases.queries.task_page import TaskPage, task_page
from cases.refusals import Refusal
from cases.views.entrance import GET_OR_POST, refused, task_or_404, workspace
from cases.words import language
from forms.public import staff
from forms.sent import links


@GET_OR_POST
@workspace
def ask(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Choose how long the link works and make it; see and withdraw those that were made."""
    page = _page_of(request, case_pk, pk)
    if request.method != "POST":
        return _choices(request, page)
    days = request.POST.get("days", "")
    spoken = request.POST.get("language", "")
    try:
        made = asked.ask(
            page.task,
            by=request.user,
            days=int(days) if days in map(str, asked.DAYS) else asked.USUAL_DAYS,
            language=spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        )
    except Refusal as refusal:
        return refused(request, refusal, back=case_pk)
    return _made(request, page, made)


@require_POST
@workspace
def withdraw(request: HttpRequest, case_pk: int, pk: int, link_pk: int) -> HttpResponse:
    """Close a link that was made for this task."""
    page = _page_of(request, case_pk, pk)
    try:
        closed = asked.withdraw(page.task, link_pk, by=request.user)
    except Refusal as refusal:
        return refused(request, refusal, back=case_pk)
    if not closed:
        raise Http404
    messages.success(request, _("The link is withdrawn. Nobody can open it any more."))
    return redirect("cases:task_ask", case_pk, pk)


def _page_of(request: HttpRequest, case_pk: int, pk: int) -> TaskPage:
    """The page of a task in one's own hands, whose form people outside may answer.

    errors   Http404
    """
    task: CaseTask = task_or_404(request, case_pk, pk)
    if task.owner_id not in hands_of(request.user):
        raise Http404
    page = task_page(task, request.user)
    if not page.may_ask:
        raise Http404
    return page


def _choices(request: HttpRequest, page: TaskPage) -> HttpResponse:
    person = page.task.case.participant
    shown: dict[str, Any] = {
        **_about(page),
        "days": asked.DAYS,
        "usual": asked.USUAL_DAYS,
        "languages": settings.LANGUAGES,
        "language": (person.language if person else "") or language(),
        "open": page.open_links(),
    }
    return render(request, "cases/ask.html", shown)


def _made(request: HttpRequest, page: TaskPage, made: links.Made) -> HttpResponse:
    """Show the link: now or never."""
    address = request.build_absolute_uri(staff.address_of(made))
    card = staff.card(made.link.definition, made, address, made.link.language)
    return render(request, "cases/asked.html", {**_about(page), **card})


def _about(page: TaskPage) -> dict[str, Any]:
    return {"page": page, "case": page.task.case, "section": "cases"}
