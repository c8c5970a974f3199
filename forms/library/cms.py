"""The library in the administrators' part of the site: shared lists of codes, and field groups."""

from typing import Any

from django import forms
from django.contrib import messages as plain_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import (
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from forms.editing.listing import DefinitionEditView, DefinitionViewSet, OneLanguage
from forms.editing.newer import newer, state_of
from forms.editing.views import LanguagesView
from forms.library.code_lists import keeping, problems, published_codes
from forms.library.list_uses import Use, publish_anew, uses
from forms.models import CodeList, FieldGroup, FormDefinition
from forms.models.owned import owner_named
from forms.versions import retiring
from forms.versions.views import AboutDefinition


class CodeListForm(WagtailAdminModelForm):
    """What an administrator writes in a list. Published codes stay, whatever is taken away."""

    retired: tuple[str, ...] = ()
    is_out_of_date = False

    # A list has no drafts, and so no newest one to compare with: the page carries what it was filled with.
    filled_with = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.pk:
            return
        self.initial["filled_with"] = state_of(self.instance.title, self.instance.codes)
        for name in ("slug", "owner"):
            self.fields[name].disabled = True
        if not self.instance.is_source():
            self.initial["codes"] = self.instance.kept(self.instance.codes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.tell_of_newer(cleaned.get("filled_with"))
        rows = cleaned.get("codes")
        if rows is None:
            return cleaned
        if not self.instance.is_source():
            cleaned["codes"] = self.instance.kept(rows)
            return cleaned
        old = (
            type(self.instance).objects.filter(pk=self.instance.pk).values_list("codes", flat=True)
        )
        before = old.first() or []
        cleaned["codes"], retired = keeping(before, rows, published_codes(self.instance))
        self.retired = tuple(retired)
        for sentence in problems(cleaned["codes"], cleaned.get("title") or ""):
            self.add_error("codes", sentence)
        return cleaned

    def tell_of_newer(self, filled_with: str | None) -> None:
        """Somebody else changed the list meanwhile: that is said once, and saving again replaces it."""
        kept = type(self.instance).objects.filter(pk=self.instance.pk).values_list("title", "codes")
        now = [state_of(*row) for row in kept]
        if filled_with and now and filled_with not in now:
            self.is_out_of_date = True
            self.add_error(None, newer())
            self.data = {**self.data.dict(), "filled_with": now[0]}  # type: ignore[has-type]


class UsesPanel(Panel):
    """Which forms use the list, and the way to publishing them anew."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page of the editor."""

        template_name = "forms/_list_uses_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and self.instance.is_source()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            found = uses(self.instance)
            return {
                **super().get_context_data(parent_context),
                "uses": found,
                "behind": any(not use.same for use in found),
                "code_list": self.instance,
            }


class ListIndexView(IndexView):
    """Lists in one language at a time."""

    base_filterset_class = OneLanguage


class CodeListEditView(DefinitionEditView):
    """The editor of a list; says what was retired instead of removed."""

    about = (
        ("uses", gettext_lazy("Forms that use it"), "form"),
        ("languages", gettext_lazy("Languages"), "globe"),
    )

    def save_instance(self) -> Any:
        saved = super().save_instance()
        for label in self.form.retired:
            sentence = _(
                "“%(label)s” stays readable but is no longer offered: published forms have it."
            )
            plain_messages.warning(self.request, sentence % {"label": label})
        return saved


class ListUsesView(AboutDefinition):
    """The forms that use a list, which state of it they have, and a button that publishes them anew."""

    template_name = "forms/list_uses.html"
    header_icon = "form"

    def get_page_title(self) -> str:
        return _("Forms that use it")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = uses(self.source)
        behind = any(not use.same and use.definition.live for use in found)
        forms = {use.definition.slug: use.definition for use in found if _is_form(use)}
        asked = retiring.uses_of(forms)
        flows = [(forms[slug], use) for slug, those in asked.items() for use in those]
        return super().get_context_data(uses=found, behind=behind, flows=flows, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        published = publish_anew(self.source, by=request.user)
        count = len(published.done)
        if count:
            sentence = ngettext(
                "%(count)s form was published anew: %(titles)s.",
                "%(count)s forms were published anew: %(titles)s.",
                count,
            )
            titles = ", ".join(str(each) for each in published.done)
            messages.success(request, sentence % {"count": count, "titles": titles})
        for definition, reason in published.left:
            said = {"title": definition, "reason": reason}
            messages.warning(request, _("“%(title)s” was left as it is. %(reason)s") % said)
        return redirect(request.path)


def _is_form(use: Use) -> bool:
    return isinstance(use.definition, FormDefinition)


class ListLanguagesView(LanguagesView):
    """How far each language of a list has come."""


class CodeListViewSet(SnippetViewSet):
    """Where shared lists are kept."""

    model = CodeList
    icon = "list-ul"
    menu_label = gettext_lazy("Code lists")
    index_view_class = ListIndexView
    edit_view_class = CodeListEditView
    copy_view_enabled = False
    ordering = ["title"]
    search_fields = ["title", "slug"]
    list_display = [
        "title",
        Column("slug", label=gettext_lazy("Short name"), sort_key="slug"),
        Column(
            "owner", label=gettext_lazy("Belongs to"), accessor=lambda row: owner_named(row.owner)
        ),
        Column("codes", label=gettext_lazy("Codes"), accessor=lambda row: len(row.codes)),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("slug"),
            FieldPanel("owner"),
            FieldPanel("codes"),
            UsesPanel(heading=gettext_lazy("Forms that use it")),
        ],
        base_form_class=CodeListForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        one = f"<{self.pk_path_converter}:pk>"
        return [
            *super().get_urlpatterns(),
            path(f"uses/{one}/", self.construct_view(ListUsesView), name="uses"),
            path(f"languages/{one}/", self.construct_view(ListLanguagesView), name="languages"),
        ]


class FieldGroupViewSet(DefinitionViewSet):
    """Where field groups are kept."""

    model = FieldGroup
    icon = "folder-inverse"
    menu_label = gettext_lazy("Field groups")
    add_to_admin_menu = False
    copy_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("title"), FieldPanel("slug"), FieldPanel("owner"), FieldPanel("body")],
                heading=gettext_lazy("Content"),
            ),
            ObjectList([FieldPanel("change_note")], heading=gettext_lazy("Versions")),
        ]
    )


class LibraryViewSets(SnippetViewSetGroup):
    """What forms share."""

    items = (CodeListViewSet, FieldGroupViewSet)
    menu_label = gettext_lazy("Library of forms")
    menu_icon = "folder-inverse"
    menu_order = 212
