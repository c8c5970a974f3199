"""Why a question is hidden: its condition as a sentence, and which lines of it do not hold. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.asking.checking import Checked
from forms.asking.names import row_path
from forms.conditions.logic import holds
from forms.conditions.plain import read_by, row_in_words, sentence
from forms.conditions.rules import Row, Rule
from forms.document import Field, FormDocument
from forms.naming import Texts
from forms.texts import label, section_title


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that is hidden.

    path       where it stands, `section:<key>` for a whole section
    named      what it is called
    sentence   its condition
    failing    the lines that do not hold, or hold and should not
    because    what a line reads is itself hidden: its name
    """

    path: str
    named: str
    sentence: str
    failing: tuple[str, ...]
    because: tuple[str, ...] = ()


def why_hidden(
    document: FormDocument,
    texts: Texts,
    checked: Checked,
    *,
    facts: Mapping[str, Any],
    today: str,
) -> list[Why]:
    """Explain everything that the answers hide, in the order of the form. A hidden section stands for all in it."""
    known = {**facts, "today": today, **checked.answers}
    explain = _Explainer(document, texts, checked, known)
    return [
        why
        for section in document.sections
        for why in (
            explain.section(section.visible_if, section.key, section_title(texts, section))
            if f"section:{section.key}" in checked.hidden
            else explain.questions(section.fields)
        )
    ]


class _Explainer:
    def __init__(
        self, document: FormDocument, texts: Texts, checked: Checked, known: Mapping[str, Any]
    ) -> None:
        self.document = document
        self.texts = texts
        self.checked = checked
        self.known = known

    def section(self, rule: Rule | None, key: str, named: str) -> Iterator[Why]:
        if rule is not None:
            yield self.why(rule, f"section:{key}", named)

    def questions(self, fields: tuple[Field, ...]) -> Iterator[Why]:
        for question in fields:
            if question.key in self.checked.hidden:
                if question.visible_if is not None:
                    named = label(self.texts, question.key)
                    yield self.why(question.visible_if, question.key, named)
            elif question.kind == "group":
                yield from self.rows(question)

    def rows(self, group: Field) -> Iterator[Why]:
        """What is hidden in each row that says something."""
        for n, row in enumerate(self.checked.answers.get(group.key, ())):
            for item in group.items:
                path = row_path(group.key, n, item.key)
                if path in self.checked.hidden and item.visible_if is not None:
                    named = f"{label(self.texts, f'{group.key}.{item.key}')} ({n + 1})"
                    yield self.why(item.visible_if, path, named, group, row)

    def why(
        self,
        rule: Rule,
        path: str,
        named: str,
        group: Field | None = None,
        row: Mapping[str, Any] | None = None,
    ) -> Why:
        wanted = rule.match != "none"
        wrong = [
            each for each in rule.rows if holds(Rule("all", (each,)), self.known, row=row) != wanted
        ]
        said = tuple(row_in_words(each, self.document, self.texts, group) for each in wrong)
        return Why(
            path,
            named,
            sentence("show", rule, self.document, self.texts, group),
            said,
            tuple(dict.fromkeys(self.hidden_too(wrong, group))),
        )

    def hidden_too(self, rows: list[Row], group: Field | None) -> Iterator[str]:
        for each in rows:
            found = read_by(each.field, self.document, group)
            if found and self.is_hidden(found[1]):
                yield label(self.texts, found[1])

    def is_hidden(self, path: str) -> bool:
        return path in self.checked.hidden
