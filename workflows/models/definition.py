"""A workflow as administrators edit it."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import LockableMixin, PreviewableMixin

from forms.document import FormDocument
from forms.editing.gaps import gaps, in_order
from forms.editing.streams import DocumentStream
from forms.models import FormDefinition, FormVersion
from forms.models.audience import NOBODY
from forms.models.languages import LanguagesField
from forms.problems import Problem
from forms.versions.differences import Change
from forms.versions.publishing import Document, FrozenOnPublish, Said
from workflows import publishing
from workflows.blocks import WorkflowBlocks
from workflows.bodies.keys import with_keys
from workflows.bodies.places import places
from workflows.bodies.reading import compile_body, compile_raw
from workflows.bodies.writing import body_from
from workflows.checks import Unfit, problems, word_problems
from workflows.checks.roles import names_places
from workflows.differences import changes
from workflows.document import WorkflowDocument
from workflows.models.version import WorkflowVersion
from workflows.previews import preview
from workflows.steps import Several
from workflows.texts import TITLE, kept, missing


class WorkflowDefinition(PreviewableMixin, LockableMixin, FrozenOnPublish):
    """What administrators edit. Publishing freezes it; nothing at run time reads the blocks."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("short name"),
        max_length=80,
        help_text=_("How programmes name this workflow. It stays the same in every language."),
    )
    body = DocumentStream(WorkflowBlocks(), blank=True, verbose_name=_("workflow"))

    complete_in = LanguagesField(
        _("publish only when complete in"),
        help_text=_("Publishing lists what these languages lack, until they lack nothing."),
    )

    translated: ClassVar = ("title", "body")

    class Meta(FrozenOnPublish.Meta):
        verbose_name = _("workflow")
        verbose_name_plural = _("workflows")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="workflows_definition_slug"),
        ]

    def __str__(self) -> str:
        return self.title

    def compiled(self) -> tuple[WorkflowDocument, dict[str, str]]:
        return compile_body(self)

    def problems(self) -> list[Problem]:
        """What prevents publishing. A translation gives words only, so only those are judged."""
        document, texts = self.compiled()
        if not self.is_source():
            return list(word_problems(document, texts))
        asked = document.forms()
        forms = {slug: version.document() for slug, version in newest_forms(asked).items()}
        roles = publishing.platform_roles
        found = problems(
            document,
            texts,
            forms=forms,
            platform_roles=roles,
            unfit=unfit_forms(asked),
            deciders=publishing.deciders,
            asked_apart=surveys(document.surveys()),
            inside=inside_forms(document),
            programmes=self.programmes_known(document),
            places=places_known(document),
        )
        lacking = gaps(self, in_order(kept(document, texts), texts), self.complete_in)
        return [*compile_raw(self.body.get_prep_value()).problems, *found, *lacking]

    def programmes_known(self, document: WorkflowDocument) -> set[str] | None:
        """The programmes in which an event may begin a case; not asked for when none is named."""
        if not any(getattr(event.effect, "programmes", ()) for event in document.events):
            return None
        return {self.slug}.union(*(find() for find in publishing.programmes))

    def settle(self) -> None:
        """Write down the keys that were made of titles: a step that is renamed later is the same step."""
        self.body = with_keys(self.body.get_prep_value())

    def pinned(self, document: Document) -> dict[str, Any]:
        """Pin the version of each form that is newest now: running cases never see a later one.

        A form that was retired since keeps the version that was pinned before: words of a translation
        are published although its workflow could not be.
        """
        assert isinstance(document, WorkflowDocument)
        newest = self.latest_version() if self.pk else None
        before = newest.forms if newest else {}
        asked = document.forms()
        pins = {slug: pk for slug, pk in before.items() if slug in asked}
        pins |= {slug: version.pk for slug, version in newest_forms(asked).items()}
        return {"forms": dict(sorted(pins.items()))}

    @transaction.atomic
    def freeze(self, *, by: Any = None, note: str = "") -> WorkflowVersion | None:
        """Freeze, and let the running side build what it needs in the same transaction."""
        before = self.latest_version()
        version = super().freeze(by=by, note=note)
        if version and version != before:
            for build in publishing.on_freeze:
                build(version)
        return version

    def rewrite(self, document: Document, texts: Mapping[str, str]) -> None:
        assert isinstance(document, WorkflowDocument)
        self.title = texts.get(TITLE, self.title)
        self.body = body_from(document, texts)  # type: ignore[assignment]  # raw blocks are taken, too

    def changes(self, before: Said, after: Said) -> list[Change]:
        texts = {**before.texts, **after.texts}
        return list(changes(before.document, after.document, texts))

    def words_of(self, document: Document, texts: Mapping[str, str]) -> dict[str, str]:
        return kept(document, texts)  # type: ignore[arg-type]

    def lacks(self, document: Document, texts: Mapping[str, str]) -> bool:
        return bool(missing(document, texts))  # type: ignore[arg-type]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "workflows/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        beside = getattr(request, "in_preview_panel", False)
        opens = places(self.body.get_prep_value()) if beside else {}
        return {
            "definition": self,
            "preview": preview(*self.compiled(), self.problems(), opens=opens),
            "beside": beside,
        }


def places_known(document: WorkflowDocument) -> publishing.Places | None:
    """Where people work; not asked for when no role says it."""
    found = (find() for find in publishing.places if names_places(document))
    return next(found, None)


def newest_forms(slugs: Iterable[str]) -> dict[str, FormVersion]:
    """Find the newest version of each form that a case can ask: {slug: version}.

    Left out are forms that are not published, those no longer used, and anonymous ones.
    """
    return _newest(slugs, anonymous=False)


def surveys(slugs: Iterable[str]) -> dict[str, FormDocument]:
    """Find the anonymous forms that a step can ask beside its case: {slug: what is asked now}."""
    found = _newest(slugs, anonymous=True) if slugs else {}
    return {slug: version.document() for slug, version in found.items()}


def named_surveys(slugs: Iterable[str]) -> list[str]:
    """Those that a workflow wants to ask anonymously, and that have answers with names already."""
    found = FormDefinition.objects.filter(slug__in=set(slugs), anonymous=False).order_by("slug")
    return sorted({each.slug for each in found if each.has_answers()})


def _newest(slugs: Iterable[str], *, anonymous: bool) -> dict[str, FormVersion]:
    versions = (
        FormVersion.objects.filter(
            definition__slug__in=set(slugs),
            definition__live=True,
            definition__retired_at__isnull=True,
            definition__anonymous=anonymous,
        )
        .select_related("definition")
        .order_by("definition__slug", "-number", "definition_id")
        .distinct("definition__slug")
    )
    return {version.definition.slug: version for version in versions}


def inside_forms(document: WorkflowDocument) -> set[str]:
    """Name the forms behind personal links that nobody outside the workspace may answer, as they are set now."""
    linked = {step.form for step in document.tasks() if isinstance(step, Several) and step.links}
    if not linked:
        return set()
    closed = FormDefinition.objects.filter(slug__in=linked, open_to=NOBODY)
    return set(closed.values_list("slug", flat=True))


def unfit_forms(slugs: Iterable[str]) -> dict[str, Unfit]:
    """Say of each form that exists and cannot be asked in a case, why: {slug: why}."""
    found = FormDefinition.objects.filter(
        Q(retired_at__isnull=False) | Q(anonymous=True), slug__in=set(slugs)
    )
    return {
        slug: "anonymous" if anonymous else "retired"
        for slug, anonymous in found.order_by("anonymous").values_list("slug", "anonymous")
    }
