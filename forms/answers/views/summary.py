"""What was answered to a form, as counts and drawings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from forms import access
from forms.answers import finding, shown
from forms.answers.erasing import kept_counts
from forms.answers.figures import add_kept, count, figures_of
from forms.answers.shown import Asked
from forms.answers.views.entrance import form_or_404, staff
from forms.answers.views.lists import read_wanted
from forms.models.keeping import SMALLEST_GROUP

CHUNK = 2_000
FEW = SMALLEST_GROUP


@require_safe
@staff
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question of a form as a drawing with a table beside it."""
    definition = form_or_404(request.user, pk)
    asked = Asked.of(definition, get_language() or "sv")
    sight = access.sight_in_lists(request.user)
    wanted = read_wanted(request)
    questions = finding.questions_of(asked.documents, sight)
    found = finding.wanted_of(request.user, definition, wanted, questions)
    figures = figures_of(asked.documents, sight)
    given = found.order_by().values_list("answers", flat=True)
    total = count(figures, given.iterator(chunk_size=CHUNK))
    if total < FEW:
        # Counts of so few are the answers themselves: whoever looks at them has read them.
        access.note(request.user, list(found.filter(access.owned())), "answers list")
    kept = 0
    if not wanted.narrows and access.reads_free_answers(request.user, definition):
        kept = add_kept(figures, kept_counts(definition))
    least = definition.smallest_shown
    charts = [shown.chart(figure, asked.texts, least=least) for figure in figures]
    page = {
        "definition": definition,
        "title": asked.texts.get("form.title") or definition.title,
        "total": total + kept,
        "kept": kept,
        "least": least,
        "wanted": wanted,
        "charts": charts,
        "undrawn": shown.undrawn(charts),
        "section": "answers",
    }
    return render(request, "forms/answers/summary.html", page)
