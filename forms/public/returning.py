"""Going away and coming back: the code to write down, the way in with it, and files one has sent along."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from forms import access
from forms.answers.masking import seen_document
from forms.models import Attachment, Submission
from forms.models.audience import EVERYBODY
from forms.public.doors import TOO_MANY, definition_of
from forms.public.entry import Entry, cookie_of
from forms.public.filling import WRONG
from forms.sent import drafts, limits
from forms.sent.tokens import in_fours, plain, sealed
from forms.texts import paths


def later(entry: Entry) -> HttpResponse:
    """Say how to come back to what was typed."""
    if entry.draft is None or entry.draft.sent_at:
        return redirect(entry.url())
    shown = {"entry": entry, "code": in_fours(entry.code) if entry.code else ""}
    if entry.code:
        address = reverse("public_form:resume", kwargs=dict(entry.where))
        shown["resume_url"] = entry.request.build_absolute_uri(address)
    return render(entry.request, "forms/public/later.html", shown)


@never_cache
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on with a code, on any device."""
    definition = definition_of(slug, even_closed=True)
    if definition.open_to != EVERYBODY or definition.anonymous:
        raise Http404
    typed = request.POST.get("code", "")
    if request.method != "POST":
        return _ask(request, slug)
    address = limits.address_of(request)
    if limits.reached(limits.WRONG_CODES_PER_ADDRESS, address):
        said = _("Many codes were tried from here. Wait ten minutes, and try again.")
        return _ask(request, slug, said, typed, status=TOO_MANY)
    draft = drafts.of_code(typed, definition) if plain(typed) else None
    if draft is None:
        limits.counted(limits.WRONG_CODES_PER_ADDRESS, address)
        said = _(
            "Nothing is kept under this code. Look at it once more: it has 12 letters and figures."
        )
        return _ask(request, slug, said, typed, status=WRONG)
    response = redirect("public_form:receipt" if draft.sent_at else "public_form:fill", slug=slug)
    response.set_cookie(
        cookie_of(definition),
        sealed(typed),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def file(entry: Entry, pk: str) -> FileResponse:
    """A file that one has sent along oneself, before the answers are sent."""
    if entry.draft is None or not entry.draft.pk:
        raise Http404
    return _download(entry.draft.attachments.filter(pk=pk).first())


def file_of_answers(request: HttpRequest, pk: str) -> FileResponse:
    """A file that came with answers, for those who may read the answers."""
    attachment = Attachment.objects.select_related("submission").filter(pk=pk).first()
    submission = attachment.submission if attachment else None
    if attachment is None or submission is None:
        raise Http404
    if not access.may_read_submission(request.user, submission):
        raise Http404
    if not _is_seen(request.user, submission, attachment.field):
        raise Http404
    response = _download(attachment)
    access.note(request.user, [submission], "file")
    return response


def _is_seen(user: Any, submission: Submission, path: str) -> bool:
    """Whether somebody is shown the question that a file answers."""
    sight = access.sight_of_files(user, submission)
    version = submission.version
    document, _hidden = seen_document(version.document(), sight, version.later())
    return path in dict(paths(document))


def _download(attachment: Attachment | None) -> FileResponse:
    """Hand over a clean file: saved, never shown in our name."""
    if attachment is None or attachment.state != Attachment.State.CLEAN:
        raise Http404
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _ask(
    request: HttpRequest, slug: str, said: str = "", typed: str = "", *, status: int = 200
) -> HttpResponse:
    shown = {"slug": slug, "said": said, "typed": typed[:40]}
    return render(request, "forms/public/resume.html", shown, status=status)
