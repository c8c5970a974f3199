"""Files with answers: asked for, watched, fetched, removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forms import access
from forms.answers import exporting
from forms.answers.jobs import write_export
from forms.answers.views.entrance import GET_OR_POST, export_or_404, form_or_404, staff
from forms.answers.views.lists import read_wanted
from forms.answers.wanted import Wanted
from forms.models import Export

REFRESH = 3  # seconds


@GET_OR_POST
@staff
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what the file looks like, and ask for it."""
    definition = form_or_404(request.user, pk)
    if request.method == "POST":
        export = _asked(request, definition)
        return redirect("answers:export", pk=pk, export_pk=export.pk)
    earlier = Export.objects.filter(definition=definition, by=request.user.pk)
    shown = {
        "definition": definition,
        "wanted": read_wanted(request),
        "kinds": Export.Kind.choices,
        "says": Export.Say.choices,
        "may_sensitive": access.is_appointed_for_sensitive(request.user, definition.pk),
        "earlier": earlier.exclude(state=Export.State.GONE)[:10],
        "section": "answers",
    }
    return render(request, "forms/answers/export_ask.html", shown)


@require_safe
@staff
def export(request: HttpRequest, pk: int, export_pk: UUID) -> HttpResponse:
    """How far the file has come. The page loads itself again until it is ready; scripts ask for the part alone."""
    definition = form_or_404(request.user, pk)
    found = export_or_404(request.user, definition, export_pk)
    part = request.headers.get("HX-Request") == "true"
    page = "forms/answers/_export_state.html" if part else "forms/answers/export.html"
    shown = {
        "definition": definition,
        "export": found,
        "downloads": found.downloads.select_related("by")[:20],
        "section": "answers",
    }
    answer = render(request, page, shown)
    if found.is_waited_for and not part:
        answer.headers["Refresh"] = str(REFRESH)
    return answer


@require_safe
@staff
def fetch(request: HttpRequest, pk: int, export_pk: UUID) -> Any:
    """Hand the file over, and note who took it."""
    definition = form_or_404(request.user, pk)
    found = export_or_404(request.user, definition, export_pk)
    try:
        opened = exporting.fetch(found, by=request.user)
    except FileNotFoundError:
        messages.warning(request, _("The file is no longer here. Ask for a new one."))
        return redirect("answers:export_ask", pk=pk)
    answer = FileResponse(opened, as_attachment=True, filename=found.name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@staff
def remove(request: HttpRequest, pk: int, export_pk: UUID) -> HttpResponse:
    """Remove a file before its time is over."""
    definition = form_or_404(request.user, pk)
    found = export_or_404(request.user, definition, export_pk)
    exporting.remove(Export.objects.filter(pk=found.pk))
    messages.success(request, _("The file is removed."))
    return redirect("answers:export_ask", pk=pk)


@transaction.atomic
def _asked(request: HttpRequest, definition: Any) -> Export:
    """The file and the job that writes it are one commit."""
    posted = request.POST
    kind = posted.get("kind", "")
    say = posted.get("say", "")
    found = exporting.ask(
        definition,
        by=request.user,
        wanted=Wanted.read(posted.dict()),
        kind=kind if kind in Export.Kind.values else Export.Kind.XLSX,
        say=say if say in Export.Say.values else Export.Say.WORDS,
        language=get_language() or "sv",
        sensitive=posted.get("sensitive") == "1",
    )
    write_export.enqueue(str(found.pk))
    return found
