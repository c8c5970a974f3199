"""Where a form is asked: in which workflows, in which of their steps, in the draft and as it is published."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from workflows import texts as words
from workflows.bodies.reading import compile_raw
from workflows.document import WorkflowDocument
from workflows.facts import askers
from workflows.models import WorkflowDefinition, WorkflowVersion


@dataclass(frozen=True, slots=True)
class Use:
    """One workflow that asks a form.

    draft       titles of the steps that ask it, as the workflow is edited now
    published   the same in the newest version
    """

    title: str
    url: str
    draft: tuple[str, ...] = ()
    published: tuple[str, ...] = ()

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
    return [use for use in _uses(slug) if use.draft or use.published]


def _uses(slug: str) -> Iterator[Use]:
    newest = {
        version.definition_id: version
        for version in WorkflowVersion.objects.order_by("definition_id", "-number")
        .distinct("definition_id")
        .prefetch_related("words")
    }
    for source in _sources():
        draft = compile_raw(_body(source))
        version = newest.get(source.pk)
        published: tuple[str, ...] = ()
        if version is not None:
            own = {
                key: text
                for row in version.words.all()
                if row.is_source
                for key, text in row.texts.items()
            }
            published = _steps(version.document(), own, slug)
        url = reverse("wagtailsnippets_workflows_workflowdefinition:edit", args=[source.pk])
        yield Use(source.title, url, _steps(draft.document, draft.texts, slug), published)


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
