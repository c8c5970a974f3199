"""The door of the workspace, and how a refusal is answered. Views fetch through access, call one action, answer."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import gates
from accounts.roles import may
from cases import access
from cases.asking import take_refusal
from cases.models import Case, CaseTask
from cases.refusals import CaseBusy, CaseIsClosed, Refusal
from forms.models import FormVersion

View = Callable[..., HttpResponse]
# A page that asks something. Pages that only show take `require_safe`: whoever may GET may also HEAD.
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
DONE = 0


def workspace(view: View) -> View:
    """Let in those who are signed in and work with cases; nothing seen here stays in a shared cache."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, "work.use"):
            return gates.refused(request)
        return view(request, *args, **kwargs)

    return guarded


def case_or_404(request: HttpRequest, pk: int) -> Case:
    """Fetch a case this person may see, and note in the access log that it was read."""
    return access.case_of(request.user, pk)


def task_or_404(request: HttpRequest, case_pk: int, pk: int) -> CaseTask:
    """Fetch a task this person may see: of their cases, in their hands, or in their queue, where no name is shown.

    Under another case's address a task does not exist.
    """
    if access.tasks_open_to(request.user).filter(case=case_pk, pk=pk).exists():
        return access.task_of(request.user, case_pk, pk)
    return access.queue_task_of(request.user, case_pk, pk)


def refused(request: HttpRequest, refusal: Refusal, **context: Any) -> HttpResponse:
    """Say why something was not done, with the right status, and keep what was typed in sight.

    context  `kept` what was typed, ready to be read; `back` where to go on
    """
    shown = {"refusal": refusal, "busy": isinstance(refusal, CaseBusy), **context}
    return render(request, "cases/refused.html", shown, status=refusal.status)


def shut(request: HttpRequest, case: Case) -> HttpResponse | None:
    """Say at once that nothing more happens in a closed case, before anybody writes."""
    if case.is_open or request.method == "POST":
        return None
    return refused(request, CaseIsClosed(), back=case.pk)


def take_in(form: Form, act: Callable[[dict[str, Any]], Any], *, case: Case | None = None) -> int:
    """Carry out what a small form asks; the status of the page that shows it again, 0 when it was done.

    case  one that must be open for this; a closed one answers the same whatever was typed
    """
    if not form.is_bound:
        return HTTPStatus.OK
    if case is not None and not case.is_open:
        form.errors.clear()
        take_refusal(form, CaseIsClosed())
        return CaseIsClosed.status
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        take_refusal(form, refusal)
        return refusal.status
    return DONE


def note_form(request: HttpRequest, version: FormVersion | None) -> None:
    """Note what the page asks: a request that is cut short then shows what was typed by its labels."""
    request.__dict__["asked_form"] = version


def to_case_or_my_day(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Go on to the case when it is open to this person; who only had a task of it has done their part."""
    if access.sees_case(request.user, case_pk):
        return redirect("cases:case", case_pk)
    return redirect("cases:my_day")


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where the person came from, when that is a page of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else otherwise
