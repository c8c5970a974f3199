"""Asking several parties: who was asked, who has answered; ask one more, stop one, remind, go on without."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.absences import hands_of
from cases.actions import asked, several
from cases.facts import Facts
from cases.models import CaseTask
from cases.parties import GROUNDS, PARTY, ROUND, SEVERAL, round_of
from cases.queries import askable
from cases.queries.asking_traces import GROUND_WORDS
from cases.queries.outside import may_be_asked
from cases.queries.several_page import SeveralPage, several_page
from cases.refusals import Refusal
from cases.typed import storable
from cases.views.entrance import GET_OR_POST, refused, task_or_404, to_case_or_my_day, workspace
from forms.public import staff

CHOSEN_BY_HAND = [ground for ground in GROUNDS if ground != "declined"]


@require_safe
@workspace
def asking(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Show who was asked and how far it has come."""
    page = _page_of(request, case_pk, pk)
    if page is None:
        return redirect("cases:task", case_pk, pk)
    return _shown(request, page)


@GET_OR_POST
@workspace
def more(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Choose whom to ask beside the others."""
    page = _acting(request, case_pk, pk)
    posted = {name: list(values) for name, values in request.POST.lists()}
    offered = askable.offers(page.step, page.words, Facts(page.task.case), posted)
    shown: dict[str, Any] = {
        "offers": offered,
        "outside": (posted.get(askable.OUTSIDE) or [""])[0],
        "may_link": page.step.links and may_be_asked(page.version()),
    }
    if request.method != "POST" or "_search" in posted:
        return _render(request, "cases/several_more.html", page, **shown)
    whom = askable.chosen(offered, posted)
    try:
        made = several.ask_more(page.task, by=request.user, whom=whom)
    except Refusal as refusal:
        return _render(request, "cases/several_more.html", page, refusal=refusal, **shown)
    outside = next((each for each in made if not each.role), None)
    if outside is not None:
        return redirect("cases:party_link", case_pk, pk, outside.pk)
    messages.success(request, _("Asked. The answers come here."))
    return redirect("cases:asking", case_pk, pk)


@require_POST
@workspace
def without(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Go on with the answers there are, with a reason."""
    page = _acting(request, case_pk, pk)
    reason = storable(request.POST.get("reason", ""))
    try:
        several.go_on_without(page.task, by=request.user, reason=reason)
    except Refusal as refusal:
        page.task.refresh_from_db()
        return _shown(request, page, refusal=refusal, reason=reason)
    messages.success(request, _("The case goes on. The reason is in the timeline."))
    return to_case_or_my_day(request, case_pk)


@require_safe
@workspace
def answers(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Show all answers side by side."""
    page = _page_of(request, case_pk, pk)
    if page is None:
        raise Http404
    return _render(
        request, "cases/several_answers.html", page, names=page.names(), lines=page.lines()
    )


@GET_OR_POST
@workspace
def stop(request: HttpRequest, case_pk: int, pk: int, party_pk: int) -> HttpResponse:
    """Ask one party no longer, and say why."""
    page, party = _party_of(request, case_pk, pk, party_pk)
    shown: dict[str, Any] = {
        "party": next(row for row in page.rows() if row.pk == party.pk),
        "grounds": [(each, _(GROUND_WORDS[each])) for each in CHOSEN_BY_HAND],
        "ground": request.POST.get("ground", ""),
        "reason": request.POST.get("reason", ""),
    }
    if request.method != "POST":
        return _render(request, "cases/party_stop.html", page, **shown)
    try:
        several.stop_asking(party, by=request.user, ground=shown["ground"], reason=shown["reason"])
    except Refusal as refusal:
        return _render(request, "cases/party_stop.html", page, refusal=refusal, **shown)
    said = _("%(name)s is not asked any more. The others still are.")
    messages.success(request, said % {"name": shown["party"].name})
    return redirect("cases:asking", case_pk, pk)


@require_POST
@workspace
def remind(request: HttpRequest, case_pk: int, pk: int, party_pk: int) -> HttpResponse:
    """Remind one party."""
    _page, party = _party_of(request, case_pk, pk, party_pk)
    try:
        several.remind(party, by=request.user)
    except Refusal as refusal:
        return refused(request, refusal, back=case_pk)
    messages.success(request, _("A reminder is sent."))
    return redirect("cases:asking", case_pk, pk)


@require_POST
@workspace
def write(request: HttpRequest, case_pk: int, pk: int, party_pk: int) -> HttpResponse:
    """Take the task of a party to write down what they said."""
    _page, party = _party_of(request, case_pk, pk, party_pk)
    try:
        several.write_for(party, by=request.user)
    except Refusal as refusal:
        return refused(request, refusal, back=case_pk)
    return redirect("cases:task", case_pk, party_pk)


@GET_OR_POST
@workspace
def link(request: HttpRequest, case_pk: int, pk: int, party_pk: int) -> HttpResponse:
    """Make a personal link for a party outside; it is shown once."""
    page, party = _party_of(request, case_pk, pk, party_pk)
    row = next(each for each in page.rows() if each.pk == party.pk)
    if not row.is_outside:
        raise Http404
    days, spoken = request.POST.get("days", ""), request.POST.get("language", "")
    shown = {"party": row, "days": asked.DAYS, "usual": asked.USUAL_DAYS}
    if request.method != "POST":
        spoken = request.LANGUAGE_CODE
        languages = {"languages": settings.LANGUAGES, "language": spoken}
        return _render(request, "cases/party_link.html", page, **shown, **languages)
    try:
        made = several.make_link(
            party,
            by=request.user,
            days=int(days) if days in map(str, asked.DAYS) else asked.USUAL_DAYS,
            language=spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        )
    except Refusal as refusal:
        return refused(request, refusal, back=case_pk)
    address = request.build_absolute_uri(staff.address_of(made))
    card = staff.card(made.link.definition, made, address, made.link.language)
    return _render(request, "cases/party_linked.html", page, **shown, **card)


@GET_OR_POST
@workspace
def decline(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Say that one cannot answer, and why."""
    task = task_or_404(request, case_pk, pk)
    if task.kind != PARTY or task.owner_id not in hands_of(request.user):
        raise Http404
    reason = request.POST.get("reason", "")
    shown: dict[str, Any] = {"task": task, "case": task.case, "reason": reason}
    if request.method == "POST":
        try:
            several.decline(task, by=request.user, reason=reason)
        except Refusal as refusal:
            again = {**shown, "refusal": refusal, "section": "cases"}
            return render(request, "cases/party_decline.html", again, status=refusal.status)
        messages.success(request, _("Whoever asked knows now that you cannot answer."))
        return to_case_or_my_day(request, case_pk)
    return render(request, "cases/party_decline.html", {**shown, "section": "cases"})


def _page_of(request: HttpRequest, case_pk: int, pk: int) -> SeveralPage | None:
    """The page of a step that asks several; None while its task lies in the queue.

    errors   Http404
    """
    task = task_or_404(request, case_pk, pk)
    if task.kind != SEVERAL:
        raise Http404
    page = several_page(task, request.user)
    if task.owner_id not in hands_of(request.user) and not page.sees_case:
        return None
    return page


def _acting(request: HttpRequest, case_pk: int, pk: int) -> SeveralPage:
    page = _page_of(request, case_pk, pk)
    if page is None or not page.may_act:
        raise Http404
    return page


def _party_of(
    request: HttpRequest, case_pk: int, pk: int, party_pk: int
) -> tuple[SeveralPage, CaseTask]:
    """One of those who are asked, for the one who asks.

    errors   Http404
    """
    page = _acting(request, case_pk, pk)
    mine = {"case": case_pk, "key": page.task.key, "kind": PARTY}
    number = {f"data__{ROUND}": round_of(page.task)}
    party = get_object_or_404(CaseTask, pk=party_pk, **mine, **number)
    return page, party


def _shown(request: HttpRequest, page: SeveralPage, **more: Any) -> HttpResponse:
    return _render(request, "cases/several.html", page, rows=page.rows(), **more)


def _render(request: HttpRequest, template: str, page: SeveralPage, **shown: Any) -> HttpResponse:
    given = {"page": page, "case": page.task.case, "section": "cases", **shown}
    refusal = shown.get("refusal")
    return render(request, template, given, status=refusal.status if refusal else 200)
