"""A blank form for paper: on the screen, to print from there, and as a PDF."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forms.public.entry import Entry
from forms.sent import paper, printed


def blank(entry: Entry) -> HttpResponse:
    """Show the form as paper shows it."""
    shown = paper.about(entry.version, entry.document, entry.texts, entry.language)
    shown |= {"entry": entry, "has_pdf": printed.is_short_to_ask(entry.document)}
    return render(entry.request, "forms/public/blank.html", shown)


def blank_pdf(entry: Entry) -> HttpResponse:
    """Give the form out to be printed. One that is too long for that leads back to its page, which says so."""
    if not printed.is_short_to_ask(entry.document):
        return redirect(entry.url("blank"))
    written = printed.blank_pdf(entry.version, language=entry.language, roles=entry.roles)
    response = HttpResponse(written, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{entry.definition.slug}.pdf"'
    return response
