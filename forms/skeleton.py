"""A form's page markup, made once per version and language: fixed text with slots between.

Templates write the markup, so the look stays in templates; a slot is a mark that no text can contain.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from forms.document import Field, FormDocument, Section
from forms.kinds.choosing import NO, YES
from forms.kinds.numbers import scale_values
from forms.logic import spoken
from forms.posted import most_rows
from forms.rule_words import condition
from forms.rules import Rule
from forms.texts import Texts, choice_label, field_text, lines, section_text
from forms.texts import label as label_of

_MARK = re.compile("\x02([a-z]+)\x1f([^\x03\x1f]*)\x1f([^\x03]*)\x03")
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n"}
_OPTIONS: Mapping[str, str] = {"choices": "checkbox"}
_TEMPLATES: Mapping[str, str] = {
    "text": "line",
    "number": "line",
    "date": "line",
    "long_text": "area",
    "yes_no": "options",
    "choice": "options",
    "choices": "options",
    "scale": "scale",
    "guidance": "guidance",
    "group": "group",
}


class Slot(NamedTuple):
    """A place that is filled in: what stands there, whose it is, and which answer."""

    kind: str
    key: str = ""
    detail: str = ""


class Piece(NamedTuple):
    """Fixed markup, then a slot; the last piece of a skeleton has none."""

    fixed: str
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A whole form, and one row of each of its repeating groups.

    facts   the facts of a case that conditions read, which the page must carry along
    """

    pieces: tuple[Piece, ...]
    rows: Mapping[str, tuple[Piece, ...]]
    facts: tuple[str, ...]


def make(document: FormDocument, texts: Texts, language: str) -> Skeleton:
    """Make the markup of a form in one language."""
    with translation.override(language):
        said = {key: text.translate(_CONTROL) for key, text in texts.items()}
        maker = _Maker(document, said)
        whole = maker.form()
        return Skeleton(_pieces(whole), maker.rows, tuple(dict.fromkeys(facts_read(document))))


def facts_read(document: FormDocument) -> Iterator[str]:
    """Yield the dotted facts of a case that conditions of a form read."""
    for rule in rules_of(document):
        for field in rule.fields():
            if "." in field and not field.startswith("row."):
                yield field


def rules_of(document: FormDocument) -> Iterator[Rule]:
    """Yield every condition of a form."""
    for section in document.sections:
        if section.visible_if:
            yield section.visible_if
        for question in section.fields:
            for each in (question, *question.items):
                yield from (rule for rule in (each.visible_if, each.required_if) if rule)


def control_id(path: str) -> str:
    """The id of the control of an answer; pages have ids of their own, so ours begin alike."""
    return f"q-{path}"


def first_control(question: Field, path: str) -> str:
    """Where a link to a question leads: its control, its first choice, or the whole group."""
    one_of_many = question.kind in {"choice", "choices", "yes_no", "scale"}
    return f"{control_id(path)}-1" if one_of_many else control_id(path)


def _mark(kind: str, key: str = "", detail: str = "") -> SafeString:
    return mark_safe(f"\x02{kind}\x1f{key}\x1f{detail}\x03")  # noqa: S308  our own mark


def _pieces(markup: str) -> tuple[Piece, ...]:
    pieces, at = [], 0
    for found in _MARK.finditer(markup):
        pieces.append(Piece(markup[at : found.start()], Slot(*found.groups())))
        at = found.end()
    return (*pieces, Piece(markup[at:], None))


def _render(name: str, context: Mapping[str, Any]) -> SafeString:
    markup = get_template(f"forms/{name}.html").render(dict(context))
    tight = re.sub(r">\s*\n\s*<", "><", re.sub(r"\s*\n\s*", "\n", markup.strip()))
    return mark_safe(tight)  # noqa: S308  a template escaped it


class _Maker:
    """Writes one form; keeps the rows of its groups apart, since they repeat."""

    def __init__(self, document: FormDocument, texts: Texts) -> None:
        self.document = document
        self.texts = texts
        self.rows: dict[str, tuple[Piece, ...]] = {}

    def form(self) -> str:
        sections = [self.section(section) for section in self.document.sections]
        groups = any(question.kind == "group" for question in self.document.fields())
        context = {"sections": sections, "facts": _mark("facts"), "has_groups": groups}
        return _render("form", context)

    def section(self, section: Section) -> SafeString:
        key = section.key
        context = {
            "key": key,
            "id": f"part-{key}",
            "title": self.texts.get(section_text(key, "title"), ""),
            "tips": lines(self.texts.get(section_text(key, "tips"), "")),
            "fields": [
                self.field(question, question.key, question.key) for question in section.fields
            ],
            "show_if": section.visible_if and spoken(section.visible_if),
            "condition": self.condition(section.visible_if),
            "hidden": _mark("hidden", f"section:{key}") if section.visible_if else "",
        }
        return _render("section", context)

    def field(
        self, question: Field, words: str, path: str, group: Field | None = None
    ) -> SafeString:
        """Write one question.

        words   its path in the texts; `path` its posted name, with a mark for the number inside a row
        """
        return _render(
            f"fields/{_TEMPLATES[question.kind]}", self.context(question, words, path, group)
        )

    def context(
        self, question: Field, words: str, path: str, group: Field | None
    ) -> dict[str, Any]:
        key, row = question.key, group is not None
        ident = mark_safe(control_id(path))  # noqa: S308  keys and our own marks
        helped = self.texts.get(field_text(words, "help"), "")
        hint = helped or (self.date_hint() if question.kind == "date" else "")
        context = {
            "key": key,
            "kind": question.kind,
            "name": mark_safe(path),  # noqa: S308
            "id": ident,
            "label": label_of(self.texts, words),
            "hint": hint,
            "lines": lines(helped),
            "required": question.required,
            "conditional": question.required_if is not None,
            "show_if": question.visible_if and spoken(question.visible_if, row=row),
            "require_if": question.required_if and spoken(question.required_if, row=row),
            "condition": self.condition(question.visible_if, group),
            "hidden": _mark("hidden", key) if question.visible_if else "",
            "wrong": _mark("wrong", key),
            "error": _mark("error", key),
            "described": _mark("described", key, "hint" if hint else ""),
            "invalid": _mark("invalid", key),
            "value": _mark("value", key),
            "optional": _mark("optional", key),
        }
        if question.kind in {"choice", "choices", "yes_no", "scale"}:
            context["type"] = _OPTIONS.get(question.kind, "radio")
            context["options"] = list(self.options(question, words))
        if question.kind == "group":
            context.update(self.group(question))
        return context

    def options(self, question: Field, words: str) -> Iterator[dict[str, Any]]:
        for number, (code, said, hint) in enumerate(self.answers(question, words), start=1):
            checked = _mark("checked", question.key, code)
            yield {"code": code, "label": said, "hint": hint, "number": number, "checked": checked}

    def answers(self, question: Field, words: str) -> Iterator[tuple[str, str, str]]:
        """Yield code, label and hint of what may be answered now; retired choices are not offered."""
        match question.kind:
            case "yes_no":
                yield YES, translation.gettext("Yes"), ""
                yield NO, translation.gettext("No"), ""
            case "scale":
                values = scale_values(question)
                ends = {values[0]: "low", values[-1]: "high"}
                for value in values:
                    hint = (
                        self.texts.get(field_text(words, ends[value]), "") if value in ends else ""
                    )
                    yield str(value), str(value), hint
            case _:
                for choice in question.choices:
                    if not choice.retired:
                        yield (
                            choice.code,
                            choice_label(self.texts, words, question, choice.code),
                            "",
                        )

    def group(self, group: Field) -> dict[str, Any]:
        called = self.texts.get(field_text(group.key, "row"), "") or translation.gettext("row")
        items = [
            self.field(
                item, f"{group.key}.{item.key}", f"{group.key}-{_mark('n')}-{item.key}", group
            )
            for item in group.items
        ]
        row = _render(
            "fields/row",
            {
                "group": group.key,
                "called": called,
                "items": items,
                "two": len(items) == 2 and group.items[1].kind in {"date", "number"},  # noqa: PLR2004  a pair
                "n": _mark("n"),
                "number": _mark("number"),
            },
        )
        self.rows[group.key] = _pieces(row)
        return {
            "called": called,
            "most": most_rows(group),
            "rows": _mark("rows", group.key),
            "count": _mark("count", group.key),
            "blank": _mark("blank", group.key),
        }

    def condition(self, rule: Rule | None, group: Field | None = None) -> str:
        return condition(rule, self.document, self.texts, group) if rule else ""

    def date_hint(self) -> str:
        return translation.gettext("For example %(date)s") % {"date": "7.12.2026"}


def facts_json(known: Mapping[str, Any]) -> str:
    """Facts for the page, as JSON text."""
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"), default=str)
