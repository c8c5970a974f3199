"""Forms on paper: a blank one to write on, and one's own answers to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from forms.asking.reading import read_answers
from forms.conditions.rules import Rule
from forms.conditions.words import condition
from forms.document import Field, FormDocument, Section
from forms.files.inspecting import kinds_in_words
from forms.kinds import kind_of
from forms.kinds.days import day
from forms.kinds.numbers import scale_values
from forms.models import FormVersion, Submission
from forms.naming import Texts, choice_text, field_text, section_text, statement_text
from forms.naming import label as label_of
from forms.sent import pdf
from forms.texts import lines, section_title

ROWS = 3  # of questions that repeat; the paper says to go on on another sheet
LONG_LIST = 30  # choices: longer lists are not printed, one writes the answer
WAYS = {
    "long_text": "lines",
    "yes_no": "boxes",
    "choice": "boxes",
    "choices": "boxes",
    "municipality": "line",
    "scale": "scale",
    "matrix": "table",
    "ranking": "ranks",
    "group": "rows",
    "signature": "signature",
    "file": "file",
    "date": "short",
    "time": "short",
    "number": "short",
    "money": "short",
    "guidance": "words",
    "stop": "stop",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as paper asks it.

    way       how one answers: on a line, with a cross, in a table …
    number    what other questions call it by; "" for words that ask nothing
    only_if   when it is to be answered, in words
    options   (words, hint) of each box, number or column
    parts     questions inside it: parts of an answer, or one row
    """

    way: str
    number: str
    label: str
    hint: tuple[str, ...] = ()
    only_if: str = ""
    note: str = ""
    options: tuple[tuple[str, str], ...] = ()
    statements: tuple[str, ...] = ()
    parts: tuple["Asked", ...] = ()
    rows: tuple[int, ...] = ()
    called: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One section as paper shows it."""

    title: str
    tips: tuple[str, ...]
    only_if: str
    questions: tuple[Asked, ...]


def blank(document: FormDocument, texts: Texts) -> list[Part]:
    """Lay a form out for paper: numbered questions, and in words which may be passed over."""
    writer = _Writer(document, texts)
    return [writer.part(section) for section in document.sections]


def about(
    version: FormVersion, document: FormDocument, texts: Texts, language: str
) -> dict[str, Any]:
    """Everything that a blank form shows."""
    return {
        "language": language,
        "title": texts.get("form.title", ""),
        "intro": lines(texts.get("form.intro", "")),
        "purpose": lines(texts.get("form.purpose", "")),
        "basis": lines(texts.get("form.basis", "")),
        "parts": blank(document, texts),
        "name": f"{version.definition.slug} {version.number}",
    }


def answers_pdf(submission: Submission, document: FormDocument, *, language: str) -> bytes:
    """One's own answers to keep.

    document   the form as whoever filled it in met it
    """
    version = submission.version
    texts = version.texts(language)
    with translation.override(language):
        shown = {
            "language": language,
            "title": texts.get("form.title", ""),
            "submission": submission,
            "answers": read_answers(document, texts, submission.answers),
            "next": lines(texts.get("form.receipt", "")),
        }
        return pdf.written("forms/public/print/answers.html", shown)


def day_on_paper(typed: str) -> date | None:
    """The day somebody wrote; None when nothing is written.

    errors   ValueError when it is no day
    """
    if not typed:
        return None
    parts = day(typed)
    if parts is None:
        raise ValueError(typed)
    return date(*parts)


class _Writer:
    """Writes one form; questions are numbered in the order asked, and conditions name them by number."""

    def __init__(self, document: FormDocument, texts: Texts) -> None:
        self.document = document
        self.texts = texts
        asking = [question for question in document.fields() if question.asks]
        self.numbers = {question.key: str(n) for n, question in enumerate(asking, start=1)}
        named = {
            field_text(key, "label"): f"{number}. {label_of(texts, key)}"
            for key, number in self.numbers.items()
        }
        self.numbered = {**texts, **named}

    def part(self, section: Section) -> Part:
        return Part(
            section_title(self.texts, section),
            tuple(lines(self.texts.get(section_text(section.key, "tips"), ""))),
            self.only_if(section.visible_if),
            tuple(
                self.question(each, each.key) for each in section.fields if self.is_for_paper(each)
            ),
        )

    def is_for_paper(self, question: Field) -> bool:
        return question.kind not in {"known", "calculated"}

    def question(self, question: Field, path: str, group: Field | None = None) -> Asked:
        """Say how one question is answered on paper."""
        parts = tuple(self.parts(question, path))
        way = WAYS.get(question.kind, "parts" if parts else "line")
        options = tuple(self.options(question, path))
        if len(options) > LONG_LIST:
            way, options = "line", ()
        return Asked(
            way,
            self.numbers.get(question.key, "") if group is None else "",
            label_of(self.texts, path),
            tuple(lines(self.texts.get(field_text(path, "help"), ""))),
            self.only_if(question.visible_if, group),
            self.note(question),
            options,
            tuple(
                self.texts.get(statement_text(path, each.key)) or each.key
                for each in question.statements
            ),
            parts,
            tuple(range(1, self.rows(question) + 1)),
            self.texts.get(field_text(path, "row"), "") or _("row"),
        )

    def parts(self, question: Field, path: str) -> Iterator[Asked]:
        if question.kind == "group":
            for item in question.items:
                if self.is_for_paper(item):
                    yield self.question(item, f"{path}.{item.key}", question)
            return
        kind = kind_of(question)
        for part in kind.inside(question):
            yield Asked(
                WAYS.get(part.kind, "line"), "", kind.part_label(question, part, path, self.texts)
            )

    def options(self, question: Field, path: str) -> Iterator[tuple[str, str]]:
        if question.kind == "yes_no":
            yield from ((_("Yes"), ""), (_("No"), ""))
        elif question.kind == "scale":
            values = list(scale_values(question))
            for value in values:
                end = "low" if value == values[0] else "high" if value == values[-1] else ""
                yield str(value), self.texts.get(field_text(path, end), "") if end else ""
        else:
            for choice in question.choices:
                if not choice.retired:
                    yield self.texts.get(choice_text(path, choice.code)) or choice.code, ""

    def rows(self, question: Field) -> int:
        if question.kind != "group":
            return 0
        return min(max(ROWS, int(question.least or 0)), int(question.most or ROWS))

    def note(self, question: Field) -> str:
        """What paper must say besides: how many crosses, what to enclose."""
        if question.kind == "choices":
            return _("You may choose several.")
        if question.kind == "choice":
            return _("Choose one.")
        if question.kind == "ranking":
            return _("Write 1 at the most important, 2 at the next, and so on.")
        if question.kind == "file":
            return _("Enclose a copy: %(kinds)s.") % {"kinds": kinds_in_words(question)}
        if question.kind == "group":
            return _("Go on on another sheet if there is too little room.")
        return ""

    def only_if(self, rule: Rule | None, group: Field | None = None) -> str:
        return condition(rule, self.document, self.numbered, group) if rule else ""
