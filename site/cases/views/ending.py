"""Saying why a case ended, when it ended by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.actions.ending import say_why
from cases.queries import ending as asking
from cases.queries.case_head import head_of
from cases.refusals import EndingReasonKnown, EndingReasonMissing, Refusal
from cases.views.entrance import GET_OR_POST, case_or_404, refused, workspace


@GET_OR_POST
@workspace
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why the case ended, and keep the answer."""
    head = head_of(case_or_404(request, pk))
    question = asking.of_closed(head.case, head.words)
    if question is None:
        return refused(request, EndingReasonKnown(), back=pk)
    status = 200
    if request.method == "POST":
        try:
            say_why(head.case, by=request.user, reason=asking.posted(request))
        except EndingReasonMissing as refusal:
            question = asking.of_closed(head.case, head.words, error=str(refusal))
            status = refusal.status
        except Refusal as refusal:
            return refused(request, refusal, back=pk)
        else:
            messages.success(request, _("The reason is written down."))
            return redirect("cases:case", pk)
    shown = {"head": head, "case": head.case, "ending": question, "section": "cases"}
    return render(request, "cases/ending.html", shown, status=status)
