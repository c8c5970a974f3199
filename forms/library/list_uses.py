"""Which forms offer a shared list, which state of it they have, and publishing them anew with the newest."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forms.library.code_lists import listed, meaning, naming
from forms.library.taken import Listed
from forms.models.code_list import CodeList
from forms.models.definition import FormDefinition
from forms.models.field_group import FieldGroup
from forms.models.field_group_version import FieldGroupText, FieldGroupVersion
from forms.models.version import FormText, FormVersion
from forms.naming import choice_text
from forms.texts import paths


@dataclass(frozen=True, slots=True)
class Use:
    """A form, or a field group, that takes its choices from a list.

    as_of    when it was published with the list; None before its first publication
    same     whether that is the list as it is now
    """

    definition: Any
    as_of: datetime | None
    same: bool

    @property
    def kind(self) -> str:
        return str(self.definition._meta.verbose_name)


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing anew came to: what has the new list now, and what was left, with the reason."""

    done: list[Any]
    left: list[tuple[Any, str]]


def uses(code_list: CodeList) -> list[Use]:
    """Everything whose blocks name the list, by title. The same few queries however many there are."""
    source = code_list.source()
    now = _as_it_is(source)
    found = [
        *_uses(source, now, FormDefinition, FormVersion, FormText),
        *_uses(source, now, FieldGroup, FieldGroupVersion, FieldGroupText),
    ]
    return sorted(found, key=lambda use: (use.kind, str(use.definition).casefold()))


def _uses(
    source: CodeList, now: Mapping[str, Listed], model: Any, versions: Any, words: Any
) -> Iterator[Use]:
    definitions = _sources(
        model.objects.filter(meaning(source), naming("body", "code_list", source.slug))
    )
    newest = {
        version.definition_id: version
        for version in versions.objects.filter(definition__in=definitions)
        .order_by("definition_id", "-number")
        .distinct("definition_id")
    }
    said: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = words.objects.filter(version__in=newest.values())
    for row in rows.order_by("version_id", "language", "-revision").distinct(
        "version_id", "language"
    ):
        said[row.version_id][row.language] = row
    for definition in definitions:
        version = newest.get(definition.pk)
        if version is None:
            yield Use(definition, None, same=False)
            continue
        texts = said[version.pk]
        as_of = max([version.frozen_at, *(row.frozen_at for row in texts.values())])
        named = _questions(definition, source.slug)
        yield Use(definition, as_of, _same(version, texts, named, now))


def _sources(rows: Any) -> list[Any]:
    """The first written of each family of translations; it alone gives structure."""
    families: dict[Any, Any] = {}
    for row in rows.order_by("pk"):
        families.setdefault(row.translation_key, row)
    return list(families.values())


def _questions(definition: Any, slug: str) -> set[str]:
    """The paths of the questions that name a list."""
    return set(_named(definition.body.get_prep_value(), slug, ""))


def _named(blocks: Any, slug: str, group: str) -> Iterator[str]:
    for block in blocks or ():
        value = block["value"]
        path = f"{group}{value.get('key') or ''}"
        if value.get("code_list") == slug:
            yield path
        yield from _named(value.get("items"), slug, f"{path}.")
        yield from _named(value.get("fields"), slug, "")


def _as_it_is(source: CodeList) -> dict[str, Listed]:
    """The list in every language that says anything of it."""
    rows = CodeList.objects.filter(translation_key=source.translation_key)
    family = list(rows.select_related("locale").order_by("pk"))
    return {row.locale.language_code: listed(family, row.locale.language_code) for row in family}


def _same(
    version: Any, texts: Mapping[str, Any], named: set[str], now: Mapping[str, Listed]
) -> bool:
    """Whether the questions that name the list have its choices, and its words in the version's languages."""
    choices = next(iter(now.values())).choices
    for path, question in paths(version.document()):
        if path not in named:
            continue
        if question.choices != choices:
            return False
        for language, row in texts.items():
            labels = now[language].labels if language in now else {}
            if any(row.texts.get(choice_text(path, c)) != said for c, said in labels.items()):
                return False
    return True


def publish_anew(code_list: CodeList, *, by: Any) -> Published:
    """Publish everything again that has an older state of the list. Nobody's unfinished changes go along."""
    done: list[Any] = []
    left: list[tuple[Any, str]] = []
    for use in uses(code_list):
        if use.same:
            continue
        reason = _publish_held(use.definition, code_list, by)
        if reason:
            left.append((use.definition, reason))
        else:
            done.append(use.definition)
    return Published(done, left)


@transaction.atomic
def _publish_held(definition: Any, code_list: CodeList, by: Any) -> str:
    """Judge and publish what is there now: somebody may have begun a draft since the page was shown."""
    held = definition.hold()
    return _why_not(held) or _publish(held, code_list, by)


def _why_not(definition: Any) -> str:
    if not definition.live:
        return _("It is not published. It takes the list as it is when you publish it.")
    if getattr(definition, "retired_at", None):
        return _("It is retired.")
    if definition.has_unpublished_changes:
        return _("A newer draft waits. Publish or drop that first.")
    if definition.locked:
        return _("It is locked.")
    return ""


def _publish(definition: Any, code_list: CodeList, by: Any) -> str:
    """Publish what is live once more. An empty answer means that it went well."""
    definition.change_note = _("The list “%(title)s” changed.") % {"title": code_list.source()}
    try:
        with transaction.atomic():
            definition.save_revision(user=by, log_action=True).publish(user=by)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
