"""Where a form is asked or its answers read, and where a role is named: which workflows, which of their parts."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from workflows import named
from workflows import texts as words
from workflows.bodies.places import blocks_of
from workflows.bodies.reading import Compiled, compile_raw
from workflows.document import Role, WorkflowDocument
from workflows.facts import TABLE, askers, owner_of
from workflows.models import WorkflowDefinition, WorkflowVersion
from workflows.models.kept import source_words
from workflows.steps import Block

EDIT = "wagtailsnippets_workflows_workflowdefinition:edit"


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a workflow's draft that uses something; the address opens its block in the editor."""

    title: str
    how: str
    url: str


@dataclass(frozen=True, slots=True)
class Use:
    """One workflow that asks a form.

    draft       titles of the steps that ask it, as the workflow is edited now
    published   the same in the newest version
    places      every part of the draft that asks it or reads its answers
    """

    title: str
    url: str
    draft: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()

    def __str__(self) -> str:
        """Say where, and whether it is published already."""
        steps = ", ".join(dict.fromkeys((*self.published, *self.draft)))
        if not self.published:
            return _("%(steps)s (only in the draft)") % {"steps": steps}
        if not self.draft:
            return _("%(steps)s (published, no longer in the draft)") % {"steps": steps}
        return steps


def uses_of_form(slug: str) -> list[Use]:
    """Find every workflow that asks a form, by title. Three queries, however many workflows there are."""
    return uses_of_forms([slug])[slug]


def uses_of_forms(slugs: Collection[str]) -> dict[str, list[Use]]:
    """The same for several forms at once: {slug: workflows that ask it}."""
    found: dict[str, list[Use]] = {slug: [] for slug in slugs}
    if not found:
        return found
    newest = {
        version.definition_id: version
        for version in WorkflowVersion.objects.order_by("definition_id", "-number")
        .distinct("definition_id")
        .prefetch_related("words")
    }
    for source in _sources():
        body = _body(source)
        draft, version = compile_raw(body), newest.get(source.pk)
        published = (version.document(), source_words(version)) if version else None
        for slug, uses in found.items():
            use = _use(source, body, draft, published, slug)
            if use.draft or use.published:
                uses.append(use)
    return found


def _use(
    source: WorkflowDefinition,
    body: Sequence[Any],
    draft: Compiled,
    published: tuple[WorkflowDocument, Mapping[str, str]] | None,
    slug: str,
) -> Use:
    steps = _steps(draft.document, draft.texts, slug)
    url = reverse(EDIT, args=[source.pk])
    return Use(
        source.title,
        url,
        steps,
        _steps(*published, slug) if published else (),
        tuple(_places_of_form(draft, slug, _Blocks(url, blocks_of(body)))) if steps else (),
    )


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The blocks of a draft, by kind and key."""

    url: str
    ids: Mapping[tuple[str, str], str]

    def of(self, part: Any) -> str:
        """The address that opens the block of a part."""
        kind = part.kind if isinstance(part, Block) else type(part).__name__.lower()
        block = self.ids.get((kind, getattr(part, "key", "start")))
        return f"{self.url}#block-{block}" if block else self.url


def _places_of_form(draft: Compiled, slug: str, blocks: _Blocks) -> Iterator[Place]:
    """Every part that asks the form, and every part that reads what was answered."""
    document, texts = draft.document, draft.texts
    asking = {key for key, part in askers(document) if part.form == slug}
    tables = {
        f"{TABLE}{table.key}"
        for table in document.tables
        if asking & {owner_of(fact) for fact in table.columns}
    }
    for key, part in askers(document):
        if part.form == slug:
            yield Place(words.title(texts, part) or key, _("asks it"), blocks.of(part))
    for part in _parts(document):
        read = {fact for fact in named.facts(part) if not fact.startswith(("done.", "met."))}
        if asking & {owner_of(fact) for fact in read} or tables & read:
            yield Place(words.title(texts, part), _("reads its answers"), blocks.of(part))


def uses_of_roles(definition: WorkflowDefinition) -> list[tuple[str, Role, tuple[Place, ...]]]:
    """What each role of a draft is called, the role, and every part that names it."""
    source = definition.source()
    body = _body(source)
    draft = compile_raw(body)
    blocks = _Blocks(reverse(EDIT, args=[source.pk]), blocks_of(body))
    document, texts = draft.document, draft.texts
    parts = (*document.blocks(), *document.events, *document.obligations, *document.roles)
    naming = [(part, named.roles(part)) for part in parts]
    return [
        (
            words.title(texts, role),
            role,
            tuple(
                Place(words.title(texts, part), _how(part, role.key), blocks.of(part))
                for part, roles in naming
                if role.key in roles
            ),
        )
        for role in document.roles
    ]


def _how(part: Any, role: str) -> str:
    """In which ways a part names a role."""
    ways = {
        "role": _("does it"),
        "judged_by": _("judges"),
        "appoints": _("is named there"),
        "tells": _("is told"),
        "attendees": _("takes part"),
        "asks": _("is asked"),
        "may_ask": _("may be asked"),
        "roles": _("may start it"),
        "fallback": _("gets its tasks while nobody holds it"),
    }
    said = [way for name, way in ways.items() if role in _named(part, name)]
    if any(row.to == role for row in getattr(part, "chain", ())):
        said.append(_("is told when it is late"))
    effect = getattr(part, "effect", None)
    if effect is not None and role in (*_named(effect, "roles"), *_named(effect, "role")):
        said.append(_("is named by its effect"))
    return ", ".join(said)


def _named(part: Any, name: str) -> tuple[str, ...]:
    value = getattr(part, name, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _parts(document: WorkflowDocument) -> Iterator[Any]:
    yield from document.blocks()
    yield from document.obligations
    yield from document.gates
    yield from document.tables
    yield from document.roles


def _body(source: WorkflowDefinition) -> Any:
    """The blocks as they are edited now, read without building the whole definition."""
    if source.latest_revision is None:
        return source.body.get_prep_value()
    stored = source.latest_revision.content["body"]
    return json.loads(stored) if isinstance(stored, str) else stored


def _sources() -> Iterable[Any]:
    """The first written of each family of translations, by title."""
    families: dict[Any, Any] = {}
    for row in WorkflowDefinition.objects.select_related("latest_revision").order_by("pk"):
        families.setdefault(row.translation_key, row)
    return sorted(families.values(), key=lambda each: each.title.casefold())


def _steps(document: WorkflowDocument, said: Any, slug: str) -> tuple[str, ...]:
    return tuple(
        words.title(said, part) or key
        for key, part in askers(document)
        if slug in (part.form, getattr(part, "survey", ""))
    )
