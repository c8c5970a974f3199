"""Where one answers what was asked: take a role over, approve something, or decline with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import access
from cases.actions import proposals
from cases.models import Proposal
from cases.queries import proposals as queries
from cases.queries.words import words_of_version
from cases.refusals import Refusal
from cases.views.entrance import refused, to_case_or_my_day, workspace


@require_safe
@workspace
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is asked, and who has answered what."""
    return _page(request, access.proposal_of(request.user, pk))


@require_POST
@workspace
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over or approve; or decline, with a reason."""
    row = access.proposal_of(request.user, pk)
    agrees = request.POST.get("answer") == "yes"
    reason = request.POST.get("reason", "")
    try:
        proposals.answer(row, by=request.user, agrees=agrees, reason=reason)
    except Refusal as refusal:
        return _page(request, row, refusal=refusal, reason=reason)
    messages.success(request, _("Your answer is written down."))
    return to_case_or_my_day(request, row.case_id)


@require_POST
@workspace
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one has asked."""
    row = access.proposal_of(request.user, pk)
    try:
        proposals.withdraw(row, by=request.user)
    except Refusal as refusal:
        return refused(request, refusal)
    messages.success(request, _("It is withdrawn. Everything stays as it was."))
    return to_case_or_my_day(request, row.case_id)


def _page(
    request: HttpRequest, row: Proposal, *, refusal: Refusal | None = None, reason: str = ""
) -> HttpResponse:
    sees_case = access.sees_case(request.user, row.case_id)
    words = words_of_version(row.case.processes.select_related("version").latest("pk").version)
    asked = access.proposals_asked_of(request.user).filter(pk=row.pk).exists()
    shown = {
        "page": queries.page_of(row, words, sees_case=sees_case),
        "row": row,
        "may_answer": asked,
        "may_withdraw": row.state == Proposal.State.OPEN and row.asked_by_id == request.user.pk,
        "sees_case": sees_case,
        "refusal": refusal,
        "reason": reason,
        "section": "my_day",
    }
    return render(request, "cases/proposal.html", shown, status=refusal.status if refusal else 200)
