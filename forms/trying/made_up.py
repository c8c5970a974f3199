"""Answers made up for trying a form: the same each time, valid where any answer is. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from forms.asking.checking import check_answers
from forms.asking.names import place_of
from forms.document import Field, FormDocument
from forms.kinds.choosing import still_offered
from forms.kinds.files import FILES
from forms.kinds.municipality import by_code, countries
from forms.kinds.numbers import scale_values
from forms.kinds.silent import MOST_ROWS
from forms.texts import paths

ROUNDS = 12  # so often what was refused is made up again
SENTENCES = ("Exempel", "Ett exempel på ett svar", "Example 12345", "12345", "2210", "75310")
PATTERNED = (
    *SENTENCES,
    "1234567-8",
    "556016-0680",
    "https://example.org/a",
    "A1",
    "abc",
    "ABC-123",
)
IDENTITY = {"fi": ("131052-308T",), "se": ("19121212-1212",)}
PHONES = {"fi": "+358401234567", "se": "+46701740605"}
FILE = "00000000-0000-4000-8000-000000000001"

Answers = dict[str, Any]


def made_up(document: FormDocument, *, today: date, facts: Mapping[str, Any]) -> Answers:
    """Answer a whole form. What no made-up answer fits is left open.

    facts   what is known of the case, with `made_up_files` among them
    """
    turns: dict[str, int] = {}
    answers: Answers = {}
    for _round in range(ROUNDS):
        answers = _all(document, turns, today)
        checked = check_answers(document, {}, answers, facts=facts, today=today)
        if checked.ok:
            break
        for path in dict.fromkeys(_to_change(document, checked.errors)):
            turns[path] = turns.get(path, 0) + 1
    return {
        key: answer
        for key, answer in check_answers(
            document, {}, answers, facts=facts, today=today
        ).answers.items()
        if document.field(key).asks
    }


def made_up_files(document: FormDocument) -> dict[str, Any]:
    """Files that nobody uploaded, as the page would know them."""
    kept: dict[str, Any] = {}
    for n, (path, question) in enumerate(paths(document)):
        if question.kind == "file":
            made = f"{FILE[:-6]}{n:06d}"
            about = {"name": "exempel.pdf", "size": 12_000, "type": "application/pdf"}
            kept[made] = {"id": made, "field": path, **about}
    return {FILES: kept}


def _to_change(document: FormDocument, errors: Mapping[str, str]) -> Iterator[str]:
    """What to answer otherwise: what was refused, and what conditions of a stop or a check read."""
    every = dict(paths(document))
    for path in errors:
        place = place_of(path)
        question = every.get(place.words) if place else None
        if place is None or question is None:
            continue
        yield place.words
        rules = [check.rule for check in question.checks]
        if question.kind == "stop" and question.visible_if is not None:
            rules.append(question.visible_if)
        for rule in rules:
            for name in rule.fields():
                yield name.removeprefix("row.").partition(".")[0]


def _all(document: FormDocument, turns: Mapping[str, int], today: date) -> Answers:
    writer = _Writer(turns, today, {path: made for made, path in _files(document)})
    return {
        question.key: answer
        for question in document.fields()
        if (answer := writer.answer(question, question.key)) is not None
    }


def _files(document: FormDocument) -> Iterator[tuple[str, str]]:
    for made, known in made_up_files(document)[FILES].items():
        yield made, known["field"]


class _Writer:
    """Makes up one answer after the other; `turns` says which of the possible ones."""

    def __init__(self, turns: Mapping[str, int], today: date, files: Mapping[str, str]) -> None:
        self.turns = turns
        self.today = today
        self.files = files

    def answer(self, question: Field, path: str) -> Any:
        if not question.asks:
            return None
        possible = [*self.possible(question, path), None]
        return possible[min(self.turns.get(path, 0), len(possible) - 1)]

    def possible(self, question: Field, path: str) -> list[Any]:
        """Answers to a question, the likeliest first."""
        match question.kind:
            case "text" | "long_text":
                return _texts(question)
            case "number" | "money":
                return _numbers(question)
            case "scale":
                return _middle_first([*scale_values(question)])
            case "date":
                return [(self.today + timedelta(days=n)).isoformat() for n in (0, -30, 30, -9000)]
            case "date_range":
                return [self.days(n) for n in (6, 0, 27)]
            case "choice":
                return _middle_first(still_offered(question))[::-1]
            case "choices":
                return _several(question)
            case "group":
                return self.rows(question, path)
            case "file":
                return [[{"id": self.files[path]}]] if path in self.files else []
        return list(_others(question))

    def days(self, length: int) -> dict[str, str]:
        last = self.today + timedelta(days=length)
        return {"from": self.today.isoformat(), "to": last.isoformat()}

    def rows(self, group: Field, path: str) -> list[Any]:
        most = int(group.most or MOST_ROWS)
        count = max(int(group.least or 0), min(2, most))
        row = {
            item.key: answer
            for item in group.items
            if (answer := self.answer(item, f"{path}.{item.key}")) is not None
        }
        return [[dict(row) for _n in range(count)]] if row else []


def _texts(question: Field) -> list[str]:
    """Sentences cut or filled to the length that is asked."""
    found = PATTERNED if question.pattern else SENTENCES
    least, most = int(question.least or 0), int(question.most or 500)
    return [_fitted(each, least, most) for each in found]


def _fitted(text: str, least: int, most: int) -> str:
    long = "".join(islice(cycle(text), least)) if len(text) < least else text
    return long[:most].strip().ljust(least, "x")


def _numbers(question: Field) -> list[float]:
    """Numbers between the limits and on the steps, from the lower end."""
    least = Decimal(str(question.least)) if question.least is not None else None
    most = Decimal(str(question.most)) if question.most is not None else None
    step = Decimal(str(question.step or 1))
    start = least if least is not None else min(Decimal(0), most or Decimal(0))
    end = most if most is not None else start + 100 * step
    between = [start + step * n for n in (0, 3, 1, 2, 10, 50, 100)]
    return [_plain(number) for number in [*(n for n in between if start <= n <= end), end]]


def _plain(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else float(number)


def _several(question: Field) -> list[list[str]]:
    codes = still_offered(question)
    least = max(int(question.least or 1), 1)
    most = int(question.most or len(codes))
    counts = dict.fromkeys((min(max(least, 2), most), least, most))
    return [codes[:n] for n in counts if 0 < n <= len(codes)]


def _middle_first(values: list[Any]) -> list[Any]:
    middle = len(values) // 2
    return [*values[middle:], *values[:middle]]


def _lines(question: Field) -> list[dict[str, Any]]:
    """Each line of a matrix with one of its answers."""
    codes: list[Any] = [*still_offered(question)] or [*scale_values(question)]
    turned = [_middle_first(codes), codes]
    lines = [line.key for line in question.statements]
    return [{line: each[n % len(each)] for n, line in enumerate(lines)} for each in turned if each]


# Answers to kinds that ask the same of everybody.
USUAL: Mapping[str, tuple[Any, ...]] = {
    "yes_no": (True, False),
    "time": ("09:30", "14:00"),
    "email": ("exempel@example.org",),
    "iban": ("FI2112345600000785",),
    "address": ({"street": "Exempelgatan 1", "postcode": "22100", "place": "Mariehamn"},),
    "person": ({"name": "Kim Exempel"},),
    "organisation": ({"name": "Exempelföreningen"},),
    "signature": ({"name": "Kim Exempel"},),
}


def _others(question: Field) -> Iterator[Any]:
    match question.kind:
        case "phone":
            yield from (PHONES[land] for land in (*question.accept, "fi") if land in PHONES)
        case "personal_number":
            lands = [land for land in question.accept if land in IDENTITY] or [*IDENTITY]
            yield from (number for land in lands for number in IDENTITY[land])
        case "municipality":
            yield from (code for code in by_code() if code[:2] in countries(question))
        case "matrix":
            yield from _lines(question)
        case "ranking":
            yield [line.key for line in question.statements]
        case kind:
            yield from USUAL.get(kind, ())
