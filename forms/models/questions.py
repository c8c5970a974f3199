"""What a form and a field group have in common while they are edited: questions, shown for real beforehand."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import PreviewableMixin

from forms.asking.showing import preview
from forms.texts import paths
from forms.versions.publishing import FrozenOnPublish


class Questions(PreviewableMixin, FrozenOnPublish):
    """Questions that are published as frozen versions."""

    class Meta(FrozenOnPublish.Meta):
        abstract = True

    def introduction(self) -> list[str]:
        """What stands above the questions, a line each."""
        return []

    def published_kinds(self) -> dict[str, str]:
        """{key: kind} of every question that was ever published."""
        if self.pk is None:
            return {}
        return {
            path: question.kind
            for version in self.versions.order_by("number")
            for path, question in paths(version.document())
        }

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "forms/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The questions shown for real, and what prevents publishing them."""
        document, texts = self.compiled()
        language = self.locale.language_code
        return {
            "title": str(self),
            "intro": self.introduction(),
            "language": language,
            "problems": self.problems(),
            "form": preview(document, texts, language),  # type: ignore[arg-type]  # a form's document
        }
