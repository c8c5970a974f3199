"""The door of the pages about answers: signed in, and a form of which one reads something. A miss is 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms import access
from forms.models import Export, FormDefinition, FormVersion
from forms.models.audience import EVERYBODY, WITH_LINK

View = Callable[..., HttpResponse]
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def staff(view: View) -> View:
    """Let in those who are signed in; what is read here stays in no shared cache."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return guarded


def forms_for(user: Any) -> QuerySet[FormDefinition]:
    """The forms of which somebody reads something, by title; with the moment of the newest answer."""
    theirs = access.submissions_for(user).filter(definition=OuterRef("pk"))
    readable = Q(Exists(theirs)) | Q(access.reads_some(user), open_to__in=(EVERYBODY, WITH_LINK))
    if access.may_run_surveys(user):
        readable |= Q(anonymous=True)
    newest = theirs.order_by("-submitted_at").values("submitted_at")[:1]
    written = FormDefinition.objects.filter(Exists(_versions()))
    return written.filter(readable).annotate(newest=Subquery(newest)).order_by("title", "pk")


def form_or_404(user: Any, pk: int) -> FormDefinition:
    """One form whose answers somebody reads, at least some of them."""
    definition = FormDefinition.objects.filter(Exists(_versions()), pk=pk).first()
    if definition is None or definition.anonymous:
        raise Http404
    if access.reads_free_answers(user, definition):
        return definition
    if access.submissions_for(user, definition).exists():
        return definition
    raise Http404


def survey_or_404(user: Any, pk: int) -> FormDefinition:
    """One anonymous form, for those who run surveys."""
    found = FormDefinition.objects.filter(Exists(_versions()), pk=pk, anonymous=True).first()
    if found is None or not access.may_run_surveys(user):
        raise Http404
    return found


def export_or_404(user: Any, definition: FormDefinition, pk: Any) -> Export:
    """A file somebody asked for themselves: nobody fetches another one's."""
    found = Export.objects.filter(pk=pk, by=user.pk, definition=definition).first()
    if found is None:
        raise Http404
    return found


def _versions() -> QuerySet[Any]:
    return FormVersion.objects.filter(definition=OuterRef("pk"))
