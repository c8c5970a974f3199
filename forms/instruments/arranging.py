"""A package as it is taken in here: under another short name, as another version, with other keys. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forms.conditions.rules import Row, Rule
from forms.counted.formulas import with_names
from forms.counted.recipes import Recipe
from forms.document import Check, Field, FormDocument, Section
from forms.instruments.package import About, Package
from forms.written.wording import Wordings

LONGEST = 60
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What whoever takes a file in decides about it, where something here is in its way.

    slug      another short name of its form; "" the file's own
    version   the version it is known by here; "" the file's own
    rename    questions whose keys are taken get other ones
    """

    slug: str = ""
    version: str = ""
    rename: bool = False


AS_IT_IS = Chosen()


@dataclass(frozen=True, slots=True)
class NewKeys:
    """Keys that are taken here, and those that stand in for them."""

    questions: Names
    sections: Names

    def __bool__(self) -> bool:
        return bool(self.questions or self.sections)

    @property
    def lines(self) -> list[str]:
        """Each old key with its new one, as it is shown."""
        return [
            f"{old} → {new}"
            for each in (self.sections, self.questions)
            for old, new in each.items()
        ]


NO_NEW_KEYS = NewKeys({}, {})


def called(package: Package, *, code: str = "", version: str = "", continues: str = "") -> Package:
    """The package as another version, or as an instrument of another short name.

    continues   the version whose series it goes on with, unless its owner says one
    """
    about = package.about
    assert about is not None
    said = about.continues or ({"version": continues} if continues else {})
    new = replace(about, code=code or about.code, version=version or about.version, continues=said)
    sections = (
        replace(each, instrument=new.reference) if each.instrument == about.reference else each
        for each in package.document.sections
    )
    return replace(package, about=new, document=replace(package.document, sections=tuple(sections)))


def free(keys: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """A key that nothing else has for each that is taken: `week` becomes `week_2`."""
    found: dict[str, str] = {}
    closed = set(taken)
    for key in keys:
        number = 2
        while (new := f"{key[: LONGEST - len(str(number)) - 1]}_{number}") in closed:
            number += 1
        found[key] = new
        closed.add(new)
    return found


def with_keys(package: Package, new: NewKeys) -> Package:
    """The same questions under other keys: rules, counts, words and items follow."""
    if not new:
        return package
    rename = _Renaming(new)
    return replace(
        package,
        document=rename.document(package.document),
        texts=rename.texts(package.texts),
        about=rename.about(package.about) if package.about else None,
    )


class _Renaming:
    """Says other keys wherever a form or an instrument names a question."""

    def __init__(self, new: NewKeys) -> None:
        self.names, self.sections = new.questions, new.sections

    def path(self, path: str) -> str:
        """`week`, or `week.monday`."""
        key, dot, rest = path.partition(".")
        return f"{self.names.get(key, key)}{dot}{rest}"

    def document(self, document: FormDocument) -> FormDocument:
        return replace(document, sections=tuple(map(self.section, document.sections)))

    def section(self, section: Section) -> Section:
        questions = (
            replace(self.question(each), key=self.path(each.key)) for each in section.fields
        )
        return replace(
            section,
            key=self.sections.get(section.key, section.key),
            fields=tuple(questions),
            visible_if=self.rule(section.visible_if),
        )

    def question(self, question: Field) -> Field:
        """What a question reads of others. Its own key is said by whoever holds it: items keep theirs."""
        return replace(
            question,
            visible_if=self.rule(question.visible_if),
            required_if=self.rule(question.required_if),
            lock_if=self.rule(question.lock_if),
            checks=tuple(map(self.check, question.checks)),
            recipe=self.recipe(question.recipe) if question.recipe else None,
            items=tuple(map(self.question, question.items)),
        )

    def rule[R: Rule | None](self, rule: R) -> R:
        if rule is None:
            return rule
        rows = (Row(self.path(row.field), row.operator, row.value) for row in rule.rows)
        return replace(rule, rows=tuple(rows))

    def check(self, check: Check) -> Check:
        return replace(check, rule=self.rule(check.rule))

    def recipe(self, recipe: Recipe) -> Recipe:
        return replace(
            recipe,
            of=tuple(map(self.path, recipe.of)),
            reverse=tuple(map(self.path, recipe.reverse)),
            formula=with_names(recipe.formula, self.path),
        )

    def texts(self, texts: Wordings) -> Wordings:
        return {
            language: {self.text(key): said for key, said in words.items()}
            for language, words in texts.items()
        }

    def text(self, key: str) -> str:
        kind, _dot, rest = key.partition(".")
        if kind == "field":
            return f"field.{self.path(rest)}"
        if kind == "section":
            section, dot, name = rest.partition(".")
            return f"section.{self.sections.get(section, section)}{dot}{name}"
        return key

    def about(self, about: About) -> About:
        said = dict(about.continues.get("scores", {}))
        before = {self.path(score): said.get(score, score) for score in about.scores}
        series = {new: old for new, old in before.items() if new != old}
        continues = {"version": about.continues["version"]} if about.continues else {}
        return replace(
            about,
            items={number: self.path(path) for number, path in about.items.items()},
            scores=tuple(map(self.path, about.scores)),
            band_sets={
                name: {self.path(score): bands for score, bands in of_scores.items()}
                for name, of_scores in about.band_sets.items()
            },
            continues={**continues, "scores": series} if continues and series else continues,
        )
