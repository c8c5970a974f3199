"""What definitions take from the library, fetched for one of them: in when it is read, out when it is written."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from forms.document import FormDocument
from forms.editing.bodies import Compiled, RawBlock, body_from, compile_raw
from forms.library.code_lists import lists_for
from forms.library.taken import (
    BLOCK,
    Group,
    emptied,
    filled,
    folded,
    groups_named,
    lists_named,
    parted,
    section_key,
    unfolded,
)
from forms.models.field_group_version import FieldGroupVersion
from forms.naming import Texts, label
from forms.problems import Problem
from forms.texts import paths


def read(definition: Any, body: list[RawBlock]) -> Compiled:
    """Read blocks as a document and its words, with field groups written out and choices copied in."""
    if not any(block["type"] == BLOCK for block in body):
        return with_lists(definition, compile_raw(body))
    groups = groups_for(groups_named(body), definition.locale.language_code)
    blocks, wrong = [], []
    for block in body:
        if block["type"] != BLOCK:
            blocks.append(block)
            continue
        group = groups.get(block["value"].get("group") or "")
        if group:
            blocks.append(unfolded(block, group))
        else:
            wrong.append(Problem(_no_group(block["value"]), section_key(block["value"])))
    compiled = compile_raw(blocks)
    compiled.problems.extend(wrong)
    return with_lists(definition, compiled)


def with_lists(definition: Any, compiled: Compiled) -> Compiled:
    """Choices of lists as they are now. Choices that are written beside a list belong nowhere: that is said."""
    named = lists_named(compiled.document)
    if not named or definition.locale_id is None:
        return compiled  # nobody has said yet in which language this is
    lists = lists_for(definition.owner, named, definition.locale.language_code)
    document, texts = filled(compiled.document, compiled.texts, lists)
    doubled = [
        Problem(_choices_too(label(compiled.texts, path)), path)
        for path, question in paths(compiled.document)
        if question.code_list in lists and question.choices
    ]
    return Compiled(document, texts, [*compiled.problems, *doubled])


def written(definition: Any, document: FormDocument, texts: Texts) -> list[RawBlock]:
    """Write a document as blocks: what the library says already is not said again."""
    body = body_from(document, texts)
    language = definition.locale.language_code
    named = {section.from_library for section in document.sections if section.from_library}
    groups = groups_for(named, language) if named else {}
    body = [
        folded(block, groups.get(block["value"]["from_library"]))
        if block["value"].get("from_library")
        else block
        for block in body
    ]
    lists = lists_named(document)
    known = lists_for(definition.owner, lists, language) if lists else {}
    return emptied(body, frozenset(known)) if known else body


def groups_for(named: Iterable[str], language: str) -> dict[str, Group]:
    """Versions of field groups by `slug@version`, with the words that a language has of its own. Two queries."""
    wanted = {name: parted(name) for name in named}
    versions = {
        (version.definition.slug, version.number): version
        for version in FieldGroupVersion.objects.filter(
            definition__slug__in={slug for slug, _number in wanted.values()}
        )
        .select_related("definition")
        .prefetch_related("words")
    }
    return {
        name: Group(version.document(), own_texts(version, language))
        for name, place in wanted.items()
        if (version := versions.get(place))
    }


def own_texts(version: FieldGroupVersion, language: str) -> Texts:
    """The newest words of a version in one language, without the source's in its gaps."""
    rows = [row for row in version.words.all() if row.language == language]
    return max(rows, key=lambda row: row.revision).texts if rows else {}


def _choices_too(named: str) -> str:
    return _(
        "“%(named)s” takes its choices from a list, and has choices of its own as well. Empty the choices,"
        " or choose no list."
    ) % {"named": named}


def _no_group(value: Any) -> str:
    named = value.get("group") or ""
    if not named:
        return _(
            "A section from the library names no field group. Choose one, or remove the section."
        )
    slug, number = parted(named)
    return _(
        "The library has no version %(number)s of the field group “%(slug)s”. Choose another one."
    ) % {"slug": slug, "number": number}
