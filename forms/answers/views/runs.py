"""That answers were erased when their time was over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forms import access
from forms.answers.views.entrance import staff
from forms.models import FormDefinition, RetentionRun

SHOWN = 60


@require_safe
@staff
def runs(request: HttpRequest) -> HttpResponse:
    """The newest runs of the job: which forms, how many. Never what was answered."""
    if not access.may_see_runs(request.user):
        raise Http404
    found = list(RetentionRun.objects.all()[:SHOWN])
    slugs = {slug for run in found for slug in run.counts}
    titles = dict(FormDefinition.objects.filter(slug__in=slugs).values_list("slug", "title"))
    names = {"answers": _("answers"), "drafts": _("drafts"), "rounds": _("survey rounds")}
    rows = [
        (
            run,
            [
                (
                    titles.get(slug, slug),
                    ", ".join(f"{n} {names[kind]}" for kind, n in said.items()),
                )
                for slug, said in sorted(run.counts.items())
            ],
        )
        for run in found
    ]
    return render(request, "forms/answers/runs.html", {"rows": rows, "section": "answers"})
