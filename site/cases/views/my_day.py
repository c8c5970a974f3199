"""My day: the page one begins with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from viewflow.workflow.status import STATUS

from cases.actions.notices import mark_read
from cases.queries import my_day as queries
from cases.views.entrance import workspace


@require_safe
@workspace
def my_day(request: HttpRequest) -> HttpResponse:
    """Show what is late, for today and coming, and the one task to begin with."""
    day = queries.my_day(
        request.user,
        today=timezone.localdate(),
        kind=request.GET.get("kind", ""),
        programme=request.GET.get("programme", ""),
        whole="all" in request.GET,
    )
    return render(request, "cases/my_day.html", {"day": day})


@require_POST
@workspace
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a notice away as read and, unless it was only put away, go to what it is about."""
    read = get_object_or_404(request.user.notices.select_related("task"), pk=pk)
    mark_read(read, by=request.user)
    if "open" not in request.POST:
        return redirect("cases:my_day")
    if read.task_id and read.task.submission_id:
        return redirect("cases:document", read.case_id, read.task_id)
    if read.task_id and read.task.status == STATUS.ASSIGNED:
        return redirect("cases:task", read.case_id, read.task_id)
    return redirect("cases:case", read.case_id)
