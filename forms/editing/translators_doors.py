"""The doors to the translators' pages. wagtail-localize lets in whoever may translate anything, and trusts them.

These addresses come before its own: only those who may change a thing have it translated, and a file or a text that
cannot be taken gets a sentence. To be removed when wagtail-localize asks for the permission of the model itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import DataError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.edit_translation import edit_string_translation, upload_pofile
from wagtail_localize.views.snippets_api import SnippetViewSet
from wagtail_localize.views.submit_translations import SubmitSnippetTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

MOST_BYTES = 5_000_000
View = Callable[..., Any]


def doors() -> list[URLPattern]:
    """The addresses, as wagtail-localize has them."""
    return [
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            _of_snippet(SubmitSnippetTranslationView.as_view()),
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/",
            _of_snippet(SnippetViewSet.as_view({"get": "list"})),
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            _of_snippet(SnippetViewSet.as_view({"get": "retrieve"})),
        ),
        path("localize/update/<int:translation_source_id>/", _of_source),
        path("localize/translate/<int:translation_id>/pofile/upload/", upload),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/", string
        ),
    ]


def _of_snippet(view: View) -> View:
    """Let in those who may change things of this sort."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **where: Any) -> Any:
        model = get_snippet_model_from_url_params(where["app_label"], where["model_name"])
        _may_change(request, model)
        return view(request, *args, **where)

    return guarded


def _of_source(request: HttpRequest, translation_source_id: int) -> Any:
    """Bring translations up to date: for those who may change what is translated."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    model = source.specific_content_type.model_class()
    if model and not issubclass(
        model, Page
    ):  # pages have permissions of their own, asked further in
        _may_change(request, model)
    return UpdateTranslationsView.as_view()(request, translation_source_id=translation_source_id)


def _may_change(request: HttpRequest, model: type[models.Model]) -> None:
    about = model._meta
    needed = f"{about.app_label}.{get_permission_codename('change', about)}"
    if not request.user.has_perm(needed):
        raise PermissionDenied


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take a PO file in: all of it, or nothing."""
    sent = request.FILES.get("file")
    try:
        if not sent or (sent.size or 0) > MOST_BYTES:
            raise ValueError  # noqa: TRY301  said below, as everything else that cannot be taken
        with transaction.atomic():
            answer: HttpResponse = upload_pofile(request, translation_id)
    except (ArithmeticError, AttributeError, LookupError, ValueError, DataError):
        messages.error(
            request,
            _("The file cannot be taken. Choose a PO file that was downloaded here, at most 5 MB."),
        )
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    return answer


def string(request: HttpRequest, **where: Any) -> Any:
    """Keep one text of a translation; what is no text is not understood."""
    try:
        with transaction.atomic():
            return edit_string_translation(request, **where)
    except (KeyError, ValueError, DataError):
        return HttpResponseBadRequest(_("This text has a character that cannot be stored."))
