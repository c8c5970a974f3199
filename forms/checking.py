"""Judge answers: what was typed becomes what is stored, or a sentence about what to do. Pure.

One judge for browsers, stories and interfaces. Hidden means absent, also for whoever reads a hidden answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms import kinds, sentences
from forms.document import CHOOSING, Field, FormDocument, Section
from forms.logic import TODAY, holds
from forms.posted import MOST_ROWS, Raw, from_answers, most_rows, prefilled, read, row_path
from forms.rules import Rule
from forms.texts import Texts, choice_text, field_text
from forms.texts import label as label_of

__all__ = ["Checked", "Raw", "check", "check_answers", "from_answers", "prefilled", "read"]

Answers = dict[str, Any]
WHOLE_FORM = ""  # the path of a sentence about the form as a whole


@dataclass(frozen=True, slots=True)
class Checked:
    """The judgement.

    answers    ready for JSON: text, number, ISO date, true/false, code, list of codes, list of rows
    errors     {path: sentence} in the order asked; the path is the posted name, "" the whole form
    raw        what to show again
    hidden     paths that do not apply; `section:<key>` for a whole section
    optional   paths that apply and may be left empty
    """

    answers: Answers
    errors: dict[str, str]
    raw: Raw
    hidden: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def ok(self) -> bool:
        return not self.errors


def check(
    document: FormDocument,
    texts: Texts,
    raw: Raw,
    *,
    facts: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> Checked:
    """Judge what was typed.

    facts   what is known of the case, read by conditions with a dotted field
    today   the person's day; the machine's when not given
    """
    judge = _Judge(document, texts, raw, facts or {}, today or date.today())  # noqa: DTZ011
    for section in document.sections:
        judge.section(section)
    return Checked(
        answers=judge.answers,
        errors=judge.errors,
        raw=raw,
        hidden=frozenset(judge.hidden),
        optional=frozenset(judge.optional),
    )


def check_answers(
    document: FormDocument,
    texts: Texts,
    answers: Mapping[str, Any],
    *,
    facts: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> Checked:
    """Judge answers that arrive as data, by the same rules as typed ones."""
    return check(document, texts, from_answers(document, answers), facts=facts, today=today)


@dataclass(slots=True)
class _Row:
    """The row of a repeating group that is being judged."""

    group: Field
    n: int
    answers: Answers = field(default_factory=dict)
    wanting: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


class _Judge:
    """One pass over the form, in the order asked: a condition reads only what came before."""

    def __init__(
        self,
        document: FormDocument,
        texts: Texts,
        raw: Raw,
        facts: Mapping[str, Any],
        today: date,
    ) -> None:
        self.texts = texts
        self.raw = raw
        self.answers: Answers = {}
        self.hidden: set[str] = set()
        self.optional: set[str] = set()
        asked = {question.key for question in document.fields()}
        self.known = {key: fact for key, fact in facts.items() if key not in asked}
        self.known[TODAY] = today.isoformat()
        self.errors = _about_the_whole(raw)

    def section(self, section: Section) -> None:
        if not self.applies(section.visible_if):
            self.hidden.add(f"section:{section.key}")
            self.hidden.update(question.key for question in section.fields)
            return
        for question in section.fields:
            self.question(question)

    def question(self, question: Field) -> None:
        if not self.applies(question.visible_if):
            self.hidden.add(question.key)
            return
        if not question.asks:
            return
        required = self.is_required(question)
        if not required:
            self.optional.add(question.key)
        if question.kind == "group":
            answer = self.rows(question, required=required)
        else:
            answer = self.answer(question, question.key, question.key, self.errors)
            if answer is None and required and question.key not in self.errors:
                self.errors[question.key] = self.sentence_missing(question, question.key)
        if answer is not None:
            self.answers[question.key] = self.known[question.key] = answer

    def rows(self, group: Field, *, required: bool) -> list[Answers] | None:
        """Judge every row; a row that is empty all through was never meant."""
        if group.key in self.raw.misshapen:
            self.errors[group.key] = sentences.wrong_shape(label_of(self.texts, group.key))
            return None
        kept, touched = [], 0
        for n in range(min(self.raw.rows.get(group.key, 0), MOST_ROWS)):
            row = _Row(group, n)
            for item in group.items:
                self.item(item, row)
            if row.answers or row.refused:
                touched += 1
                self.errors.update(_in_order(row))
            if row.answers:
                kept.append(row.answers)
        self.count_rows(group, touched, required=required)
        return kept or None

    def item(self, item: Field, row: _Row) -> None:
        path = row_path(row.group.key, row.n, item.key)
        if not self.applies(item.visible_if, row.answers):
            self.hidden.add(path)
            return
        if not item.asks:
            return
        required = self.is_required(item, row.answers)
        if not required:
            self.optional.add(path)
        words = f"{row.group.key}.{item.key}"
        answer = self.answer(item, path, words, row.refused)
        if answer is not None:
            row.answers[item.key] = answer
        elif required and path not in row.refused:
            row.wanting[path] = self.sentence_missing(item, words)

    def count_rows(self, group: Field, count: int, *, required: bool) -> None:
        label = label_of(self.texts, group.key)
        most = most_rows(group)
        if self.raw.rows.get(group.key, 0) > MOST_ROWS or count > most:
            self.errors[group.key] = self.own(group.key, sentences.too_many_rows(label, most))
        elif required and not count:
            self.errors[group.key] = self.sentence_missing(group, group.key)
        elif group.least and count < group.least and (count or required):
            sentence = sentences.too_few_rows(label, int(group.least))
            self.errors[group.key] = self.own(group.key, sentence)

    def answer(self, question: Field, path: str, words: str, refused: dict[str, str]) -> Any:
        """Read one answer, or note the sentence about it."""
        label = label_of(self.texts, words)
        if path in self.raw.broken:
            refused[path] = sentences.unreadable(label)
            return None
        if path in self.raw.misshapen:
            refused[path] = sentences.wrong_shape(label)
            return None
        typed = self.raw.values.get(path)
        if not typed:
            return None
        choices = self.choice_labels(question, words) if question.kind in CHOOSING else None
        try:
            return kinds.stored(question, typed, label=label, choices=choices)
        except kinds.Refused as refusal:
            refused[path] = self.own(words, str(refusal))
            return None

    def choice_labels(self, question: Field, words: str) -> dict[str, str]:
        """Name the retired answers, the only ones that a sentence names."""
        return {
            choice.code: self.texts.get(choice_text(words, choice.code), "")
            for choice in question.choices
            if choice.retired
        }

    def sentence_missing(self, question: Field, words: str) -> str:
        return self.own(words, sentences.missing(question.kind, label_of(self.texts, words)))

    def own(self, words: str, sentence: str) -> str:
        """The form's own sentence goes before ours."""
        return self.texts.get(field_text(words, "error")) or sentence

    def applies(self, rule: Rule | None, row: Answers | None = None) -> bool:
        return rule is None or holds(rule, self.known, row=row)

    def is_required(self, question: Field, row: Answers | None = None) -> bool:
        if question.required or question.required_if is None:
            return question.required
        return holds(question.required_if, self.known, row=row)


def _about_the_whole(raw: Raw) -> dict[str, str]:
    if raw.too_much:
        return {WHOLE_FORM: sentences.too_much()}
    if raw.unknown:
        return {WHOLE_FORM: sentences.unknown_question(raw.unknown[0][:80])}
    if raw.read_only:
        return {WHOLE_FORM: sentences.read_only(raw.read_only[0])}
    return {}


def _in_order(row: _Row) -> dict[str, str]:
    """The sentences of one row, in the order its items are asked."""
    found = {**row.wanting, **row.refused}
    paths = (row_path(row.group.key, row.n, item.key) for item in row.group.items)
    return {path: found[path] for path in paths if path in found}
