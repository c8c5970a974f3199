"""Forms in the administrators' part of the site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from forms.answers.cms import ReaderViewSet
from forms.editing.listing import DefinitionEditView, DefinitionsView, DefinitionViewSet
from forms.editing.panels import tabs
from forms.editing.translators_doors import doors
from forms.editing.views import (
    FromTemplateView,
    RetireView,
    TemplatePictureView,
    TemplatesView,
    UsesView,
)
from forms.exchange.views import ElsewhereView, FromWorkbookView
from forms.instruments.cms import InstrumentViewSet
from forms.instruments.panel import mark
from forms.library.cms import LibraryViewSets
from forms.library.staying import refuse_deletion
from forms.library.views import LibraryView
from forms.models import FormDefinition
from forms.trying.views import RulesView, TryView
from forms.versions.history import RESTORED
from forms.versions.refusals import REFUSED, Refused
from forms.versions.retiring import LABELS


class FormsView(DefinitionsView):
    """The list of forms, with the way to the templates."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse(f"{self.model.snippet_viewset.url_namespace}:templates")
        own = Button(_("New form from a template"), url=url, icon_name="copy", priority=1)
        workbook = reverse(f"{self.model.snippet_viewset.url_namespace}:from_workbook")
        other = Button(_("New form from a workbook"), url=workbook, icon_name="upload", priority=2)
        return (
            [own, other, *super().header_more_buttons]
            if self.add_url
            else super().header_more_buttons
        )


class FormEditView(DefinitionEditView):
    """The editor of a form, which may also be retired."""

    about = (
        ("try", _("Try it"), "view"),
        ("rules", _("All rules"), "list-ul"),
        *DefinitionEditView.about,
        ("uses", _("Where it is used"), "link"),
        ("elsewhere", _("Use it elsewhere"), "download"),
    )

    def get_form(self, *args: Any, **options: Any) -> Any:
        """What an instrument forbids is said beside the questions of a draft, before anybody publishes."""
        form = super().get_form(*args, **options)
        mark(form)
        return form

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        label = _("Take into use again") if self.object.retired_at else _("Retire")
        own = Button(label, url=self._url("retire"), icon_name="bin", priority=15)
        return [*super().header_more_buttons, own]


class FormViewSet(DefinitionViewSet):
    """Where forms are listed and edited."""

    model = FormDefinition
    index_view_class = FormsView
    edit_view_class = FormEditView
    icon = "form"
    menu_label = _("Forms")
    menu_order = 210
    edit_handler = tabs()

    def get_urlpatterns(self) -> list[URLPattern]:
        one = f"<{self.pk_path_converter}:pk>"
        return [
            *super().get_urlpatterns(),
            path(f"library/{one}/", self.about_view(LibraryView), name="library"),
            path(f"uses/{one}/", self.about_view(UsesView), name="uses"),
            path(f"retire/{one}/", self.about_view(RetireView), name="retire"),
            path(f"try/{one}/", self.about_view(TryView), name="try"),
            path(f"rules/{one}/", self.about_view(RulesView), name="rules"),
            path("workbook/", self.about_view(FromWorkbookView), name="from_workbook"),
            path(f"elsewhere/{one}/", self.about_view(ElsewhereView), name="elsewhere"),
            path("templates/", self.about_view(TemplatesView), name="templates"),
            path("templates/<slug:key>/", self.about_view(FromTemplateView), name="from_template"),
            path(
                "templates/<slug:key>/picture/",
                self.about_view(TemplatePictureView),
                name="picture",
            ),
        ]


register_snippet(FormViewSet)
register_snippet(LibraryViewSets)


@hooks.register("insert_global_admin_css")
def lists_on_phones() -> SafeString:
    """Lets a title in a list of the administration keep room for its words on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("forms/listing.css"))


@hooks.register("register_admin_urls", order=-1)  # before those of wagtail-localize
def translators() -> list[URLPattern]:
    """Who comes to the translators' pages, and what they may bring."""
    return doors()


@hooks.register("before_delete_snippet")
def what_stays(request: HttpRequest, chosen: list[Any]) -> HttpResponse | None:
    """Nothing that is used, or was published, is deleted: from its own page or from the list."""
    return refuse_deletion(request, chosen)


@hooks.register("register_log_actions")
def refusals(actions: LogActionRegistry) -> None:
    """Shows in the history of a form or workflow why a scheduled publication did not happen."""
    actions.register_action(REFUSED)(Refused)
    actions.register_action(
        RESTORED, _("Version restored"), _("A version was made the draft again")
    )
    for action, label in LABELS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_viewset")
def readers() -> ReaderViewSet:
    """Who reads the answers to which form."""
    return ReaderViewSet()


@hooks.register("register_admin_viewset")
def instruments() -> InstrumentViewSet:
    """Published scales, taken in as files from their owners."""
    return InstrumentViewSet()
