"""Writing a form's markup with the templates: one question after the other, slots where answers will stand."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from forms.asking.autocomplete import NOTHING, token
from forms.asking.hints import usual_hint
from forms.asking.listed import municipalities
from forms.asking.posted import most_rows
from forms.asking.skeleton import Piece, Skeleton, control_id, facts_json, facts_read, mark, pieces
from forms.conditions.logic import spoken
from forms.conditions.rules import Rule
from forms.conditions.words import Effect, condition
from forms.counted.scoring import spoken_one as recipe_of
from forms.document import Field, FormDocument, Section
from forms.files.inspecting import endings, limits_in_words
from forms.kinds import kind_of
from forms.kinds.choosing import NO, YES
from forms.kinds.numbers import SCALE, scale_values
from forms.naming import Texts, band_text, field_text, section_text, statement_text
from forms.naming import label as label_of
from forms.texts import choice_label, lines

_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n"}
_TEMPLATES: Mapping[str, str] = {
    "text": "line",
    "email": "line",
    "phone": "line",
    "iban": "line",
    "personal_number": "line",
    "number": "line",
    "money": "line",
    "date": "line",
    "time": "line",
    "long_text": "area",
    "yes_no": "options",
    "choice": "options",
    "choices": "options",
    "scale": "scale",
    "matrix": "matrix",
    "ranking": "ranking",
    "date_range": "parts",
    "address": "parts",
    "municipality": "search",
    "person": "person",
    "organisation": "person",
    "file": "file",
    "signature": "signature",
    "guidance": "guidance",
    "stop": "stop",
    "known": "known",
    "calculated": "calculated",
    "group": "group",
}
_DISPLAYS: Mapping[str, str] = {"list": "select", "search": "search", "slider": "slider"}
_CHOSEN: frozenset[str] = frozenset({"choice", "choices", "yes_no", "scale"})
UNITS: Mapping[str, str] = {"money": "€"}  # when the form names no other
PAIR = 2  # so many items of a row stand side by side


def make(document: FormDocument, texts: Texts, language: str, *, own: bool = False) -> Skeleton:
    """Make the markup of a form in one language.

    own   whoever fills in answers about themselves, so the browser may offer what it knows of them
    """
    with translation.override(language):
        said = {key: text.translate(_CONTROL) for key, text in texts.items()}
        maker = _Maker(document, said, own=own)
        whole = maker.form()
        return Skeleton(pieces(whole), maker.rows, tuple(dict.fromkeys(facts_read(document))))


def _render(name: str, context: Mapping[str, Any]) -> SafeString:
    markup = get_template(f"forms/{name}.html").render(dict(context))
    tight = re.sub(r">\s*\n\s*<", "><", re.sub(r"\s*\n\s*", "\n", markup.strip()))
    return mark_safe(tight)  # noqa: S308  a template escaped it


class _Maker:
    """Writes one form; keeps the rows of its groups apart, since they repeat."""

    def __init__(self, document: FormDocument, texts: Texts, *, own: bool) -> None:
        self.document = document
        self.own = own
        self.texts = texts
        self.rows: dict[str, tuple[Piece, ...]] = {}

    def form(self) -> str:
        sections = [self.section(section) for section in self.document.sections]
        groups = any(question.kind == "group" for question in self.document.fields())
        context = {"sections": sections, "facts": mark("facts"), "has_groups": groups}
        return _render("form", context)

    def section(self, section: Section) -> SafeString:
        key = section.key
        context = {
            "key": key,
            "id": f"part-{key}",
            "title": self.texts.get(section_text(key, "title"), ""),
            "tips": lines(self.texts.get(section_text(key, "tips"), "")),
            "fields": [self.field(question, question.key) for question in section.fields],
            "show_if": section.visible_if and spoken(section.visible_if),
            "condition": self.condition(section.visible_if),
            "hidden": mark("hidden", f"section:{key}") if section.visible_if else "",
        }
        return _render("section", context)

    def field(self, question: Field, words: str, group: Field | None = None) -> SafeString:
        """Write one question.

        words   its path in the texts
        group   the group whose rows it stands in
        """
        name = _TEMPLATES[question.kind]
        if question.kind in {"choice", "scale"}:
            name = _DISPLAYS.get(question.display, name)
        return _render(f"fields/{name}", self.context(question, words, group))

    def context(self, question: Field, words: str, group: Field | None) -> dict[str, Any]:
        key, row = question.key, group is not None
        path = mark("path", key) if row else key
        helped = self.texts.get(field_text(words, "help"), "")
        hint = helped or usual_hint(question)
        unit = self.texts.get(field_text(words, "unit"), "") or UNITS.get(question.kind, "")
        beside = {"hint": hint, "unit": unit, "kinds": question.kind == "file"}
        locks = question.lock_if and spoken(question.lock_if, row=row)
        context = {
            **self.control(question, path),
            "autocomplete": token(question) if self.own and not row else NOTHING,
            "key": key,
            "label": label_of(self.texts, words),
            "hint": hint,
            "lines": lines(helped),
            "unit": unit,
            "required": question.required,
            "conditional": question.required_if is not None,
            "show_if": question.visible_if and spoken(question.visible_if, row=row),
            "require_if": question.required_if and spoken(question.required_if, row=row),
            "lock_if": locks,
            "condition": self.condition(
                question.visible_if,
                group,
                words.rpartition(".")[0],
                effect="stop" if question.kind == "stop" else "show",
            ),
            "hidden": mark("hidden", key) if question.visible_if else "",
            "wrong": mark("wrong", key),
            "error": mark("error", key),
            "described": mark("described", key, " ".join(n for n, said in beside.items() if said)),
            "invalid": mark("invalid", key),
            "locked": mark("locked", key) if locks else "",
            "optional": mark("optional", key),
        }
        context.update(self.inner(question, words, group))
        return context

    def control(self, question: Field, path: str, part: str = "") -> dict[str, Any]:
        """What every control has: its name, its id, what stands in it."""
        key = f"{question.key}.{part}" if part else question.key
        place = f"{path}.{part}" if part else path
        return {
            "kind": question.kind,
            "name": mark_safe(place),  # noqa: S308  keys and our own marks
            "id": mark_safe(control_id(place)),  # noqa: S308
            "value": mark("value", key),
            "mode": _MODES.get(question.kind, ""),
        }

    def inner(self, question: Field, words: str, group: Field | None) -> dict[str, Any]:
        """What a question has inside: choices, parts, rows."""
        path = mark("path", question.key) if group is not None else question.key
        if question.kind == "group":
            return self.group(question, words, path)
        if question.kind in _CHOSEN:
            return {
                "type": "checkbox" if question.kind == "choices" else "radio",
                "options": list(self.options(question, words, question.key)),
                **self.ends(question, words),
            }
        if question.kind == "known":
            return {"known": mark("known", question.key, question.prefill)}
        if question.kind == "calculated":
            recipe = counted_logic(self.document, question, self.texts, words, group)
            return {"counted": mark("counted", question.key), "recipe": recipe}
        if question.kind == "file":
            remove = mark("files", question.key, translation.gettext("Remove"))
            return {
                "files": remove,
                "endings": endings(question),
                "kinds": limits_in_words(question),
            }
        if question.kind == "municipality":
            return {"listed": mark("listed", question.key, municipalities(question))}
        parts = list(self.parts(question, words, path))
        return {
            "parts": parts,
            "ends": any(part["low"] or part["high"] for part in parts),
            "numbered": not question.choices,
            **self.people(question, words),
        }

    def people(self, question: Field, words: str) -> dict[str, Any]:
        """Those whom the page knows, where somebody is asked for."""
        if question.kind not in {"person", "organisation"}:
            return {}
        kind, key = kind_of(question), question.key
        _code, name = kind.inside(question)
        beside = kind.part_label(question, name, words, self.texts)
        return {
            "people": mark("people", key, question.kind),
            "nobody": mark("nobody", key, question.kind),
            "other": mark(
                "other", key, f"{question.kind}\t{beside}\t{translation.gettext('Name')}"
            ),
        }

    def parts(self, question: Field, words: str, path: str) -> Iterator[dict[str, Any]]:
        """Write each part of an answer as the small question that it is."""
        kind = kind_of(question)
        own = (
            self.own and path == question.key
        )  # not in the rows of a group: those are several people
        for part in kind.inside(question):
            key = f"{question.key}.{part.key}"
            yield {
                **self.control(part, f"{path}.{part.key}"),
                "autocomplete": token(question, part.key) if own else NOTHING,
                "value": mark("value", key),
                "error": mark("error", key),
                "described": mark("described", key),
                "invalid": mark("invalid", key),
                "key": part.key,
                "label": kind.part_label(question, part, words, self.texts),
                "part": part.key,
                "options": list(self.options(part, words, key)) if part.kind in _CHOSEN else [],
                "low": self.texts.get(statement_text(words, part.key, "low"), ""),
                "high": self.texts.get(statement_text(words, part.key, "high"), ""),
            }

    def ends(self, question: Field, words: str) -> dict[str, Any]:
        """The two ends of a scale, and their words."""
        if question.kind != "scale":
            return {}
        least, most = (
            SCALE[at] if limit is None else int(limit)
            for at, limit in enumerate((question.least, question.most))
        )
        said = {end: self.texts.get(field_text(words, end), "") for end in ("low", "high")}
        return {"least": least, "most": most, "step": int(question.step or 1), **said}

    def options(self, question: Field, words: str, key: str) -> Iterator[dict[str, Any]]:
        for number, (code, said, hint) in enumerate(self.answers(question, words), start=1):
            yield {
                "code": code,
                "label": said,
                "hint": hint,
                "number": number,
                "checked": mark("checked", key, code),
                "selected": mark("selected", key, code),
            }

    def answers(self, question: Field, words: str) -> Iterator[tuple[str, str, str]]:
        """Yield code, label and hint of what may be answered now; retired choices are not offered."""
        match question.kind:
            case "yes_no":
                yield YES, translation.gettext("Yes"), ""
                yield NO, translation.gettext("No"), ""
            case "scale":
                values = scale_values(question)
                ends = (
                    {values[0]: "low", values[-1]: "high"} if values else {}
                )  # an unfinished draft
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

    def group(self, group: Field, words: str, path: str) -> dict[str, Any]:
        called = self.texts.get(field_text(words, "row"), "") or translation.gettext("row")
        items = [self.field(item, f"{words}.{item.key}", group) for item in group.items]
        row = _render(
            "fields/row",
            {
                "here": mark("here"),
                "called": called,
                "heading": "h4" if "." in words else "h3",
                "items": items,
                "two": len(items) == PAIR and group.items[1].kind in {"date", "number"},
                "n": mark("n"),
                "number": mark("number"),
            },
        )
        self.rows[words] = pieces(row)
        return {
            "called": called,
            "most": most_rows(group),
            "rows": mark("rows", group.key, words),
            "count": mark("count", group.key, words),
            "blank": mark("blank", group.key, words),
        }

    def condition(
        self,
        rule: Rule | None,
        group: Field | None = None,
        path: str = "",
        *,
        effect: Effect = "show",
    ) -> str:
        if rule is None:
            return ""
        return condition(rule, self.document, self.texts, group, path=path, effect=effect)


def counted_logic(
    document: FormDocument, question: Field, texts: Texts, words: str, group: Field | None
) -> str:
    """How a value is counted, for the page: logic, bands and their names as JSON text; "" when it cannot be."""
    if question.recipe is None:  # a draft that says how later
        return ""
    spoken = recipe_of(document, question, group=group)
    if spoken is None:
        return ""
    names = {band.key: texts.get(band_text(words, band.key), "") for band in question.recipe.bands}
    return facts_json({**spoken, "names": names})


_MODES: Mapping[str, str] = {
    "number": "decimal",
    "money": "decimal",
    "phone": "tel",
    "email": "email",
    "date": "numeric",
}
