"""The team of a case: who comes in, who leaves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions import team
from cases.facts import Facts
from cases.models import TeamMember
from cases.queries.case_head import CaseHead, head_of
from cases.queries.people import RolePick, asked_in, picks
from cases.queries.task_page import appointed_in
from cases.refusals import CaseIsClosed, Refusal
from cases.views.entrance import GET_OR_POST, case_or_404, refused, workspace


@GET_OR_POST
@workspace
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint somebody to a role of the case."""
    case = case_or_404(request, pk)
    if not case.is_open:
        return refused(request, CaseIsClosed(), back=pk)
    head = head_of(case, part="case_team")
    role = request.POST.get("role", request.GET.get("role", ""))
    if role not in {each.key for each in head.words.document.roles}:
        raise Http404
    posted = dict(request.POST.lists())
    pick = picks(
        head.words, Facts(case), [role], chosen=appointed_in(posted), asked=asked_in(posted)
    )[0]
    if request.method != "POST" or "_search" in posted:
        return _page(request, head, pick)
    chosen = pick.those(posted.get(pick.name, ()))
    if not chosen:
        return _page(request, head, pick, _("Choose a person."), 422)
    try:
        team.appoint(case, by=request.user, role=role, people=chosen)
    except Refusal as refusal:
        return _page(request, head, pick, str(refusal), refusal.status)
    for person in chosen:
        said = {"name": person.display_name, "role": head.words.role(role)}
        messages.success(request, _("%(name)s is in the team: %(role)s.") % said)
    return redirect("cases:case_team", pk)


@require_POST
@workspace
def leave(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Let somebody leave the team; what they wrote stays."""
    case = case_or_404(request, pk)
    member = case.team.filter(pk=member_pk, until=None).select_related("user").first()
    if member is None:
        raise Http404
    try:
        team.leave(case, by=request.user, role=member.role, user=member.user)
    except Refusal as refusal:
        return refused(request, refusal)
    return _left(request, member)


def _left(request: HttpRequest, member: TeamMember) -> HttpResponse:
    if member.user_id == request.user.pk:
        messages.success(request, _("You have left the team."))
        return redirect("cases:cases")
    messages.success(request, _("%(name)s has left the team.") % {"name": member.user.display_name})
    return redirect("cases:case_team", member.case_id)


def _page(
    request: HttpRequest, head: CaseHead, pick: RolePick, error: str = "", status: int = 200
) -> HttpResponse:
    shown = {"head": head, "case": head.case, "pick": pick, "error": error, "section": "cases"}
    return render(request, "cases/appoint.html", shown, status=status)
