"""What may not be deleted, said before anybody confirms it: lists that are used, and what was ever published."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from forms.instruments.sentences import instrument_used
from forms.library.code_lists import naming
from forms.library.list_uses import uses
from forms.models import CodeList, FormDefinition, FormVersion, Instrument
from forms.versions.publishing import FrozenOnPublish


def refuse_deletion(request: HttpRequest, chosen: Iterable[Any]) -> HttpResponse | None:
    """Lead back to the list with a sentence for everything that stays; None when all of it may go.

    Asked by the page about one, and by the list when several are ticked.
    """
    found = [(each, sentence) for each in chosen if (sentence := why_it_stays(each))]
    for _each, sentence in found:
        messages.error(request, sentence)
    return redirect(found[0][0].snippet_viewset.get_url_name("list")) if found else None


def why_it_stays(one: Any) -> str:
    """The sentence that says why something is not deleted; "" when it may be."""
    if isinstance(one, CodeList):
        titles = ", ".join(str(use.definition) for use in uses(one))
        return (
            _("The list is used and cannot be deleted: %(titles)s.") % {"titles": titles}
            if titles
            else ""
        )
    if not isinstance(one, FrozenOnPublish) or not one.versions.exists():
        return ""
    return (
        _(
            "“%(title)s” was published and cannot be deleted: what was answered must stay readable. Retire it instead."
        )
        if hasattr(one, "retired_at")
        else _(
            "“%(title)s” was published and cannot be deleted: others may have taken it. Unpublish it instead."
        )
    ) % {"title": one}


def why_instrument_stays(instrument: Instrument) -> str:
    """An instrument that forms are bound to, or that somebody was measured with, is held against both."""
    reference = instrument.reference
    used = (
        instrument.measurements.exists()
        or FormVersion.objects.filter(naming("structure", "instrument", reference)).exists()
        or FormDefinition.objects.filter(naming("body", "instrument", reference)).exists()
    )
    return instrument_used(instrument) if used else ""
