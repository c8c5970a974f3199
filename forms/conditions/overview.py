"""Every rule of a form as one plain sentence, in the order of the form, and who reads whom. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from forms.conditions.plain import named_as, read_by, sentence
from forms.conditions.rules import Rule
from forms.counted import words as recipe_words
from forms.counted.formulas import read_in
from forms.document import Field, FormDocument, Section
from forms.known_facts import ROLES
from forms.naming import Texts, check_text
from forms.texts import label, section_title


@dataclass(frozen=True, slots=True)
class Told:
    """One rule.

    reads   what it depends on: {path: words}; the path is "" for what is known of the case
    """

    sentence: str
    reads: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section or a question that has rules, or is read by some.

    path      of its words: `key`, `group.item`; of a section its key
    depth     0 a section, 1 a question, 2 and 3 questions in rows
    read_by   [(path, words)] of what depends on it
    """

    path: str
    named: str
    depth: int
    told: tuple[Told, ...]
    read_by: tuple[tuple[str, str], ...] = field(default=())


def overview(document: FormDocument, texts: Texts) -> list[Part]:
    """Tell everything of a form that depends on something."""
    writer = _Writer(document, texts)
    found = list(writer.parts())
    readers: Mapping[str, list[tuple[str, str]]] = _turned(found)
    told = [
        Part(part.path, part.named, part.depth, part.told, tuple(readers.get(part.path, ())))
        for part in found
    ]
    return [part for part in told if part.told or part.read_by]


def _turned(found: list[Part]) -> dict[str, list[tuple[str, str]]]:
    """Who reads each question."""
    readers: dict[str, dict[str, str]] = defaultdict(dict)
    for part in found:
        for told in part.told:
            for path, _words in told.reads:
                if path and path != part.path and part.depth:
                    readers[path][part.path] = part.named
    return {path: list(those.items()) for path, those in readers.items()}


def for_some(part: Field | Section) -> Iterator[Told]:
    """Who alone sees a part of a form, and who alone answers it."""
    for words, roles in (
        (_("Seen by these only: %(roles)s."), part.sees),
        (_("Answered by these only: %(roles)s."), part.edits),
    ):
        if roles:
            named = ", ".join(str(ROLES.get(role, role)).lower() for role in roles)
            yield Told(words % {"roles": named})


class _Writer:
    def __init__(self, document: FormDocument, texts: Texts) -> None:
        self.document = document
        self.texts = texts

    def parts(self) -> Iterator[Part]:
        for section in self.document.sections:
            named = section_title(self.texts, section)
            told = (*self.rule("show", section.visible_if, None), *for_some(section))
            yield Part(section.key, named, 0, told)
            for question in section.fields:
                yield from self.question(question, question.key, None, 1)

    def question(
        self, question: Field, path: str, group: Field | None, depth: int
    ) -> Iterator[Part]:
        told = tuple(self.of_question(question, path, group))
        yield Part(path, label(self.texts, path), depth, told)
        for item in question.items:
            yield from self.question(item, f"{path}.{item.key}", question, depth + 1)

    def of_question(self, question: Field, path: str, group: Field | None) -> Iterator[Told]:
        shown = "stop" if question.kind == "stop" else "show"
        yield from self.rule(shown, question.visible_if, group)
        yield from self.rule("require", question.required_if, group)
        yield from self.rule("lock", question.lock_if, group)
        for check in question.checks:
            for told in self.rule("check", check.rule, group):
                words = self.texts.get(check_text(path, check.key), "")
                yield Told(f"{told.sentence} {words}".strip(), told.reads)
        if question.recipe is not None:
            yield self.recipe(question, group)
        yield from for_some(question)

    def rule(self, effect: str, rule: Rule | None, group: Field | None) -> Iterator[Told]:
        if rule is None:
            return
        said = sentence(effect, rule, self.document, self.texts, group)
        yield Told(said, tuple(self.read(dict.fromkeys(rule.fields()), group)))

    def recipe(self, question: Field, group: Field | None) -> Told:
        said = recipe_words.said(self.document, question, self.texts, group=group)
        recipe = question.recipe
        assert recipe is not None
        named = dict.fromkeys([*recipe.of, *read_in(recipe.formula)])
        return Told(said, tuple(self.read(named, group)))

    def read(self, fields: Mapping[str, None], group: Field | None) -> Iterator[tuple[str, str]]:
        for name in fields:
            found = read_by(name, self.document, group)
            words = named_as(name, self.document, self.texts, group)
            yield (found[1] if found else "", words)
