"""The list of forms, or of workflows: one language at a time, what is published, and in which languages."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

SOURCE = settings.LANGUAGE_CODE
NONE = "–"


class OneLanguage(WagtailFilterSet):
    """Shows the source language until another one, or all, is asked for."""

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        asked = data.copy() if data is not None else {}
        asked.setdefault("locale", SOURCE)
        super().__init__(asked, *args, **options)
        if "locale" in self.filters:
            self.filters["locale"].extra["initial"] = SOURCE
            self.filters["locale"].label = gettext_lazy("Language")


class DefinitionsView(IndexView):
    """Definitions with what was frozen of them: the newest version, and the words it has."""

    base_filterset_class = OneLanguage

    def get_base_queryset(self) -> QuerySet:
        model = self.model
        versions = model.versions.field.model.objects.order_by("-number")
        words = versions.model.words.field.model.objects.order_by("language", "-revision")
        newest = versions.filter(definition__translation_key=OuterRef("translation_key"))
        of_newest = versions.filter(
            definition__translation_key=OuterRef(OuterRef("translation_key"))
        ).values("pk")[:1]
        said = words.filter(version_id=Subquery(of_newest)).distinct("language")
        return (
            super()
            .get_base_queryset()
            .annotate(
                newest=Subquery(newest.values("number")[:1]),
                said=ArraySubquery(
                    said.values(row=JSONObject(language="language", complete="complete"))
                ),
            )
        )


def is_published(definition: Any) -> str:
    """Say whether people meet it, and whether something newer waits."""
    if not definition.live:
        return _("No")
    return _("Yes, and a newer draft") if definition.has_unpublished_changes else _("Yes")


def complete_languages(definition: Any) -> str:
    """Name the languages in which the newest version says everything."""
    complete = {row["language"] for row in definition.said if row["complete"]}
    return ", ".join(str(name) for code, name in settings.LANGUAGES if code in complete) or NONE


class DefinitionViewSet(SnippetViewSet):
    """Where definitions are listed and edited."""

    index_view_class = DefinitionsView
    add_to_admin_menu = True
    ordering = ["title"]
    search_fields = ["title", "slug"]
    list_per_page = 50
    list_display = [
        "title",
        Column("slug", label=gettext_lazy("Short name"), sort_key="slug"),
        Column("live", label=gettext_lazy("Published"), accessor=is_published, sort_key="live"),
        Column(
            "newest",
            label=gettext_lazy("Version"),
            accessor=lambda definition: definition.newest or NONE,
        ),
        Column("said", label=gettext_lazy("Complete languages"), accessor=complete_languages),
    ]
