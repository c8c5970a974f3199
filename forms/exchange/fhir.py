"""A form as a FHIR R4 Questionnaire. Pure.

Source: the Questionnaire resource and its ordinal value, translation and hidden extensions.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.asking.reading import in_words
from forms.conditions.rules import Row, Rule
from forms.document import Field, FormDocument, Section
from forms.exchange import report as say
from forms.kinds import kind_of
from forms.naming import INTRO, TITLE, Texts, choice_text, field_text, section_text
from forms.naming import label as label_of

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
LEAST = "http://hl7.org/fhir/StructureDefinition/minValue"
MOST = "http://hl7.org/fhir/StructureDefinition/maxValue"
READ_ONLY: frozenset[str] = frozenset({"calculated", "known"})
TYPES: Mapping[str, str] = {
    "long_text": "text",
    "number": "decimal",
    "money": "decimal",
    "scale": "integer",
    "calculated": "decimal",
    "date": "date",
    "time": "time",
    "yes_no": "boolean",
    "choice": "choice",
    "choices": "choice",
    "file": "attachment",
    "group": "group",
    "guidance": "display",
    "stop": "display",
}
_SIGNS = {
    "is": "=",
    "is_not": "!=",
    "at_least": ">=",
    "at_most": "<=",
    "more_than": ">",
    "less_than": "<",
    "includes": "=",
    "excludes": "!=",
}

Item = dict[str, Any]


def questionnaire(
    document: FormDocument,
    texts: Mapping[str, Texts],
    *,
    source: str,
    slug: str,
    version: int,
) -> tuple[dict[str, Any], list[str]]:
    """Write a form as a questionnaire.

    texts    {language: texts}; those beside the source become translations
    returns  the resource as plain data, and a sentence for each thing that it cannot say
    """
    writer = _Writer(document, texts, source)
    items = [writer.section(section) for section in document.sections]
    resource = {
        "resourceType": "Questionnaire",
        "name": slug,
        "version": str(version),
        "status": "active",
        "language": source,
        **writer.said("title", TITLE),
        **writer.said("description", INTRO),
        "subjectType": ["Patient"],
        "item": items,
    }
    return resource, writer.report


class _Writer:
    """Writes items, gathering what cannot be said."""

    def __init__(self, document: FormDocument, texts: Mapping[str, Texts], source: str) -> None:
        self.fields = {question.key: question for question in document.fields()}
        self.texts = texts
        self.source = source
        self.report: list[str] = []

    def said(self, name: str, key: str, otherwise: str = "") -> Item:
        """A text with its translations; nothing when nobody wrote it."""
        text = self.texts[self.source].get(key) or otherwise
        if not text:
            return {}
        others = [
            {
                "url": TRANSLATION,
                "extension": [
                    {"url": "lang", "valueCode": language},
                    {"url": "content", "valueString": texts[key]},
                ],
            }
            for language, texts in self.texts.items()
            if language != self.source and texts.get(key)
        ]
        return {name: text, **({f"_{name}": {"extension": others}} if others else {})}

    def section(self, section: Section) -> Item:
        return {
            "linkId": section.key,
            "type": "group",
            **self.said("text", section_text(section.key, "title"), section.key),
            **self.when(section.visible_if, section.key),
            "item": [
                each for question in section.fields for each in self.field(question, question.key)
            ],
        }

    def field(self, question: Field, path: str) -> Iterator[Item]:
        if question.kind == "calculated":
            self.report.append(say.counted_here_only(label_of(self.texts[self.source], path)))
        inside = kind_of(question).inside(question)
        kind = "group" if inside else TYPES.get(question.kind, "string")
        item: Item = {
            "linkId": path,
            "type": kind,
            **self.said("text", field_text(path, "label"), question.key),
            **self.when(question.visible_if, path),
            **({"required": True} if question.required and kind != "display" else {}),
            **({"readOnly": True} if question.kind in READ_ONLY else {}),
            **({"repeats": True} if question.kind in {"group", "choices", "file"} else {}),
            **self.limits(question, kind),
        }
        children = [self.part(question, part, path) for part in inside]
        for child in question.items:
            children.extend(self.field(child, f"{path}.{child.key}"))
        help_text = self.said("text", field_text(path, "help"))
        if help_text:
            children.append({"linkId": f"{path}.help", "type": "display", **help_text})
        if question.choices and not inside:
            item["answerOption"] = list(self.options(question, path))
        yield {**item, "item": children} if children else item

    def part(self, question: Field, part: Field, path: str) -> Item:
        label = kind_of(question).part_label(question, part, path, self.texts[self.source])
        item: Item = {
            "linkId": f"{path}.{part.key}",
            "type": TYPES.get(part.kind, "string"),
            "text": label,
            **self.limits(part, TYPES.get(part.kind, "string")),
        }
        if part.choices:
            item["answerOption"] = list(self.options(part, path))
        return item

    def options(self, question: Field, path: str) -> Iterator[Item]:
        for choice in question.choices:
            if choice.retired:
                continue
            coding = {
                "code": choice.code,
                **self.said("display", choice_text(path, choice.code), choice.code),
            }
            if choice.score is not None:
                coding["extension"] = [{"url": ORDINAL, "valueDecimal": choice.score}]
            yield {"valueCoding": coding}

    def limits(self, question: Field, kind: str) -> Item:
        """The smallest and largest answer, or how long a text may be."""
        if question.kind in {"text", "long_text"} and question.most is not None:
            return {"maxLength": int(question.most)}
        if kind not in {"integer", "decimal"}:
            return {}
        name = "valueInteger" if kind == "integer" else "valueDecimal"
        given = ((LEAST, question.least), (MOST, question.most))
        found = [{"url": url, name: limit} for url, limit in given if limit is not None]
        return {"extension": found} if found else {}

    def when(self, rule: Rule | None, path: str) -> Item:
        """When an item applies. `none of` becomes the contrary of each of its rows."""
        if rule is None:
            return {}
        rows = [self.row(row, contrary=rule.match == "none") for row in rule.rows]
        lone = len(rule.rows) == 1 or rule.match == "any"
        if any(row is None or (len(row) > 1 and not lone) for row in rows):
            self.report.append(say.said_otherwise(label_of(self.texts[self.source], path)))
            return {}
        flat = [each for row in rows if row for each in row]
        several = {
            "enableBehavior": "all"
            if rule.match in {"all", "none"} and len(rule.rows) > 1
            else "any"
        }
        return {"enableWhen": flat, **(several if len(flat) > 1 else {})}

    def row(self, row: Row, *, contrary: bool) -> list[Item] | None:
        """One row as conditions of theirs; None when they have no words for it."""
        field = row.field.removeprefix("row.")
        if row.operator in {"answered", "not_answered"}:
            return [
                {
                    "question": field,
                    "operator": "exists",
                    "answerBoolean": (row.operator == "answered") is not contrary,
                }
            ]
        if contrary or (row.field not in self.fields and not row.field.startswith("row.")):
            return None
        if row.operator == "one_of" and isinstance(row.value, tuple):
            return [self.compared(field, "=", value) for value in row.value]
        sign = _SIGNS.get(row.operator)
        return [self.compared(field, sign, row.value)] if sign and row.value != "today" else None

    def compared(self, field: str, sign: str, value: Any) -> Item:
        question = self.fields.get(field)
        kind = TYPES.get(question.kind, "string") if question else "string"
        names = {
            "boolean": "answerBoolean",
            "integer": "answerInteger",
            "decimal": "answerDecimal",
            "date": "answerDate",
            "time": "answerTime",
        }
        if kind == "choice" and question:
            display = in_words(
                question,
                field,
                self.texts[self.source],
                [value] if question.kind == "choices" else value,
            )
            return {
                "question": field,
                "operator": sign,
                "answerCoding": {"code": str(value), "display": display},
            }
        return {"question": field, "operator": sign, names.get(kind, "answerString"): value}
