"""A form as administrators edit it."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import LockableMixin, PreviewableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from forms.blocks import FormBlocks
from forms.bodies import compile_body, compile_raw
from forms.document import FormDocument
from forms.problems import Problem, problems, word_problems
from forms.showing import preview
from forms.streams import DocumentStream
from forms.texts import kept, lines, missing, paths
from forms.versioning import Document, FrozenOnPublish


class FormDefinition(PreviewableMixin, LockableMixin, FrozenOnPublish):
    """What administrators edit. Publishing freezes it; nothing at run time reads the blocks."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("short name"),
        max_length=80,
        help_text=_("How workflows name this form. It stays the same in every language."),
    )
    intro = models.TextField(_("introduction"), blank=True)
    body = DocumentStream(FormBlocks(), blank=True, verbose_name=_("sections"))

    override_translatable_fields = [
        TranslatableField("title"),
        TranslatableField("intro"),
        TranslatableField("body"),
        SynchronizedField("slug"),
    ]

    class Meta(FrozenOnPublish.Meta):
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="forms_definition_slug"),
        ]

    def __str__(self) -> str:
        return self.title

    def compiled(self) -> tuple[FormDocument, dict[str, str]]:
        return compile_body(self)

    def problems(self) -> list[Problem]:
        """What prevents publishing. A translation gives words only, so only those are judged."""
        document, texts = self.compiled()
        if not self.is_source():
            return list(word_problems(document, texts))
        found = compile_raw(self.body.get_prep_value()).problems
        return [*problems(document, texts, self.published_kinds()), *found]

    def published_kinds(self) -> dict[str, str]:
        """{key: kind} of every question that was ever published."""
        if self.pk is None:
            return {}
        return {
            path: question.kind
            for version in self.versions.order_by("number")
            for path, question in paths(version.document())
        }

    def words_of(self, document: Document, texts: Mapping[str, str]) -> dict[str, str]:
        return kept(document, texts)  # type: ignore[arg-type]

    def lacks(self, document: Document, texts: Mapping[str, str]) -> bool:
        return bool(missing(document, texts))  # type: ignore[arg-type]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "forms/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The form shown for real, and what prevents publishing it."""
        document, texts = self.compiled()
        language = self.locale.language_code
        return {
            "title": self.title,
            "intro": lines(self.intro),
            "language": language,
            "problems": self.problems(),
            "form": preview(document, texts, language),
        }
