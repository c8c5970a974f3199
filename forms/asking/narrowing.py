"""A form as one person meets it: without what their roles do not see, and reading what they do not answer. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from forms.document import Field, FormDocument, Section

MOST_KEPT = 500
OUTSIDE = "participant"  # the role of whoever answers without a place in the workspace
_kept: dict[tuple[int, frozenset[str]], tuple[FormDocument, FormDocument]] = {}


def for_roles(document: FormDocument, roles: Collection[str] | None) -> FormDocument:
    """Leave out what nobody with these roles sees; what they see and may not answer is shown as known.

    roles    None means everything, for those who build or review the form
    returns  the same document when nothing is kept from them
    """
    if roles is None or not is_shared_out(document):
        return document
    key = (id(document), frozenset(roles))
    known = _kept.get(key)
    if known is not None and known[0] is document:
        return known[1]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    narrowed = replace(document, sections=_sections(document, frozenset(roles)))
    _kept[key] = (document, narrowed)
    return narrowed


def to_read(document: FormDocument, roles: Collection[str] | None) -> FormDocument:
    """Leave out what nobody with these roles sees; the rest stays as it was asked, for reading answers.

    roles    None means everything
    returns  the same document when nothing is kept from them
    """
    if roles is None or not is_shared_out(document):
        return document
    seen = (section for section in document.sections if sees(section, roles))
    return replace(
        document,
        sections=tuple(replace(each, fields=_seen(each.fields, roles)) for each in seen),
    )


def _seen(fields: tuple[Field, ...], roles: Collection[str]) -> tuple[Field, ...]:
    return tuple(
        replace(question, items=_seen(question.items, roles)) if question.items else question
        for question in fields
        if sees(question, roles)
    )


def sees(part: Field | Section, roles: Collection[str]) -> bool:
    """Whether somebody with these roles sees a part of a form."""
    return not part.sees or any(role in roles for role in part.sees)


def is_shared_out(document: FormDocument) -> bool:
    """Whether a form keeps anything for some roles only."""
    return any(part.sees or part.edits for part in _parts(document))


def roles_named(document: FormDocument) -> list[str]:
    """The roles that a form keeps something for, in the order that it names them."""
    return list(
        dict.fromkeys(role for part in _parts(document) for role in (*part.sees, *part.edits))
    )


def _parts(document: FormDocument) -> Iterator[Field | Section]:
    yield from document.sections
    for question in document.fields():
        yield question
        yield from question.items


def _sections(document: FormDocument, roles: frozenset[str]) -> tuple[Section, ...]:
    seen = (section for section in document.sections if sees(section, roles))
    narrowed = (
        replace(section, fields=_fields(section.fields, roles, answers=_answers(section, roles)))
        for section in seen
    )
    return tuple(section for section in narrowed if section.fields)


def _fields(
    fields: tuple[Field, ...], roles: frozenset[str], *, answers: bool
) -> tuple[Field, ...]:
    return tuple(
        _field(question, roles, answers=answers) for question in fields if sees(question, roles)
    )


def _field(question: Field, roles: frozenset[str], *, answers: bool) -> Field:
    """A question as these roles meet it: to answer, or to read."""
    if question.asks and not (answers and _answers(question, roles)):
        return Field(
            question.key,
            "known",
            visible_if=question.visible_if,
            prefill=question.prefill or question.key,
        )
    return replace(question, items=_fields(question.items, roles, answers=True))


def _answers(part: Field | Section, roles: frozenset[str]) -> bool:
    return not part.edits or any(role in roles for role in part.edits)
