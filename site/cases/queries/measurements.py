"""A person's scores over time: per instrument, side by side for each who answered, drawn and in a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases import daywords
from cases.labels import Called
from cases.measured import person
from cases.models import Case
from cases.reading import AnswersOfCases
from forms import drawing
from forms.counted.recipes import Band
from forms.counted.words import span
from forms.document import Field, FormDocument
from forms.instruments.continuing import Home, homes
from forms.instruments.scores import cut_offs, reach
from forms.models import Instrument, Measurement, Submission
from forms.naming import Texts, band_text, field_text
from forms.texts import with_fallback
from forms.versions.publishing import Kept

SIDE_BY_SIDE = 2  # lines that can be told apart in one drawing
_documents: Kept[str, FormDocument] = Kept()


Figure = tuple[drawing.Drawing, Sequence[str]]  # with the names of its lines


@dataclass(frozen=True, slots=True)
class Occasion:
    """One line of the table: a day, and what each who answered came to."""

    day: str
    cells: Sequence[tuple[str, str]]  # (who, value and band in words)


@dataclass(frozen=True, slots=True)
class Score:
    """One value of an instrument over time."""

    ident: str
    label: str
    change: Sequence[str]
    drawings: Sequence[Figure]
    who: Sequence[str]
    occasions: Sequence[Occasion]
    bands: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One instrument with its scores."""

    title: str
    note: str
    scores: Sequence[Score]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the drawings of one score share."""

    label: str
    ident: str
    who: Mapping[str, str]
    bands: Sequence[Band]
    called: Mapping[str, str]
    ends: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom it is said.

    names   who may have answered, in the order of the columns
    """

    names: Mapping[str, str]
    language: str
    today: date


def scales(case: Case, user: User, *, language: str, today: date) -> list[Scale]:
    """Everything that was measured of the person of a case, in cases that `user` may see, by instrument."""
    if case.participant_id is None:
        return []
    reader = _Reader(respondent_names(case.programme.called), language, today)
    readable = Submission.objects.filter(AnswersOfCases().readable(user))
    rows = (
        Measurement.objects.filter(
            person=person(case.participant_id), submission__in=readable.values("pk")
        )
        .select_related("instrument")
        .order_by("instrument__title", "instrument", "taken_at", "pk")
    )
    return [_scale(instrument, taken, reader) for instrument, taken in _series(list(rows))]


def _series(rows: Sequence[Measurement]) -> list[tuple[Instrument, list[Measurement]]]:
    """Measurements by instrument; a version that goes on with another one takes its rows in, by their new names."""
    codes = {row.instrument.code for row in rows}
    known = Instrument.objects.filter(code__in=codes) if codes else []
    found = homes(known, {row.instrument_id for row in rows})
    series: dict[Instrument, list[Measurement]] = {}
    for row in rows:
        home = found[row.instrument_id]
        if home.instrument.pk != row.instrument_id and row.score not in home.scores:
            home = Home(row.instrument)  # what the later version no longer counts stands on its own
        row.score = home.scores.get(row.score, row.score)
        series.setdefault(home.instrument, []).append(row)
    for taken in series.values():
        taken.sort(key=lambda row: (row.taken_at, row.pk))
    return sorted(series.items(), key=lambda each: (each[0].title, each[0].version))


def _scale(instrument: Instrument, rows: Sequence[Measurement], reader: _Reader) -> Scale:
    texts = with_fallback(
        instrument.texts.get(reader.language, {}), next(iter(instrument.texts.values()), {})
    )
    found = [
        _score(instrument, key, [row for row in rows if row.score == key], texts, reader)
        for key in instrument.scores
    ]
    note = _("Version %(version)s.") % {"version": instrument.version}
    earlier = sorted({row.instrument.version for row in rows} - {instrument.version})
    if earlier:
        said = _("It goes on with version %(versions)s.") % {"versions": ", ".join(earlier)}
        note = f"{note} {said}"
    return Scale(
        title=texts.get("form.title") or instrument.title,
        note=f"{note} {instrument.licence_in(reader.language)}".strip(),
        scores=[score for score in found if score],
    )


def _document(instrument: Instrument) -> FormDocument:
    kept = _documents.get(instrument.sha256)
    return kept or _documents.put(instrument.sha256, FormDocument.from_json(instrument.structure))


def _score(
    instrument: Instrument, key: str, rows: Sequence[Measurement], texts: Texts, reader: _Reader
) -> Score | None:
    if not rows:
        return None
    question = _document(instrument).field(key)
    names = reader.names
    who = [each for each in names if any(row.respondent == each for row in rows)]
    label = texts.get(field_text(key, "label")) or key
    bands = _bands(instrument, question, rows[-1])
    called = {band.key: texts.get(band_text(key, band.key)) or band.key for band in bands}
    ident = f"measure-{instrument.pk}-{key}"
    values = [row.value for row in rows if row.value is not None]
    ends = reach(_document(instrument), question) or (min([0, *values]), max([1, *values]))
    drawn = _Drawn(label, ident, {each: names[each] for each in who}, bands, called, ends)
    return Score(
        ident=ident,
        label=label,
        change=[said for each in who if (said := _change(rows, each, reader))],
        drawings=_drawings(rows, drawn),
        who=[names[each] for each in who],
        occasions=_occasions(rows, who, called, reader),
        bands=", ".join(f"{span(band)} {called[band.key]}" for band in bands),
    )


def respondent_names(called: Called) -> Mapping[str, str]:
    """Who may have answered, in the order of the columns."""
    return {
        "participant": called.say("%(the_participant)s"),
        "staff": _("Staff"),
        "other": _("Somebody else"),
    }


def _bands(instrument: Instrument, question: Field, latest: Measurement) -> Sequence[Band]:
    """The stretches by the cut-offs that the newest value was judged by."""
    own = question.recipe.bands if question.recipe else ()
    others = cut_offs(instrument.band_sets, latest.band_set, question.key)
    return own if others is None else others


def _drawings(rows: Sequence[Measurement], drawn: _Drawn) -> list[Figure]:
    """Two lines a drawing: more could be told apart by colour only."""
    if all(row.value is None for row in rows):
        return []
    found: list[Figure] = []
    who = list(drawn.who)
    for n in range(0, len(who), SIDE_BY_SIDE):
        pair = who[n : n + SIDE_BY_SIDE]
        figure = drawing.lines(
            [drawing.Line(drawn.who[each], _points(rows, each)) for each in pair],
            title=drawn.label,
            told=_told(rows, pair, drawn.who),
            ident=f"{drawn.ident}-{n}",
            least=drawn.ends[0],
            most=drawn.ends[1],
            stretches=_stretches(drawn),
        )
        found.append((figure, [drawn.who[each] for each in pair]))
    return found


def _stretches(drawn: _Drawn) -> list[drawing.Stretch]:
    """The bands, cut where the axis ends."""
    least, most = drawn.ends
    return [
        drawing.Stretch(
            drawn.called[band.key],
            least if band.least is None else max(band.least, least),
            most if band.most is None else min(band.most, most),
        )
        for band in drawn.bands
    ]


def _points(rows: Iterable[Measurement], who: str) -> list[drawing.Point]:
    return [
        drawing.Point(
            _day(row.taken_at).toordinal(), row.value, daywords.short_day(_day(row.taken_at))
        )
        for row in rows
        if row.respondent == who
    ]


def _told(rows: Sequence[Measurement], who: Sequence[str], names: Mapping[str, str]) -> str:
    """The drawing as a sentence for each line."""
    told = []
    for each in who:
        values = [row.value for row in rows if row.respondent == each and row.value is not None]
        if values:
            said = {"who": names[each], "values": ", ".join(number(value) for value in values)}
            told.append(_("%(who)s: %(values)s.") % said)
    return " ".join(told)


def _occasions(
    rows: Sequence[Measurement],
    who: Sequence[str],
    called: Mapping[str, str],
    reader: _Reader,
) -> list[Occasion]:
    """The newest first, one line a day; two answers of the same person on one day stand below each other."""
    found = []
    days = groupby(rows, key=lambda row: _day(row.taken_at))
    for day, taken in days:
        of_day = list(taken)
        each_of = [[row for row in of_day if row.respondent == each] for each in who]
        for n in range(max(len(column) for column in each_of)):
            cells = [
                (reader.names[each], _in_words(column[n], called) if n < len(column) else "")
                for each, column in zip(who, each_of, strict=True)
            ]
            found.append(Occasion(daywords.in_words(day, today=reader.today), cells))
    return found[::-1]


def _in_words(row: Measurement, called: Mapping[str, str]) -> str:
    if row.value is None:
        return ngettext(
            "no value: %(count)s answer is missing",
            "no value: %(count)s answers are missing",
            row.missing,
        ) % {"count": row.missing}
    said = number(row.value)
    if row.band:
        said = f"{said}, {called.get(row.band, row.band)}"
    if row.missing:
        missing = ngettext("%(count)s answer missing", "%(count)s answers missing", row.missing)
        said = f"{said} ({missing % {'count': row.missing}})"
    return said


def _change(rows: Sequence[Measurement], who: str, reader: _Reader) -> str:
    """What has changed since the last time, without judging whether that is good."""
    valued = [row for row in rows if row.respondent == who and row.value is not None]
    if not valued:
        return ""
    now, before = valued[-1], valued[-2] if len(valued) > 1 else None
    said = {"who": reader.names[who], "now": number(now.value or 0)}
    if before is None:
        return _("%(who)s: %(now)s, the first time.") % said
    step = (now.value or 0) - (before.value or 0)
    said["step"] = number(abs(step))
    said["day"] = daywords.in_words(_day(before.taken_at), today=reader.today)
    if abs(step) < 1e-9:  # noqa: PLR2004  the same but for the last figure
        return _("%(who)s: %(now)s, the same as %(day)s.") % said
    if step > 0:
        return _("%(who)s: %(now)s, %(step)s higher than %(day)s.") % said
    return _("%(who)s: %(now)s, %(step)s lower than %(day)s.") % said


def number(value: float) -> str:
    """A value as it is read in the reader's language, at most two decimals."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return str(number_format(shown, use_l10n=True))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
