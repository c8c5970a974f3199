"""What changed between two versions of a form, in sentences: structure and words apart. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from forms.conditions.lines import write
from forms.conditions.rules import Rule
from forms.conditions.words import condition
from forms.document import Choice, Field, FormDocument, Section, Statement
from forms.naming import Texts, choice_text, field_text, section_text, statement_text
from forms.versions import difference_sentences as say


@dataclass(frozen=True, slots=True)
class Change:
    """One change as a sentence, and the key of what it is about ("" for the whole form)."""

    sentence: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions that are compared: what it asks, and in which words."""

    document: FormDocument
    texts: Texts


def changes(before: Side, after: Side) -> list[Change]:
    """List what changed in the structure, in the order of the newer version. Equal documents give nothing."""
    return list(_Comparison(before, after).all())


class _Comparison:
    """Walks two documents side by side; things are the same when their keys are."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after

    def all(self) -> Iterator[Change]:
        old, new = self.before.document, self.after.document
        if old.layout != new.layout:
            yield Change(say.layout(old.layout, new.layout))
        if old.format != new.format:
            yield Change(say.setting("", "format", old.format, new.format))
        yield from self.sections(old, new)
        yield from self.questions(_placed(old), _placed(new))

    def sections(self, old: FormDocument, new: FormDocument) -> Iterator[Change]:
        earlier = {section.key: section for section in old.sections}
        later = {section.key: section for section in new.sections}
        for key in (each for each in earlier if each not in later):
            yield Change(say.section_removed(self.title(key)), key)
        moved = _moved(list(earlier), list(later))
        before = ""
        for key, section in later.items():
            if key not in earlier:
                yield Change(say.section_added(self.title(key)), key)
            elif key in moved:
                yield Change(say.section_moved(self.title(key), before and self.title(before)), key)
            if key in earlier:
                yield from self.section(earlier[key], section)
            before = key

    def section(self, old: Section, new: Section) -> Iterator[Change]:
        named = say.the_section(self.title(new.key))
        for each in fields(Section):
            one, other = getattr(old, each.name), getattr(new, each.name)
            if each.name not in {"key", "fields"} and one != other:
                yield Change(self.setting(named, each.name, one, other), new.key)

    def questions(
        self, old: Mapping[str, tuple[str, Field]], new: Mapping[str, tuple[str, Field]]
    ) -> Iterator[Change]:
        """Compare questions by their path; each stands in a section, or in a group."""
        for path in (each for each in old if each not in new):
            yield Change(say.question_removed(self.label(path)), path)
        moved = _moved(*(_in_places(placed) for placed in (old, new)))
        before: dict[str, str] = {}
        for path, (place, question) in new.items():
            if path not in old:
                yield Change(say.question_added(self.label(path), self.place(place)), path)
            else:
                earlier, was = old[path]
                if earlier != place:
                    yield Change(say.question_moved_to(self.label(path), self.place(place)), path)
                elif path in moved:
                    after = before.get(place, "")
                    yield Change(
                        say.question_moved(self.label(path), after and self.label(after)), path
                    )
                yield from self.question(path, was, question)
            before[place] = path

    def question(self, path: str, old: Field, new: Field) -> Iterator[Change]:
        named = say.the_question(self.label(path))
        for each in fields(Field):
            one, other = getattr(old, each.name), getattr(new, each.name)
            if one == other or each.name in {"key", "items"}:
                continue
            compare = _LISTS.get(each.name)
            if compare:
                yield from (
                    Change(sentence, path) for sentence in compare(self, named, path, one, other)
                )
            else:
                group = path.rpartition(".")[0]
                yield Change(self.setting(named, each.name, one, other, group), path)

    def setting(self, named: str, name: str, old: Any, new: Any, group: str = "") -> str:
        """Say that one setting of a section or question changed."""
        if isinstance(old, Rule) or isinstance(new, Rule):
            return say.rule(named, name, *self.rules(old, new, group))
        if name in say.ON_OFF:
            return say.on_off(named, name, on=bool(new))
        return say.setting(named, name, old, new)

    def rules(self, old: Rule | None, new: Rule | None, group: str) -> tuple[str, str]:
        """Both conditions in words; as they are stored when the words do not tell them apart."""
        said = _rule(old, self.before, group), _rule(new, self.after, group)
        return said if said[0] != said[1] else (_stored(old), _stored(new))

    def choices(
        self, named: str, path: str, old: Sequence[Choice], new: Sequence[Choice]
    ) -> Iterator[str]:
        earlier, later = ({choice.code: choice for choice in each} for each in (old, new))
        for code in (each for each in earlier if each not in later):
            yield say.choice_removed(named, self.choice(path, code))
        for code, choice in later.items():
            called = self.choice(path, code)
            was = earlier.get(code)
            if was is None:
                yield say.choice_added(named, called)
                continue
            if was.retired != choice.retired:
                yield say.choice_retired(named, called, retired=choice.retired)
            if was.score != choice.score:
                yield say.choice_scored(named, called, was.score, choice.score)
        if _moved(list(earlier), list(later)):
            yield say.choices_reordered(named)

    def statements(
        self, named: str, path: str, old: Sequence[Statement], new: Sequence[Statement]
    ) -> Iterator[str]:
        earlier, later = ({line.key: line for line in each} for each in (old, new))
        for key in (each for each in earlier if each not in later):
            yield say.statement_removed(named, self.words(statement_text(path, key), key))
        for key, line in later.items():
            called = self.words(statement_text(path, key), key)
            was = earlier.get(key)
            if was is None:
                yield say.statement_added(named, called)
            elif was.reverse != line.reverse:
                yield say.statement_reversed(named, called, reverse=line.reverse)
        if _moved(list(earlier), list(later)):
            yield say.statements_reordered(named)

    def checks(self, named: str, _path: str, old: Any, new: Any) -> Iterator[str]:
        earlier, later = ({check.key: check for check in each} for each in (old, new))
        for key in (each for each in earlier if each not in later):
            yield say.check_removed(named, key)
        for key, check in later.items():
            if key not in earlier:
                yield say.check_added(named, key)
            elif check != earlier[key]:
                yield say.check_changed(named, key)
        if _moved(list(earlier), list(later)):
            yield say.setting(named, "checks", list(earlier), list(later))

    def label(self, path: str) -> str:
        return self.words(field_text(path, "label"), path)

    def title(self, key: str) -> str:
        return self.words(section_text(key, "title"), key)

    def choice(self, path: str, code: str) -> str:
        return self.words(choice_text(path, code), code)

    def place(self, place: str) -> str:
        """A section by its title, a group by its question."""
        kind, _colon, key = place.partition(":")
        return self.title(key) if kind == "section" else self.label(key)

    def words(self, key: str, otherwise: str) -> str:
        """How something is called: as the newer version says it, or the older one."""
        return self.after.texts.get(key) or self.before.texts.get(key) or otherwise


_LISTS: Mapping[str, Callable[..., Iterator[str]]] = {
    "choices": _Comparison.choices,
    "statements": _Comparison.statements,
    "checks": _Comparison.checks,
}


def _placed(document: FormDocument) -> dict[str, tuple[str, Field]]:
    """Every question by its path, with where it stands: `section:<key>` or `group:<path>`."""
    found: dict[str, tuple[str, Field]] = {}

    def note(question: Field, path: str, place: str) -> None:
        found.setdefault(path, (place, question))
        for item in question.items:
            note(item, f"{path}.{item.key}", f"group:{path}")

    for section in document.sections:
        for question in section.fields:
            note(question, question.key, f"section:{section.key}")
    return found


def _in_places(placed: Mapping[str, tuple[str, Field]]) -> list[tuple[str, str]]:
    """Questions with their place: only an order within one place is an order."""
    return [(place, path) for path, (place, _question) in placed.items()]


def _moved(old: Sequence[Any], new: Sequence[Any]) -> set[Any]:
    """The fewest things that stand elsewhere among those that both have."""
    both = set(old) & set(new)
    one, other = ([each for each in side if each in both] for side in (old, new))
    if one == other:
        return set()
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    kept = {
        each for block in matcher.get_matching_blocks() for each in one[block.a :][: block.size]
    }
    away = both - kept
    return {each[1] if isinstance(each, tuple) else each for each in away}


def _rule(rule: Rule | None, side: Side, group: str) -> str:
    """A condition in words; its stored lines where it reads what the form does not ask."""
    if rule is None:
        return ""
    inside = next((each for each in side.document.fields() if each.key == group), None)
    return condition(rule, side.document, side.texts, inside) or _stored(rule)


def _stored(rule: Rule | None) -> str:
    return "; ".join(write(rule).removeprefix("show ").split("\nshow ")) if rule else ""
