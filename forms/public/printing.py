"""A blank form for paper: on the screen, to print from there, and as a PDF."""

from django.http import HttpResponse
from django.shortcuts import render

from forms.public.entry import Entry
from forms.sent import paper, printed


def blank(entry: Entry) -> HttpResponse:
    """Show the form as paper shows it."""
    shown = paper.about(entry.version, entry.document, entry.texts, entry.language)
    return render(entry.request, "forms/public/blank.html", {**shown, "entry": entry})


def blank_pdf(entry: Entry) -> HttpResponse:
    """Give the form out to be printed."""
    written = printed.blank_pdf(entry.version, language=entry.language, roles=entry.roles)
    response = HttpResponse(written, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{entry.definition.slug}.pdf"'
    return response
