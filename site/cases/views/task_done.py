"""The page of a task that is over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases import daywords
from cases.access import sees_case
from cases.models import CaseTask
from cases.queries.words import words_of_version
from cases.versions import version_of


def done(request: HttpRequest, opened: CaseTask) -> HttpResponse:
    """Lead to what was handed in, or say when it was finished."""
    if opened.submission_id and sees_case(request.user, opened.case_id):
        return redirect("cases:document", opened.case_id, opened.pk)
    words = words_of_version(version_of(opened.process.version_id))
    shown = {"task": opened, "title": words.task(opened), "case": opened.case, "section": "cases"}
    if not sees_case(
        request.user, opened.case_id
    ):  # one of several who were asked; no name any more
        return render(request, "cases/party_over.html", shown)
    shown["finished"] = daywords.moment(opened.finished) if opened.finished else ""
    return render(request, "cases/task_done.html", shown)
