"""The pages of a case, all under one head: overview, timeline, goals, documents, team."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.models import Case, CaseTask
from cases.queries import answered, beside, case_page, proposals
from cases.queries import documents as reading
from cases.queries import goals as planning
from cases.queries import measurements as measuring
from cases.queries import timeline as history
from cases.queries.asked_facts import roles_for
from cases.queries.case_head import CaseHead, head_of
from cases.queries.decision_text import taken_text
from cases.queries.early import early_steps
from cases.queries.kept_files import file_url
from cases.queries.people import may_take_out, roles_to_fill
from cases.views.entrance import case_or_404, workspace
from cases.words import language
from forms.asking import rendering


@require_safe
@workspace
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the case stands and what comes next."""
    head = _head(request, pk, "case")
    today = timezone.localdate()
    roles = case_page.roles_in(head.case, request.user)
    shown = {
        "page": case_page.overview(head, request.user, today=today),
        "events": case_page.event_choices(head, roles),
        "early": early_steps(head) if roles else {},
        "beside": beside.cases_beside(head.case, request.user),
        "proposals": proposals.of_case(head),
        "may_write": head.case.is_open,
        "latest": history.latest(head, request.user, at_most=3),
    }
    return _page(request, "cases/case.html", head, **shown)


@require_safe
@workspace
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what has happened, the newest first."""
    head = _head(request, pk, "case_timeline")
    kind = request.GET.get("kind", "")
    page = history.timeline(head, request.user, kind=kind, mark=request.GET.get("after", ""))
    return _page(request, "cases/timeline.html", head, page=page)


@require_safe
@workspace
def goals(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the goals in three levels and how far they have come."""
    head = _head(request, pk, "case_goals")
    plans = planning.plans(head.case, today=timezone.localdate())
    return _page(request, "cases/goals.html", head, plans=plans)


@require_safe
@workspace
def measurements(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the person's scores over time, from every case of theirs that the reader may see."""
    head = _head(request, pk, "case_measurements")
    today = timezone.localdate()
    scales = measuring.scales(head.case, request.user, language=language(), today=today)
    return _page(request, "cases/measurements.html", head, scales=scales)


@require_safe
@workspace
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """List the decisions and everything that was handed in."""
    head = _head(request, pk, "case_documents")
    rows = reading.document_rows(head.case, head.words, today=timezone.localdate())
    return _page(request, "cases/documents.html", head, rows=rows)


@require_safe
@workspace
def document(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """Show one thing that was handed in, in the words it was asked in."""
    head = _head(request, pk, "case_documents")
    task = _handed_in(head.case, task_pk)
    submission = task.submission
    roles = roles_for(submission.version.document(), head.case, request.user)
    shown: dict[str, Any] = {
        "task": task,
        "title": head.words.task(task),
        "answers": rendering.read_view(
            submission.version,
            language(),
            submission.answers,
            roles=roles,
            file_url=file_url,
        ),
        "arrived": answered.to_read(answered.came_for(task), roles),
        "decision": getattr(task, "decision", None),
        "signed": reading.signed(task),
    }
    if shown["decision"]:
        shown["laws"] = reading.laws(shown["decision"], head.words)
        shown["text"] = taken_text(head, shown["decision"], submission.version, submission.answers)
        shown["summary"] = reading.decision_summary(
            shown["decision"], head.words, head.case.programme.called, today=timezone.localdate()
        )
    return _page(request, "cases/document.html", head, **shown)


@require_safe
@workspace
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who works with the case, since when, and who has left."""
    head = _head(request, pk, "case_team")
    rows = case_page.team_rows(head.case, head.words, today=timezone.localdate(), everybody=True)
    return _page(
        request,
        "cases/team.html",
        head,
        now=[row for row in rows if not row.until],
        before=[row for row in rows if row.until],
        roles=roles_to_fill(head, request.user),
        may_take_out=may_take_out(head.case, request.user),
    )


def _head(request: HttpRequest, pk: int, part: str) -> CaseHead:
    return head_of(case_or_404(request, pk), part=part)


def _page(request: HttpRequest, template: str, head: CaseHead, **shown: Any) -> HttpResponse:
    return render(request, template, {"head": head, "case": head.case, "section": "cases", **shown})


def _handed_in(case: Case, pk: int) -> CaseTask:
    task = (
        case.tasks.filter(pk=pk, submission__isnull=False)
        .select_related("submission__version", "done_by", "decision__decided_by")
        .first()
    )
    if task is None:
        raise Http404
    return task
