"""How many answered what, and which numbers are too small to say. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10
from statistics import mean, median
from typing import Any, Literal

from forms.document import Field, FormDocument

Answers = Mapping[str, Any]
Way = Literal["shares", "ticks", "numbers", "answered"]
BINS = 8
PASSED = "\0"  # no answer is written so
ROUND = (1, 2, 5, 10)

# How the answers to a question are counted; all others only as answered or not.
_WAYS: Mapping[str, Way] = {
    "choice": "shares",
    "yes_no": "shares",
    "scale": "shares",
    "choices": "ticks",
    "number": "numbers",
    "money": "numbers",
    "calculated": "numbers",
}


@dataclass(slots=True)
class Figure:
    """What was answered to one question, or to one statement of a matrix.

    path      `mood`, or `days.monday` for a statement
    way       shares of all who answered; ticks, where one may choose several; numbers; or only how many answered
    answered  how many answered it at all
    counts    {code, yes/no, or number as text: how many}
    some      it is asked only where its condition holds
    passed    of how many one must not learn that they did not answer it: of those whom it was not asked
    """

    path: str
    question: Field
    way: Way
    statement: str = ""
    answered: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    some: bool = False
    passed: int = 0

    def add(self, answer: Any) -> None:
        """Count one answer."""
        if answer is None or answer in ("", [], {}):
            return
        self.answered += 1
        if self.way == "answered":
            return
        said = answer if self.way == "ticks" and isinstance(answer, list) else [answer]
        self.counts.update(value_of(each) for each in said)

    def numbers(self) -> list[float]:
        """Every number that was answered, smallest first."""
        return sorted(Counter({_number(text): n for text, n in self.counts.items()}).elements())


@dataclass(frozen=True, slots=True)
class Spread:
    """What a number question comes to: a mean, a middle, and how many lie in each stretch (from, to, how many)."""

    mean: float
    median: float
    bins: tuple[tuple[float, float, int], ...]


def figures_of(versions: Sequence[FormDocument], sight: Any) -> list[Figure]:
    """Empty figures for every question the reader sees, in the order of the newest version.

    versions   newest first
    sight      what the reader sees: anything with `sees(question, section)`
    """
    found: dict[str, Figure] = {}
    hidden: set[str] = set()
    for document in versions:
        for section in document.sections:
            for question in section.fields:
                if not sight.sees(question, section):
                    hidden.add(question.key)
                elif question.asks or question.kind == "calculated":
                    for figure in _empty(question):
                        figure.some = bool(question.visible_if or section.visible_if)
                        found.setdefault(figure.path, figure)
    return [figure for figure in found.values() if figure.question.key not in hidden]


def count(figures: Sequence[Figure], given: Iterable[Answers]) -> int:
    """Count answers into the figures; returns how many submissions there were."""
    total = 0
    for answers in given:
        total += 1
        for figure in figures:
            answer = answers.get(figure.question.key)
            if figure.statement:
                answer = answer.get(figure.statement) if isinstance(answer, Mapping) else None
            figure.add(answer)
    return total


def choice_counts(
    versions: Sequence[FormDocument], given: Iterable[Answers]
) -> dict[tuple[str, str], int]:
    """What statistics keep of answers that are erased: {(path, value): how many}, and ("", "") for how many persons.

    Only settled answers: no number, no word of anybody's own.
    """
    figures = figures_of(versions, _All())
    total = count(figures, given)
    kept = {
        (figure.path, value): n
        for figure in figures
        if figure.way in ("shares", "ticks")
        for value, n in figure.counts.items()
    }
    answered = {
        (figure.path, ""): figure.answered
        for figure in figures
        if figure.way in ("shares", "ticks") and figure.answered
    }
    return {**kept, **answered, ("", ""): total} if total else {}


def add_kept(figures: Sequence[Figure], kept: Mapping[tuple[str, str], int]) -> int:
    """Add what erased answers left; returns how many submissions that were."""
    by_path = {figure.path: figure for figure in figures}
    for (path, value), n in kept.items():
        figure = by_path.get(path)
        if figure is not None and value:
            figure.counts[value] += n
        elif figure is not None:
            figure.answered += n
    return kept.get(("", ""), 0)


def values_of(figure: Figure) -> list[str]:
    """The possible answers in their own order; those that only older versions offered last."""
    offered = _offered(figure.question)
    return [*offered, *sorted(set(figure.counts) - set(offered), key=_sorting)]


def hidden_small(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """Counts that add up to a known sum, with None for what must not be said.

    Nothing from 1 to `least` − 1 is said; and so that nobody can subtract, at least two numbers are left
    out, together `least` or more. When that cannot be, none is said.
    """
    total = sum(counts.values())
    if least <= 1 or not total:
        return dict(counts)
    hidden = {value for value, n in counts.items() if 0 < n < least}
    shown = sorted((n == 0, n, value) for value, n in counts.items() if value not in hidden)
    while hidden and sum(counts[value] for value in hidden) < least:
        if not shown:
            return dict.fromkeys(counts)
        hidden.add(shown.pop(0)[2])
    return {value: None if value in hidden else n for value, n in counts.items()}


def hidden_ticks(counts: Mapping[str, int], answered: int, least: int) -> dict[str, int | None]:
    """Counts of answers of which one may choose several: neither those who did nor those who did not are few."""
    return {
        value: None if 0 < n < least or 0 < answered - n < least else n
        for value, n in counts.items()
    }


def safe_counts(figure: Figure, least: int) -> dict[str, int | None]:
    """What may be said about each possible answer."""
    counts = {value: figure.counts.get(value, 0) for value in values_of(figure)}
    if 0 < figure.answered < least:
        return dict.fromkeys(counts)
    if figure.way == "ticks":
        return hidden_ticks(counts, figure.answered, least)
    # Whom it was not asked is one more answer: to the question that its condition reads.
    said = hidden_small({**counts, PASSED: figure.passed}, least)
    return {value: said[value] for value in counts}


def spread(figure: Figure) -> Spread | None:
    """Mean, middle and distribution of numbers; None when there is no number."""
    numbers = figure.numbers()
    if not numbers:
        return None
    least, most = numbers[0], numbers[-1]
    if len(set(numbers)) <= BINS:
        bins = tuple((n, n, numbers.count(n)) for n in sorted(set(numbers)))
    else:
        bins = _stretches(numbers, least, most)
    return Spread(mean(numbers), median(numbers), bins)


def safe_bins(figure: Figure, least: int) -> list[tuple[float | None, float | None, int]]:
    """Stretches of numbers of which none is small, open at both ends: nobody's own number is an end of one.

    returns   (from, to, how many); none when there would be only one
    """
    numbers, found = figure.numbers(), spread(figure)
    if found is None:
        return []
    if len(set(numbers)) <= BINS and all(n >= least for _from, _to, n in found.bins):
        return list(found.bins)
    wide = _round_width(numbers)
    ends, filled, sizes = [], 0, []
    for place, n in sorted(Counter(floor(number / wide) for number in numbers).items()):
        filled += n
        if filled >= least:
            ends.append(round((place + 1) * wide, 10))
            sizes.append(filled)
            filled = 0
    if len(sizes) < 2:  # noqa: PLR2004  one stretch says nothing
        return []
    sizes[-1] += filled
    gap = 1 if all(number.is_integer() for number in numbers) else 0
    tops = [*(end - gap for end in ends[:-1]), None]
    return list(zip([None, *ends[:-1]], tops, sizes, strict=True))


def _round_width(numbers: Sequence[float]) -> float:
    """A round width of stretches, from which no smallest or largest number can be worked out."""
    wanted = (numbers[-1] - numbers[0]) / BINS
    if wanted <= 0:
        return 1
    power = 10.0 ** floor(log10(wanted))
    wide = next(each * power for each in ROUND if each * power >= wanted)
    return max(wide, 1) if all(number.is_integer() for number in numbers) else wide


def value_of(answer: Any) -> str:
    """An answer as counts name it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    return str(answer)[:200]


def _stretches(
    numbers: Sequence[float], least: float, most: float
) -> tuple[tuple[float, float, int], ...]:
    """Stretches of one width; of whole numbers, when all are whole."""
    whole = all(float(n).is_integer() for n in numbers)
    gap = 1 if whole else 0
    wide = ceil((most - least + 1) / BINS) if whole else (most - least) / BINS
    places = Counter(min(int((n - least) / wide), BINS - 1) for n in numbers)
    return tuple(
        (least + wide * n, least + wide * (n + 1) - gap, places.get(n, 0))
        for n in range(max(places) + 1)
    )


class _All:
    def sees(self, _question: Field, _section: Any) -> bool:
        return True


def _empty(question: Field) -> list[Figure]:
    if question.kind == "matrix":
        return [
            Figure(f"{question.key}.{line.key}", question, "shares", line.key)
            for line in question.statements
        ]
    return [Figure(question.key, question, _WAYS.get(question.kind, "answered"))]


def _offered(question: Field) -> list[str]:
    if question.kind == "yes_no":
        return ["yes", "no"]
    if question.kind == "scale" or (question.kind == "matrix" and not question.choices):
        least, most = int(question.least or 0), int(10 if question.most is None else question.most)
        return [str(n) for n in range(least, most + 1, max(int(question.step or 1), 1))]
    return [choice.code for choice in question.choices]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _sorting(value: str) -> tuple[float, str]:
    return _number(value), value
