"""Workflows in the administrators' part of the site."""

from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from forms.editing.listing import DefinitionEditView, DefinitionsView, DefinitionViewSet
from forms.versions.publishing import fingerprint
from workflows import publishing
from workflows.beginning import FromExampleView
from workflows.elsewhere import FromBpmnView, ToBpmnView
from workflows.models import WorkflowDefinition, WorkflowVersion
from workflows.panels import BeginningPanel, NewerPanel
from workflows.pieces.actions import TAKEN_IN
from workflows.pieces.views import KeepView, TakeInView
from workflows.views import RolesView, WorkflowCompareView, lists, table


class WorkflowEditView(DefinitionEditView):
    """The editor, with the way to what the running side says about the workflow."""

    @property
    def about(self) -> tuple[tuple[str, Any, str], ...]:  # type: ignore[override]  # known when the site runs
        own = ((page.name, page.label, page.icon) for page in publishing.pages if page.label)
        more = (
            ("roles", _("Roles and where they are used"), "user"),
            ("take_in", _("Take in a phase or a step"), "copy"),
            ("keep", _("Keep a phase or a step"), "folder-inverse"),
            ("to_bpmn", _("As a BPMN file"), "download"),
        )
        return (*DefinitionEditView.about, *own, *more)

    def form_valid(self, form: Any) -> HttpResponse:
        """Before publishing, say what would go otherwise than before. Pressing the button again publishes."""
        found = self.otherwise(form.instance) if self.action == "publish" else []
        for saying in found:
            messages.warning(self.request, saying.sentence)
        if any(saying.asks for saying in found):
            messages.warning(
                self.request, _("Nothing is published yet. Publish again if it is meant so.")
            )
            self.form = form
            return self.render_to_response(self.get_context_data(form=form))
        before = self.object.latest_version()
        response = super().form_valid(form)
        if self.action == "publish":
            self.point_onwards(before)
        return response

    def point_onwards(self, before: WorkflowVersion | None) -> None:
        """Say what there is to see to now that a new version is published, with the way there, or that it is none."""
        newest = self.object.latest_version()
        if newest is not None and newest == before:
            said = _("Version %(number)s stays the newest: only words were changed, or nothing.")
            messages.info(self.request, said % {"number": newest.number})
            return
        for look in publishing.after_publishing:
            for each in look(self.object, self.request.user):
                button = messages.button(self._url(each.page), each.label)
                messages.info(self.request, each.sentence, [button])

    def otherwise(self, draft: WorkflowDefinition) -> list[publishing.Saying]:
        """What goes otherwise, unless somebody has read it already: the same draft asks only once.

        Words alone lead nobody elsewhere.
        """
        document, newest = draft.compiled()[0], draft.latest_version()
        if not draft.is_source() or (newest and draft.is_frozen_in(newest, document)):
            return []
        asked, now = f"otherwise-{draft.pk}", fingerprint(document.to_json())
        if self.request.session.get(asked) == now:
            return []
        found = [saying for say in publishing.before_publishing for saying in say(draft)]
        if found:
            self.request.session[asked] = now
        return found


class WorkflowsView(DefinitionsView):
    """The list of workflows, with the way to bring one in from another tool."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse(f"{self.model.snippet_viewset.url_namespace}:from_bpmn")
        own = Button(_("New flow from a BPMN file"), url=url, icon_name="upload", priority=1)
        example = reverse(f"{self.model.snippet_viewset.url_namespace}:from_example")
        first = Button(_("Start from an example"), url=example, icon_name="copy", priority=0)
        more = super().header_more_buttons
        return [first, own, *more] if self.add_url else more


class WorkflowViewSet(DefinitionViewSet):
    """Where workflows are listed and edited, with the picture beside the blocks."""

    model = WorkflowDefinition
    index_view_class = WorkflowsView
    edit_view_class = WorkflowEditView
    compare_view_class = WorkflowCompareView
    icon = "tasks"
    menu_label = gettext_lazy("Flows")
    menu_order = 220
    panels = [
        BeginningPanel(heading=gettext_lazy("How to begin")),
        FieldPanel("title"),
        FieldPanel("slug"),
        NewerPanel(heading=gettext_lazy("Newer elsewhere")),
        FieldPanel("body"),
        FieldPanel("complete_in"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        one = f"<{self.pk_path_converter}:pk>"
        return [
            *super().get_urlpatterns(),
            path(f"bpmn/{one}/", self.about_view(ToBpmnView), name="to_bpmn"),
            path(f"roles/{one}/", self.about_view(RolesView), name="roles"),
            path(f"take-in/{one}/", self.about_view(TakeInView), name="take_in"),
            path(f"keep/{one}/", self.about_view(KeepView), name="keep"),
            path("example/", self.about_view(FromExampleView), name="from_example"),
            path("bpmn/", self.about_view(FromBpmnView), name="from_bpmn"),
            *(
                path(f"{page.route}/{one}/{page.rest}", self.about_view(page.view), name=page.name)
                for page in publishing.pages
            ),
        ]


register_snippet(WorkflowViewSet)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Taking a part in from elsewhere has a line of its own in the history."""
    from_elsewhere = gettext_lazy("Take in a part from elsewhere")
    actions.register_action(
        TAKEN_IN, from_elsewhere, gettext_lazy("A part was taken in from elsewhere")
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Where the editor finds what it may offer. Wagtail keeps `workflows/` for moderation."""
    return [
        path("flows/lists/", lists, name="workflow_lists"),
        path("flows/tables/", table, name="workflow_tables"),
    ]
