"""A form as one reader sees it: without the questions whose answers are not for them. Pure."""

from dataclasses import replace
from typing import Any

from forms.document import Field, FormDocument, Section


def seen_document(document: FormDocument, sight: Any) -> tuple[FormDocument, int]:
    """The document without hidden questions, and how many they are.

    sight   what the reader sees: anything with `sees(question, section)`
    """
    hidden = 0
    sections = []
    for section in document.sections:
        fields, more = _seen(section.fields, section, sight)
        hidden += more
        if fields or not section.fields:
            sections.append(replace(section, fields=fields))
    return replace(document, sections=tuple(sections)), hidden


def _seen(fields: tuple[Field, ...], section: Section, sight: Any) -> tuple[tuple[Field, ...], int]:
    kept, hidden = [], 0
    for question in fields:
        if not sight.sees(question, section):
            hidden += 1
            continue
        items, more = _seen(question.items, section, sight)
        hidden += more
        kept.append(replace(question, items=items) if question.items else question)
    return tuple(kept), hidden
