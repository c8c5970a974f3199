"""What prevents a form from being published, as sentences in the editor's words. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms import editor_sentences as say
from forms.conditions import problems as rule_problems
from forms.conditions import reachability, retired
from forms.counted import problems as recipe_problems
from forms.document import Field, FormDocument, Section
from forms.kinds import kind_of
from forms.kinds.choosing import still_offered
from forms.lengths import rooms, without_room
from forms.naming import (
    TITLE,
    Texts,
    check_text,
    choice_text,
    field_text,
    section_text,
    statement_text,
)

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
CODE = re.compile(r"[a-z0-9_]{1,60}")
# Names that conditions and cases already use for something else.
RESERVED: frozenset[str] = frozenset(
    {"today", "row", "case", "participant", "done", "met", "start", "extra"}
)
MOST_DEPTH = 2  # a group that repeats, and one inside it
MOST_QUESTIONS = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence that prevents publishing, and the key of what it is about ("" for the whole)."""

    sentence: str
    where: str = ""


def problems(
    document: FormDocument, texts: Texts, earlier: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """Yield what must be mended before publishing, in the order of the form. Nothing means sound.

    earlier   {key: kind} of every question that was ever published: a key keeps its kind for ever
    """
    if not texts.get(TITLE, "").strip():
        yield Problem(say.no_title())
    if not any(question.asks for question in document.fields()):
        yield Problem(say.no_questions())
    count = sum(1 for question in document.fields() for _each in _deep(question, question.key))
    if count > MOST_QUESTIONS:
        yield Problem(say.too_many_questions(count, MOST_QUESTIONS))
        return
    yield from _twice(document)
    for section in document.sections:
        yield from _about_section(section, texts)
        for question in section.fields:
            yield from _about_field(question, texts, "")
            yield from _about_kind(question, earlier or {}, texts)
    for sentence, where in rule_problems.problems(document, texts):
        yield Problem(sentence, where)
    for sentence, where in reachability.problems(document, texts):
        yield Problem(sentence, where)
    for sentence, where in retired.problems(document, texts):
        yield Problem(sentence, where)
    for sentence, where in recipe_problems.problems(document, texts):
        yield Problem(sentence, where)
    yield from word_problems(document, texts)


def word_problems(document: FormDocument, texts: Texts) -> Iterator[Problem]:
    """Yield the texts that have no room where they stand. The only problems that a translation can have."""
    for sentence, where in without_room(texts, rooms(document)):
        yield Problem(sentence, where)


def _twice(document: FormDocument) -> Iterator[Problem]:
    """A key names one thing only, in its section list, in the form, in its group, among its choices."""
    for key in _repeated(section.key for section in document.sections):
        yield Problem(say.section_key_twice(key), key)
    for key in _repeated(question.key for question in document.fields()):
        yield Problem(say.key_twice(key), key)
    for question in document.fields():
        for path, group in _deep(question, question.key):
            for key in _repeated(item.key for item in group.items):
                yield Problem(say.key_twice(key), f"{path}.{key}")


def _repeated(keys: Iterator[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1 and key]


def _about_section(section: Section, texts: Texts) -> Iterator[Problem]:
    title = texts.get(section_text(section.key, "title"), "").strip()
    if not title:
        yield Problem(say.section_without_title(section.key), section.key)
    if not KEY.fullmatch(section.key):
        yield Problem(say.bad_key(section.key, title), section.key)
    if not section.fields:
        yield Problem(say.section_without_questions(title or section.key), section.key)


def _about_field(question: Field, texts: Texts, group: str) -> Iterator[Problem]:
    path = f"{group}.{question.key}" if group else question.key
    label = texts.get(field_text(path, "label"), "").strip()
    named = label or question.key
    if not label:
        yield Problem(say.without_label(question.key), path)
    if not KEY.fullmatch(question.key) or (not group and question.key in RESERVED):
        yield Problem(say.bad_key(question.key, label), path)
    for sentence in (
        *kind_of(question).limits(question, named),
        *_choices(question, path, named, texts),
        *_lines(question, path, named, texts),
    ):
        yield Problem(sentence, path)
    if question.kind == "group":
        if path.count(".") >= MOST_DEPTH:
            yield Problem(say.too_deep(named), path)
        if not any(item.asks for item in question.items):
            yield Problem(say.group_without_questions(named), path)
        for item in question.items:
            yield from _about_field(item, texts, path)


def _choices(question: Field, path: str, named: str, texts: Texts) -> Iterator[str]:
    if "choices" not in kind_of(question).settings:
        return
    if not still_offered(question) and question.kind != "matrix":
        yield say.no_choices(named)
    for code in _repeated(choice.code for choice in question.choices):
        yield say.code_twice(code, named)
    for choice in question.choices:
        label = texts.get(choice_text(path, choice.code), "").strip()
        if not CODE.fullmatch(choice.code):
            yield say.bad_code(choice.code, named)
        if not label:
            yield say.choice_without_label(choice.code, named)
        if choice.score is not None and (
            isinstance(choice.score, bool) or not isinstance(choice.score, int)
        ):
            yield say.bad_score(str(choice.score), label or choice.code)


def _lines(question: Field, path: str, named: str, texts: Texts) -> Iterator[str]:
    """Yield what is wrong with the lines of a matrix, and with the checks of an answer."""
    for key in _repeated(line.key for line in question.statements):
        yield say.statement_twice(key, named)
    for line in question.statements:
        if not KEY.fullmatch(line.key) or not texts.get(statement_text(path, line.key), "").strip():
            yield say.statement_without_label(line.key, named)
    for check in question.checks:
        if not check.rule.rows:
            yield say.check_reads_others(named)
        if not texts.get(check_text(path, check.key), "").strip():
            yield say.check_without_words(named)


def _deep(question: Field, path: str) -> Iterator[tuple[str, Field]]:
    yield path, question
    for item in question.items:
        yield from _deep(item, f"{path}.{item.key}")


def _about_kind(question: Field, earlier: Mapping[str, str], texts: Texts) -> Iterator[Problem]:
    """A published key never changes kind: old answers would be read as something else."""
    for path, each in _deep(question, question.key):
        before = earlier.get(path)
        if before and before != each.kind:
            label = texts.get(field_text(path, "label"), "") or path
            yield Problem(say.kind_changed(label, each.key), path)
