"""Lists and charts of answers as pages show them: words, cells, drawings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms import access
from forms.answers import finding
from forms.answers.columns import Column, columns_of
from forms.answers.figures import Figure, safe_bins, safe_counts, spread, values_of
from forms.answers.words import merged_texts
from forms.asking.reading import in_words
from forms.drawing import Bar, Drawing, bars
from forms.models import FormDefinition, FormVersion, Submission
from forms.naming import choice_text, statement_text
from forms.naming import label as label_of
from forms.texts import Texts

PREVIEWED = 3
LETTERS = 90
SHORT: frozenset[str] = frozenset(
    {"text", "long_text", "choice", "yes_no", "scale", "number", "money", "date", "municipality"}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A form over all its versions: documents, newest first, and the words of each question."""

    versions: Sequence[FormVersion]
    texts: Texts

    @classmethod
    def of(cls, definition: FormDefinition, language: str) -> "Asked":
        versions = list(definition.versions.order_by("-number"))
        return cls(versions, merged_texts(versions, language))

    @property
    def documents(self) -> list[Any]:
        return [version.document() for version in self.versions]


@dataclass(frozen=True, slots=True)
class Row:
    """One submission in a list.

    cells   answers to the first questions; none when it belongs to a case, so that a list is no reading of it
    """

    pk: int
    when: Any
    unread: bool
    of_case: bool
    cells: Sequence[str]
    version: int
    language: str
    channel: str
    who: str = ""


def previewed(asked: Asked, sight: access.Sight) -> list[Column]:
    """The questions that a list shows: the first few short ones that the newest version asks."""
    found = columns_of(asked.documents, sight)
    fit = (
        column
        for column in found
        if not (column.masked or column.retired or column.part) and column.question.kind in SHORT
    )
    return [column for column, _n in zip(fit, range(PREVIEWED), strict=False)]


def rows_of(
    user: Any,
    definition: FormDefinition,
    found: Sequence[Submission],
    columns: Sequence[Column],
    texts: Texts,
) -> list[Row]:
    """Rows of a list, in as many queries for one as for fifty."""
    keys = [each.pk for each in found]
    of_case = _among(keys, access.owned())
    unread = _among(keys, finding.unread_by(user, definition))
    return [
        Row(
            pk=each.pk,
            when=each.submitted_at,
            unread=each.pk in unread,
            of_case=each.pk in of_case,
            cells=[
                "" if each.pk in of_case else cell(column, texts, each.answers)
                for column in columns
            ],
            version=each.version.number,
            language=each.language,
            channel=str(each.get_channel_display()),
            who=str(each.submitted_by or ""),
        )
        for each in found
    ]


def cell(column: Column, texts: Texts, answers: Mapping[str, Any]) -> str:
    """An answer in a list: its beginning."""
    answer = answers.get(column.question.key)
    if answer is None or answer == "":
        return ""
    said = in_words(column.question, column.path, texts, answer)
    return said if len(said) <= LETTERS else said[: LETTERS - 2] + " …"


@dataclass(frozen=True, slots=True)
class Chart:
    """One question as a drawing with a table beside it.

    rows   (answer, how many, share); a number too small to say is words instead
    said   own words, each for itself, where the page shows them
    """

    ident: str
    title: str
    part: str
    note: str
    drawing: Drawing | str
    rows: Sequence[tuple[str, str, str]]
    said: Sequence[str] = ()


def chart(figure: Figure, texts: Texts, *, least: int, said: Sequence[str] = ()) -> Chart:
    """Draw one question."""
    title = label_of(texts, figure.question.key)
    part = (
        texts.get(statement_text(figure.question.key, figure.statement), figure.statement)
        if figure.statement
        else ""
    )
    few = 0 < figure.answered < least
    uncounted = 0 < figure.passed < least
    note = _too_few(least) if few else _uncounted() if uncounted else _answered(figure.answered)
    if figure.way == "numbers" and not few:
        note = _middle(figure, note)
    rows = [] if few or figure.way == "answered" else _rows(figure, texts, least)
    ident = "chart-" + figure.path.replace(".", "-")
    drawn: Drawing | str = ""
    if rows:
        shown = [Bar(label, n, words if n is None else f"{n}") for label, n, words in rows]
        drawn = bars(shown, title=part or title, told=note, ident=ident)
    table = [
        (label, words if n is None else str(n), "" if uncounted else _share(n, figure.answered))
        for label, n, words in rows
    ]
    return Chart(ident, title, part, note, drawn, table, said)


def undrawn(charts: Sequence[Chart]) -> list[Chart]:
    """Those of which only how many answered is said: they stand together, not as a page of headings."""
    return [chart for chart in charts if not (chart.rows or chart.said)]


def _rows(figure: Figure, texts: Texts, least: int) -> list[tuple[str, int | None, str]]:
    hidden = _("not shown")
    if figure.way == "numbers":
        return _stretches(figure, least, hidden)
    counts = safe_counts(figure, least)
    return [(_said(figure, texts, value), counts.get(value), hidden) for value in values_of(figure)]


def _stretches(figure: Figure, least: int, hidden: str) -> list[tuple[str, int | None, str]]:
    """How many numbers lie in each stretch; none of them small, where small numbers are not said."""
    if least <= 1:
        found = spread(figure)
        return [(_between(*ends), n, hidden) for *ends, n in found.bins] if found else []
    uncounted = 0 < figure.passed < least
    bins = safe_bins(figure, least)
    return [(_between(*ends), None if uncounted else n, hidden) for *ends, n in bins]


def _between(first: float | None, last: float | None) -> str:
    if first is None:
        return _("up to %(number)s") % {"number": _decimal(last or 0)}
    if last is None:
        return _("from %(number)s") % {"number": _decimal(first)}
    if first == last:
        return _decimal(first)
    return f"{_decimal(first)} – {_decimal(last)}"


def _middle(figure: Figure, note: str) -> str:
    found = spread(figure)
    if found is None:
        return note
    words = _("Mean %(mean)s, half are below %(median)s.")
    return f"{note} {words % {'mean': _decimal(found.mean), 'median': _decimal(found.median)}}"


def _decimal(number: float) -> str:
    return str(number_format(round(number, 1), use_l10n=True)).removesuffix(",0").removesuffix(".0")


def _said(figure: Figure, texts: Texts, value: str) -> str:
    if figure.question.kind == "yes_no":
        return {"yes": _("Yes"), "no": _("No")}.get(value, value)
    return texts.get(choice_text(figure.question.key, value)) or value


def _answered(count: int) -> str:
    if not count:
        return _("Nobody has answered this.")
    return ngettext("%(count)s answer.", "%(count)s answers.", count) % {"count": count}


def _uncounted() -> str:
    return _("How many answered is not said, because only a few did not.")


def _too_few(least: int) -> str:
    return _("Fewer than %(least)s have answered, so nothing is shown.") % {"least": least}


def _share(n: int | None, answered: int) -> str:
    if n is None or not answered:
        return ""
    return f"{round(100 * n / answered)} %"


def _among(keys: Sequence[int], which: Q) -> set[int]:
    found = Submission.objects.filter(which, pk__in=keys) if keys else Submission.objects.none()
    return set(found.values_list("pk", flat=True))


def moment(at: Any) -> str:
    """A moment for people."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
