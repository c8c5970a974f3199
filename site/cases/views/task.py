"""One task: open it, write, keep a draft, check the answers, finish or skip it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from viewflow.workflow.status import STATUS

from accounts.absences import hands_of
from cases import daywords
from cases.actions import tasks
from cases.models import CaseTask
from cases.parties import PARTY, SEVERAL
from cases.queries import ending
from cases.queries.answered import is_behind
from cases.queries.finishing import Finishing, finishing
from cases.queries.task_page import (
    TaskPage,
    draft_of,
    read_draft,
    stored_form,
    task_page,
)
from cases.queries.words import words_of_version
from cases.refusals import (
    AnswersCame,
    AskedNoLonger,
    CannotHoldRole,
    CaseIsClosed,
    EndingReasonMissing,
    Refusal,
    TaskAlreadyDone,
    TaskNotTaken,
)
from cases.typed import storable
from cases.versions import version_of
from cases.views.entrance import (
    GET_OR_POST,
    note_form,
    refused,
    task_or_404,
    to_case_or_my_day,
    workspace,
)
from cases.views.sent_files import sent_by
from cases.views.task_done import done
from cases.words import language
from forms.asking import checking, rendering, sentences


@GET_OR_POST
@workspace
def task(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Show a task to the person who does it, and take in what was typed."""
    opened = task_or_404(request, case_pk, pk)
    if opened.kind == SEVERAL and (opened.owner_id or opened.finished):
        return redirect("cases:asking", case_pk, pk)
    if opened.status in (STATUS.DONE, STATUS.CANCELED):
        return _already_done(request, opened) if request.method == "POST" else done(request, opened)
    if opened.owner_id not in hands_of(request.user):
        return _not_mine(request, opened)
    page = _page_of(request, opened)
    return _typed(request, page) if request.method == "POST" else _opened(request, page)


def _page_of(request: HttpRequest, opened: CaseTask) -> TaskPage:
    """Gather the page, and note what it asks: a request that is cut short shows what was typed by its labels."""
    page = task_page(opened, request.user)
    note_form(request, page.version)
    return page


def _opened(request: HttpRequest, page: TaskPage) -> HttpResponse:
    """Show the draft if there is one, else the first answers."""
    draft = draft_of(page.task, request.user)
    if draft:
        posted = page.with_answers(draft.raw) if is_behind(page.task, draft.raw) else draft.raw
        raw = checking.read(page.document, posted)
        return _page(request, page, raw=raw, posted=posted, draft=draft)
    first = page.first_values()
    if not (first or page.came):
        return _page(request, page)
    known = checking.prefilled(page.document, page.form_facts())
    posted = {name: list(values) for name, values in known.values.items()} | first
    raw = checking.read(page.document, page.with_answers(posted))
    return _page(request, page, raw=raw)


def _typed(request: HttpRequest, page: TaskPage) -> HttpResponse:
    """Keep what was typed first, then judge it: nothing typed is ever lost."""
    sent = sent_by(request, page.document)
    posted, raw = sent.posted, sent.raw
    behind = is_behind(page.task, posted) and bool(page.came)
    if behind:
        posted = page.with_answers(posted)
        raw = checking.read(page.document, posted)
    try:
        draft = _keep(request, page, raw, posted)
    except Refusal as refusal:
        return _page(request, page, raw=raw, posted=posted, refusal=refusal)
    if raw.rows_of or sent.removed or "_search" in posted:  # a row more, or other people to choose
        return _page(request, page, raw=raw, posted=posted, draft=draft)
    if behind and "_later" not in posted:
        return _page(request, page, raw=raw, posted=posted, draft=draft, refusal=AnswersCame())
    if "_later" in posted and not raw.too_much and not sent.wrong:
        messages.success(request, _("Your draft of “%(task)s” is saved.") % {"task": page.title})
        return redirect("cases:my_day")
    judged = finishing(page, raw, posted).also_wrong(sent.wrong)
    if judged.ok:
        return redirect("cases:task_check", page.task.case_id, page.task.pk)
    return _page(request, page, raw=raw, posted=posted, draft=draft, judged=judged)


def _keep(
    request: HttpRequest, page: TaskPage, raw: checking.Raw, posted: dict[str, list[str]]
) -> Any:
    if raw.too_much:
        return draft_of(page.task, request.user)
    return tasks.save_draft(page.task, by=request.user, raw=stored_form(raw, posted))


@GET_OR_POST
@workspace
def check(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Show the answers once more and what will happen, then finish."""
    opened = task_or_404(request, case_pk, pk)
    if opened.status in (STATUS.DONE, STATUS.CANCELED):
        return _already_done(request, opened) if request.method == "POST" else done(request, opened)
    if opened.owner_id not in hands_of(request.user):
        return _not_mine(request, opened)
    page = _page_of(request, opened)
    draft = draft_of(opened, request.user)
    posted = draft.raw if draft else {}
    if page.version and (draft is None or (page.came and is_behind(opened, posted))):
        return redirect("cases:task", case_pk, pk)
    judged = finishing(page, checking.read(page.document, posted), posted)
    if not judged.ok:
        return _page(request, page, raw=judged.raw, posted=posted, draft=draft, judged=judged)
    stamp = draft.saved_at.isoformat() if draft else ""
    changed = request.method == "POST" and request.POST.get("seen") != stamp
    if request.method != "POST" or changed:
        return _check_page(request, page, judged, stamp, changed=changed)
    return _finish(request, page, judged, stamp)


def _finish(request: HttpRequest, page: TaskPage, judged: Finishing, stamp: str) -> HttpResponse:
    try:
        tasks.complete_task(
            page.task,
            by=request.user,
            answers=judged.answers,
            appointments=judged.appointments,
            form_version=page.version,
            ending=ending.posted(request),
        )
    except TaskAlreadyDone:
        page.task.refresh_from_db()
        return _already_done(request, page.task)
    except EndingReasonMissing as refusal:
        asked = ending.when_refused(page.words, refusal, ending.posted(request))
        again = replace(judged, ending=asked)
        return _check_page(request, page, again, stamp, status=refusal.status)
    except Refusal as refusal:
        if refusal.errors:
            return _sent_back(request, page, judged, refusal)
        return _check_page(request, page, judged, stamp, refusal=refusal)
    messages.success(request, _finished_words(page, judged))
    return to_case_or_my_day(request, page.task.case_id)


def _finished_words(page: TaskPage, judged: Finishing) -> str:
    done = _("“%(task)s” is done.") % {"task": page.title}
    told = [each.text for each in judged.consequences if each.icon in ("eye", "up")]
    return " ".join([done, *told])


def _sent_back(
    request: HttpRequest, page: TaskPage, judged: Finishing, refusal: Refusal
) -> HttpResponse:
    """Show the form again with the case's own objections at their fields."""
    errors = {key: str(sentence) for key, sentence in refusal.errors.items()}
    about_people = isinstance(refusal, CannotHoldRole)
    again = judged.with_errors(
        {} if about_people else errors, people=errors if about_people else {}
    )
    draft = draft_of(page.task, request.user)
    return _page(
        request, page, raw=judged.raw, posted=draft.raw if draft else {}, draft=draft, judged=again
    )


@require_POST
@workspace
def draft(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Keep what is being typed, quietly. Answers in words for the line beside the title."""
    opened = task_or_404(request, case_pk, pk)
    if opened.owner_id is None:
        return _words(TaskNotTaken())  # nothing of the case is read before the task is taken
    page = _page_of(request, opened)
    posted = dict(request.POST.lists())
    raw = checking.read(page.document, posted)
    if raw.too_much:
        return JsonResponse({"saved": False, "words": sentences.too_much()}, status=422)
    try:
        _keep(request, page, raw, posted)
    except Refusal as refusal:
        return _words(refusal)
    words = _("Draft saved %(time)s") % {"time": daywords.clock(timezone.now())}
    return JsonResponse({"saved": True, "words": words})


def _words(refusal: Refusal) -> HttpResponse:
    return JsonResponse({"saved": False, "words": str(refusal)}, status=refusal.status)


@require_POST
@workspace
def skip(request: HttpRequest, case_pk: int, pk: int) -> HttpResponse:
    """Leave a task out, with a reason."""
    opened = task_or_404(request, case_pk, pk)
    if opened.status in (STATUS.DONE, STATUS.CANCELED):
        return _already_done(request, opened)
    if opened.owner_id is None:
        return _not_mine(request, opened)
    page = _page_of(request, opened)
    reason = storable(request.POST.get("_reason", ""))
    try:
        tasks.skip_task(opened, by=request.user, reason=reason)
    except TaskAlreadyDone:
        opened.refresh_from_db()
        return _already_done(request, opened)
    except Refusal as refusal:
        kept = draft_of(opened, request.user)
        posted = kept.raw if kept else {}
        raw = read_draft(page, kept) if kept else None
        return _page(
            request, page, raw=raw, posted=posted, draft=kept, refusal=refusal, reason=reason
        )
    messages.success(
        request, _("“%(task)s” is skipped. The reason is in the timeline.") % {"task": page.title}
    )
    return to_case_or_my_day(request, case_pk)


def _page(  # noqa: PLR0913 - every reason to show the form again
    request: HttpRequest,
    page: TaskPage,
    *,
    raw: checking.Raw | None = None,
    posted: dict[str, list[str]] | None = None,
    draft: Any = None,
    judged: Finishing | None = None,
    refusal: Refusal | None = None,
    reason: str = "",
) -> HttpResponse:
    """Show the task with its form, what was typed and what must be corrected."""
    errors = judged.errors if judged else {}
    shown = {
        "page": page,
        "case": page.task.case,
        "known": page.known(),
        "saved_at": daywords.clock(draft.saved_at) if draft else "",
        "form_html": _form(page, raw, errors),
        "error_summary": _summary(page, errors),
        "picks": _picks(page, posted or {}, judged),
        "branch": (posted or {}).get("_branch", [""])[0],
        "judged": judged,
        "page_errors": _page_errors(page, judged),
        "sends_files": page.sends_files,
        "refusal": refusal,
        "reason": reason,
        "section": "cases",
    }
    status = refusal.status if refusal else 422 if judged and not judged.ok else 200
    return render(request, "cases/task.html", shown, status=status)


def _form(page: TaskPage, raw: checking.Raw | None, errors: dict[str, str]) -> str:
    if page.version is None:
        return ""
    return rendering.render(
        page.version,
        language(),
        raw=raw,
        errors=errors,
        facts=page.form_facts(raw),
        roles=page.roles,
    )


def _summary(page: TaskPage, errors: dict[str, str]) -> str:
    return (
        rendering.error_summary(page.version, language(), errors) if errors and page.version else ""
    )


def _page_errors(page: TaskPage, judged: Finishing | None) -> list[tuple[str, str]]:
    """List what must be corrected outside the form: (id of the field, sentence)."""
    if judged is None:
        return []
    people = [
        (f"pick-{role}", f"{page.words.role(role)}: {sentence}")
        for role, sentence in judged.people_errors.items()
    ]
    return [*people, *([("branch", judged.branch_error)] if judged.branch_error else [])]


def _picks(page: TaskPage, posted: dict[str, list[str]], judged: Finishing | None) -> list[Any]:
    wrong = judged.people_errors if judged else {}
    found = page.appointments(posted)
    return [{"pick": pick, "error": wrong.get(pick.role, "")} for pick in found]


def _check_page(  # noqa: PLR0913 - every reason to show the answers again
    request: HttpRequest,
    page: TaskPage,
    judged: Finishing,
    stamp: str,
    *,
    changed: bool = False,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    answers = ""
    if page.version:
        answers = rendering.read_view(page.version, language(), judged.answers, roles=page.roles)
    shown = {
        "page": page,
        "case": page.task.case,
        "answers": answers,
        "judged": judged,
        "ending": ending.with_chosen(judged.ending, ending.posted(request)),
        "seen": stamp,
        "changed": changed,
        "refusal": refusal,
        "section": "cases",
    }
    status = refusal.status if refusal else 409 if changed else status
    return render(request, "cases/task_check.html", shown, status=status)


def _not_mine(request: HttpRequest, opened: CaseTask) -> HttpResponse:
    """Offer a task that nobody has taken; say who has it when somebody does. No name before it is taken."""
    words = words_of_version(version_of(opened.process.version_id))
    shown = {"task": opened, "title": words.task(opened), "lead": words.lead(opened.key)}
    shown["due"] = daywords.capitalised(daywords.due(opened.due_on)) if opened.due_on else ""
    shown["came"] = daywords.came(opened.created)
    shown["role"] = words.role(opened.role) if opened.role else ""
    posting = (
        request.method == "POST"
    )  # from a page that lay open when the task went to somebody else
    shown["kept"] = _typed_here(request, _page_of(request, opened)) if posting else ""
    status = 409 if posting else 200
    return render(request, "cases/task_take.html", {**shown, "section": "queue"}, status=status)


def _already_done(request: HttpRequest, opened: CaseTask) -> HttpResponse:
    """Say who finished the task and when, and show what was typed so that it can be used elsewhere."""
    page = _page_of(request, opened)
    if opened.status == STATUS.CANCELED and not opened.case.is_open:
        kept = _typed_here(request, page)
        return refused(request, CaseIsClosed(), kept=kept, back=opened.case_id)
    said = {"name": opened.done_by.display_name if opened.done_by else _("Somebody else")}
    said["when"] = daywords.moment(opened.finished) if opened.finished else ""
    if opened.status == STATUS.CANCELED and opened.kind == PARTY:
        kept = _typed_here(request, page)
        return refused(request, AskedNoLonger(), kept=kept, title=page.title)
    sentence = _("%(name)s already finished this task, %(when)s. Nothing was stored twice.") % said
    return refused(
        request,
        TaskAlreadyDone(sentence),
        kept=_typed_here(request, page),
        back=opened.case_id,
        title=page.title,
    )


def _typed_here(request: HttpRequest, page: TaskPage) -> str:
    """Put what was just sent, else the reader's own draft, into a form that can be read and copied."""
    if page.version is None:
        return ""
    raw = checking.read(page.document, dict(request.POST.lists()))
    draft = draft_of(page.task, request.user)
    if not raw.values and draft:
        raw = read_draft(page, draft)
    answers = finishing(page, raw, {}).answers
    return rendering.read_view(page.version, language(), answers, roles=page.roles)
