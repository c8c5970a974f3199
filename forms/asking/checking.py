"""Judge answers: what was typed becomes what is stored, or a sentence about what to do. Pure.

One judge for browsers, stories and interfaces. Hidden means absent, also for whoever reads a hidden answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from forms.asking import sentences
from forms.asking.posted import (
    Raw,
    fact,
    from_answers,
    most_rows,
    named,
    prefilled,
    read,
    typed_parts,
)
from forms.conditions.logic import TODAY, holds
from forms.conditions.rules import Rule
from forms.counted import scoring
from forms.document import Field, FormDocument, Section
from forms.kinds import kind_of
from forms.kinds.kind import Asked, Refused, Said
from forms.kinds.silent import MOST_ROWS
from forms.naming import Texts, check_text, field_text
from forms.naming import label as label_of

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
    locked     paths that show an answer which can no longer be changed here
    cautions   {path: sentence}: what the person should look at again, and may leave as it is
    counted    {path: value in words} of what is counted from other answers
    """

    answers: Answers
    errors: dict[str, str]
    raw: Raw
    hidden: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    cautions: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)

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
        locked=frozenset(judge.locked),
        cautions=judge.cautions,
        counted=judge.counted,
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
class _Scope:
    """Where a question stands: in the form itself, or in a row of a group that repeats.

    prefix    what stands before its key in posted names, `goals-0-`
    words     what stands before its key in the texts, `goals.`
    answers   what was answered here so far
    row       the answers that `row.…` reads; None outside rows
    group     the group whose row it is
    wanting   questions without an answer; in rows they only count once the row says something
    """

    answers: Answers
    prefix: str = ""
    words: str = ""
    row: Answers | None = None
    group: Field | None = None
    wanting: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def errors(self) -> dict[str, str]:
        return {**self.wanting, **self.refused}

    def refuses(self, path: str) -> bool:
        """Whether an answer, or a part of it, was refused."""
        return path in self.refused or any(each.startswith(f"{path}.") for each in self.refused)


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
        self.document = document
        self.texts = texts
        self.raw = raw
        self.facts = facts
        self.counted: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.optional: set[str] = set()
        self.locked: set[str] = set()
        self.cautions: dict[str, str] = {}
        asked = {question.key for question in document.fields()}
        self.known = {key: known for key, known in facts.items() if key not in asked}
        self.known[TODAY] = today.isoformat()
        self.answers: Answers = {}
        self.errors = _about_the_whole(raw)

    def section(self, section: Section) -> None:
        if not self.applies(section.visible_if):
            self.hidden.add(f"section:{section.key}")
            self.hidden.update(question.key for question in section.fields)
            return
        scope = _Scope(self.answers)
        for question in section.fields:
            self.question(question, scope)
            if question.key in self.answers:
                self.known[question.key] = self.answers[question.key]
        self.errors.update(_in_order(section.fields, scope))

    def question(self, question: Field, scope: _Scope) -> None:
        """Judge one question where it stands."""
        path, words = f"{scope.prefix}{question.key}", f"{scope.words}{question.key}"
        if not self.applies(question.visible_if, scope.row):
            self.hidden.add(path)
            return
        if not question.asks:
            self.silent(question, scope, path, words)
            return
        required = self.is_required(question, scope.row)
        if not required:
            self.optional.add(path)
        if question.kind == "group":
            answer = self.group(question, scope, path, words, required=required)
        else:
            asked = replace(question, required=required) if question.required_if else question
            answer = self.answer(asked, scope, path, words)
        if question.lock_if is not None and holds(question.lock_if, self.known, row=scope.row):
            answer = self.keep(question, scope, path, words, answer)
            required = False  # nobody can give here what is locked
        if answer is not None:
            scope.answers[question.key] = answer
            self.compare(question, scope, path, words)
        elif required and question.kind != "group" and not scope.refuses(path):
            scope.wanting[path] = self.missing(question, words)

    def silent(self, question: Field, scope: _Scope, path: str, words: str) -> None:
        """Count what is counted, and stop where one cannot go on."""
        if question.kind == "stop":
            scope.refused[path] = label_of(self.texts, words)
        elif question.recipe is not None:
            known = self.known if scope.row is None else {**self.known, "row": scope.row}
            counted = scoring.value(self.document, question, known, group=scope.group)
            if counted is not None:
                scope.answers[question.key] = counted
                self.counted[path] = self.said(question, words, counted)

    def said(self, question: Field, words: str, counted: float) -> str:
        """A counted value as people read it, with the name of its band."""
        return kind_of(question).in_words(Said(question, words, self.texts, counted))

    def answer(self, question: Field, scope: _Scope, path: str, words: str) -> Any:
        """Read one answer, or note the sentence about it."""
        typed = typed_parts(self.raw, question, path)
        label = label_of(self.texts, words)
        names = [named(path, part) for part in typed] or [path]
        if self.raw.broken and not self.raw.broken.isdisjoint(names):
            scope.refused[path] = sentences.unreadable(label)
            return None
        if path in self.raw.misshapen:
            scope.refused[path] = sentences.wrong_shape(label)
            return None
        if not typed:
            return None
        try:
            return kind_of(question).stored(
                Asked(question, typed, label, words, self.texts, self.facts)
            )
        except Refused as refusal:
            scope.refused.update(self.refused(refusal, path, words))
            return None

    def refused(self, refusal: Refused, path: str, words: str) -> dict[str, str]:
        """Each sentence at its part. The form's own sentence is said once, however many parts are wrong."""
        own = self.texts.get(field_text(words, "error"))
        if own:
            return {named(path, refusal.part): own}
        return {named(path, each.part): str(each) for each in (refusal, *refusal.also)}

    def group(
        self, group: Field, scope: _Scope, path: str, words: str, *, required: bool
    ) -> list[Answers] | None:
        """Judge every row; a row that is empty all through was never meant."""
        if path in self.raw.misshapen:
            scope.refused[path] = sentences.wrong_shape(label_of(self.texts, words))
            return None
        kept, touched = [], 0
        for n in range(min(self.raw.rows.get(path, 0), MOST_ROWS)):
            row: Answers = {}
            inner = _Scope(row, f"{path}-{n}-", f"{words}.", row, group)
            for item in group.items:
                self.question(item, inner)
            said = any(item.asks and item.key in row for item in group.items)
            if said or inner.refused:
                touched += 1
                scope.refused.update(_in_order(group.items, inner))
            if said:
                kept.append(row)
        self.count_rows(group, scope, path, words, touched, required=required)
        return kept or None

    def count_rows(  # noqa: PLR0913  where it stands, and what was found there
        self, group: Field, scope: _Scope, path: str, words: str, count: int, *, required: bool
    ) -> None:
        label = label_of(self.texts, words)
        most = most_rows(group)
        if self.raw.rows.get(path, 0) > MOST_ROWS or count > most:
            scope.refused[path] = self.own(words, sentences.too_many_rows(label, most))
        elif required and not count:
            scope.wanting[path] = self.missing(group, words)
        elif group.least and count < group.least and (count or required):
            sentence = sentences.too_few_rows(label, int(group.least))
            scope.refused[path] = self.own(words, sentence)

    def keep(self, question: Field, scope: _Scope, path: str, words: str, answer: Any) -> Any:
        """A locked answer stays what the case knows; anything else is refused."""
        self.locked.add(path)
        offered = fact(self.facts, question.prefill) if question.prefill else None
        if answer is not None and answer != offered:
            scope.refused[path] = sentences.locked(label_of(self.texts, words))
        return offered

    def compare(self, question: Field, scope: _Scope, path: str, words: str) -> None:
        """Judge what must hold between answers, once this one is known."""
        if not question.checks:
            return
        known = self.known if scope.row is not None else {**self.known, **scope.answers}
        for check in question.checks:
            if holds(check.rule, known, row=scope.row):
                continue
            sentence = self.texts.get(check_text(words, check.key)) or label_of(self.texts, words)
            if check.soft:
                self.cautions.setdefault(path, sentence)
            else:
                scope.refused.setdefault(path, sentence)

    def missing(self, question: Field, words: str) -> str:
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


def _in_order(fields: tuple[Field, ...], scope: _Scope) -> dict[str, str]:
    """The sentences of one scope, in the order its questions are asked; those of a row after its group."""
    found = scope.errors()
    if len(found) < 2:  # noqa: PLR2004  one alone is in order
        return found
    places = {question.key: at for at, question in enumerate(fields)}

    def place(path: str) -> int:
        return places[re.split("[-.]", path[len(scope.prefix) :], maxsplit=1)[0]]

    return dict(sorted(found.items(), key=lambda each: place(each[0])))
