"""Which forms have answers, the answers to one form, and marking them as read."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forms import access
from forms.answers import finding, shown, sorting
from forms.answers.columns import Column, columns_of
from forms.answers.figures import Figure, values_of
from forms.answers.shown import Asked
from forms.answers.views.entrance import form_or_404, forms_for, staff
from forms.answers.wanted import DOWN, NEWEST, OLDEST, UP, WHO, Wanted
from forms.document import Field
from forms.models import Submission
from forms.models.submission import CHANNELS
from forms.naming import choice_text
from forms.naming import label as label_of
from forms.texts import Texts

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


@require_safe
@staff
def forms(request: HttpRequest) -> HttpResponse:
    """Every form of which one reads something."""
    found = list(forms_for(request.user))
    shown_here = {
        "forms": found,
        "may_see_runs": access.may_see_runs(request.user),
        "section": "answers",
    }
    return render(request, "forms/answers/forms.html", shown_here)


@require_safe
@staff
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers to one form, narrowed and in pages."""
    definition = form_or_404(request.user, pk)
    language = get_language() or "sv"
    asked = Asked.of(definition, language)
    sight = access.sight_in_lists(request.user)
    questions = finding.questions_of(asked.documents, sight)
    wanted = read_wanted(request)
    found = finding.wanted_of(request.user, definition, wanted, questions)
    columns = shown.previewed(asked, sight)
    sorts = sorting.sortable(columns_of(asked.documents, sight))
    order = sorting.Sorting.read(wanted.order, sorts)
    refused = order is not None and finding.are_too_many(found, definition)
    if refused:
        order, wanted = None, replace(wanted, order=NEWEST)
    page = _page(request, sorting.sorted_by(found, order, sorts) if order else found, order, wanted)
    rows = shown.rows_of(request.user, definition, page.rows, columns, asked.texts)
    if wanted.looks_inside:
        of_case = {row.pk for row in rows if row.of_case}
        seen = [each for each in page.rows if each.pk in of_case]
        access.note(request.user, seen, "answers list")
    shown_here = {
        "definition": definition,
        "title": asked.texts.get("form.title") or definition.title,
        "rows": rows,
        "count": finding.counted(found),
        "headings": _headings(columns, wanted, sorts, asked.texts),
        "by_day": _by_day(wanted),
        "by_who": _heading(wanted, WHO, _("Way in, and who")),
        "wanted": wanted,
        "narrow": _narrow(asked, questions, wanted),
        "sorts": _sorts(wanted, sorts, asked.texts),
        "most_sorted": number_format(finding.MOST_SORTED, force_grouping=True) if refused else "",
        "orders": _orders(wanted),
        "next_url": f"{wanted.address()}&after={page.mark}" if page.mark else "",
        "asked_at": timezone.now().isoformat(),
        "section": "answers",
    }
    return render(request, "forms/answers/answers.html", shown_here)


@require_POST
@staff
def read_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark everything up to the moment the list was shown as read."""
    definition = form_or_404(request.user, pk)
    until = _moment(request.POST.get("until", ""))
    finding.mark_all_read(request.user, definition, until=until)
    messages.success(request, _("All answers are marked as read."))
    return redirect("answers:answers", pk=pk)


def read_wanted(request: HttpRequest) -> Wanted:
    """What the address asks for. One select names question and answer: `key:code`."""
    given = request.GET.dict()
    question, colon, says = given.pop("answer", "").partition(":")
    if colon:
        given |= {"question": question, "says": says}
    return Wanted.read(given)


def _page(
    request: HttpRequest,
    found: QuerySet[Submission],
    order: sorting.Sorting | None,
    wanted: Wanted,
) -> finding.Page:
    """The page that the address asks for, by day or in the order that was found."""
    mark = request.GET.get("after", "")
    if order is None:
        return finding.page_of(found, order=wanted.order, mark=mark)
    return finding.page_in_order(found, mark=mark)


def _moment(text: str) -> Any:
    """The moment a page was shown, never later than now. A moment that no page ever said is taken for now."""
    now = timezone.now()
    with suppress(ValueError, TypeError):
        said = datetime.fromisoformat(text)
        return said if _EARLIEST < said < now else now
    return now


def _narrow(asked: Asked, questions: dict[str, Field], wanted: Wanted) -> dict[str, Any]:
    """What the list can be narrowed by."""
    languages = {language for version in asked.versions for language in _languages(version)}
    return {
        "versions": [str(version.number) for version in asked.versions],
        "languages": sorted(languages),
        "channels": CHANNELS,
        "questions": [
            (label_of(asked.texts, key), _choices(question, asked.texts))
            for key, question in questions.items()
        ],
        "answer": f"{wanted.question}:{wanted.says}" if wanted.says else "",
    }


def _languages(version: Any) -> list[str]:
    return [words.language for words in version.words.all()]


def _choices(question: Field, texts: Texts) -> list[tuple[str, str]]:
    empty = Figure(question.key, question, "shares")
    names = {"yes": _("Yes"), "no": _("No")} if question.kind == "yes_no" else {}
    return [
        (
            f"{question.key}:{value}",
            names.get(value) or texts.get(choice_text(question.key, value)) or value,
        )
        for value in values_of(empty)
    ]


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: where a press leads, and which way it is sorted now."""

    label: str
    url: str = ""
    sorted: str = ""

    @property
    def before_colon(self) -> str:
        """What stands before the answer on a phone."""
        return self.label.rstrip("?:")


def _headings(
    columns: Sequence[Column], wanted: Wanted, sorts: Mapping[str, Field], texts: Texts
) -> list[Heading]:
    return [
        _heading(wanted, column.path if column.path in sorts else "", label_of(texts, column.path))
        for column in columns
    ]


def _heading(wanted: Wanted, by: str, label: str) -> Heading:
    """A first press sorts upwards, a second one downwards."""
    if not by:
        return Heading(label)
    up, down = f"{UP}:{by}", f"{DOWN}:{by}"
    now = {up: "ascending", down: "descending"}.get(wanted.order, "")
    return Heading(label, wanted.address(order=down if wanted.order == up else up), now)


def _by_day(wanted: Wanted) -> Heading:
    now = {NEWEST: "descending", OLDEST: "ascending"}.get(wanted.order, "")
    order = OLDEST if wanted.order == NEWEST else NEWEST
    return Heading(_("Submitted"), wanted.address(order=order), now)


def _sorts(wanted: Wanted, sorts: Mapping[str, Field], texts: Texts) -> list[tuple[str, str, bool]]:
    """Every order, for the list where one is chosen: its value, its words, whether it holds now."""
    ways = [
        (NEWEST, _("Newest first")),
        (OLDEST, _("Oldest first")),
        (f"{UP}:{WHO}", _("Who handed in")),
        *((f"{UP}:{key}", label_of(texts, key)) for key in sorts),
    ]
    now = wanted.order.replace(f"{DOWN}:", f"{UP}:", 1)
    return [(wanted.order if value == now else value, words, value == now) for value, words in ways]


def _orders(wanted: Wanted) -> list[dict[str, Any]]:
    labels = {NEWEST: _("Newest first"), OLDEST: _("Oldest first")}
    ways = [
        {"label": label, "url": wanted.address(order=order), "current": wanted.order == order}
        for order, label in labels.items()
    ]
    unread = "" if wanted.unread else "1"
    return [
        *ways,
        {
            "label": _("Unread only"),
            "url": wanted.address(unread=unread),
            "current": bool(wanted.unread),
        },
    ]
