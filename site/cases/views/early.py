"""An answer that came before the case reached the step that asks for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.actions import several
from cases.queries.case_head import head_of
from cases.queries.early import early_steps
from cases.refusals import Refusal
from cases.views.entrance import GET_OR_POST, case_or_404, shut, workspace


@GET_OR_POST
@workspace
def early(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say whose answer it is; the questions come on the next page."""
    case = case_or_404(request, pk)
    if (closed := shut(request, case)) is not None:
        return closed
    head = head_of(case)
    if key not in early_steps(head):
        raise Http404
    name = request.POST.get("name", "")
    shown = {"head": head, "case": case, "title": head.words.step(key), "name": name}
    if request.method == "POST":
        try:
            task = several.write_early(case, key, by=request.user, name=name)
        except Refusal as refusal:
            again = {**shown, "refusal": refusal, "section": "cases"}
            return render(request, "cases/early.html", again, status=refusal.status)
        return redirect("cases:task", pk, task.pk)
    return render(request, "cases/early.html", {**shown, "section": "cases"})
