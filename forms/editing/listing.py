"""The list of forms, or of workflows: one language at a time, how each stands, and how far its languages are."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from forms.editing.gaps import Gap
from forms.editing.newer import TellsOfNewer
from forms.editing.progress import Progress, progress
from forms.editing.standing import standing
from forms.editing.views import CopyView, LanguagesView
from forms.versions.views import CompareView, RestoreView, VersionsView

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


class Keys(Func):
    """The keys of a stored object: enough to count texts, and light."""

    template = "to_jsonb(ARRAY(SELECT jsonb_object_keys(%(expressions)s)))"
    output_field = JSONField()


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
        row = JSONObject(language="language", is_source="is_source", keys=Keys("texts"))
        return (
            super()
            .get_base_queryset()
            .annotate(
                newest=Subquery(newest.values("number")[:1]),
                family=Subquery(newest.values("definition_id")[:1]),
                said=ArraySubquery(said.values(row=row)),
            )
        )


def languages_of(definition: Any) -> list[Progress]:
    """How far each other language of the newest version has come."""
    source: list[str] = next((row["keys"] for row in definition.said if row["is_source"]), [])
    own = next((row["language"] for row in definition.said if row["is_source"]), SOURCE)
    kept = {row["language"]: dict.fromkeys(row["keys"], "said") for row in definition.said}
    others = {code: kept.get(code, {}) for code, _name in settings.LANGUAGES if code != own}
    return progress(dict.fromkeys(source, "said"), others)


def said_in(definition: Any) -> str | SafeString:
    """Say how far each language is, with the way to what is lacking."""
    if not definition.said:
        return NONE
    names = dict(settings.LANGUAGES)
    words = [
        (
            _("%(language)s: complete") % {"language": names[each.language]}
            if each.complete
            else _("%(language)s: %(done)s of %(total)s")
            % {"language": names[each.language], "done": each.done, "total": each.total},
        )
        for each in languages_of(definition)
    ]
    opts = definition._meta
    where = f"wagtailsnippets_{opts.app_label}_{opts.model_name}:languages"
    said = format_html_join(" · ", "{}", words)
    return format_html('<a href="{}">{}</a>', reverse(where, args=[definition.family]), said)


class DefinitionEditView(TellsOfNewer, EditView):
    """The editor, with the way to what is about the definition as a whole."""

    about: tuple[tuple[str, Any, str], ...] = (
        ("versions", gettext_lazy("Versions"), "history"),
        ("languages", gettext_lazy("Languages"), "globe"),
    )

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        own = [
            Button(label, url=self._url(name), icon_name=icon, priority=priority)
            for priority, (name, label, icon) in enumerate(self.about, start=1)
        ]
        return [*own, *super().header_more_buttons]

    def form_invalid(self, form: Any) -> HttpResponse:
        """What is mended on another page gets a button that leads there."""
        response = super().form_invalid(form)
        urls = [each.url for each in getattr(form, "found", ()) if isinstance(each, Gap)]
        if urls and not self.expects_json_response:
            button = messages.button(urls[0], _("Translate"))
            messages.warning(self.request, _("What is lacking is translated here."), [button])
        return response

    def _url(self, name: str) -> str:
        return reverse(f"{self.model.snippet_viewset.url_namespace}:{name}", args=[self.object.pk])


class DefinitionViewSet(SnippetViewSet):
    """Where definitions are listed and edited."""

    index_view_class = DefinitionsView
    edit_view_class = DefinitionEditView
    compare_view_class = CompareView
    add_to_admin_menu = True
    ordering = ["title"]
    search_fields = ["title", "slug"]
    list_per_page = 50
    list_display = [
        "title",
        Column("slug", label=gettext_lazy("Short name"), sort_key="slug"),
        Column("live", label=gettext_lazy("Status"), accessor=standing, sort_key="live"),
        Column(
            "newest",
            label=gettext_lazy("Version"),
            accessor=lambda definition: definition.newest or NONE,
        ),
        Column("said", label=gettext_lazy("Languages"), accessor=said_in),
    ]

    @property
    def copy_view(self) -> Any:
        return self.about_view(CopyView)

    def about_view(self, view: Any) -> Any:
        """A page about one definition; it knows where the other pages are."""
        names = ("versions", "compare", "restore", "from_template", "picture", "cases", "run")
        urls = {f"{name}_url_name": self.get_url_name(name) for name in names}
        known = {name: url for name, url in urls.items() if hasattr(view, name)}
        return self.construct_view(view, **known)

    def get_urlpatterns(self) -> list[URLPattern]:
        one = f"<{self.pk_path_converter}:pk>"
        return [
            *super().get_urlpatterns(),
            path(f"versions/{one}/", self.about_view(VersionsView), name="versions"),
            path(
                f"versions/{one}/compare/", self.about_view(self.compare_view_class), name="compare"
            ),
            path(
                f"versions/{one}/<int:number>/restore/",
                self.about_view(RestoreView),
                name="restore",
            ),
            path(f"languages/{one}/", self.about_view(LanguagesView), name="languages"),
        ]
