"""Workflows in the administrators' part of the site."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from forms.editing.listing import DefinitionEditView, DefinitionViewSet
from workflows import publishing
from workflows.models import WorkflowDefinition
from workflows.views import WorkflowCompareView, lists


class WorkflowEditView(DefinitionEditView):
    """The editor, with the way to what the running side says about the workflow."""

    @property
    def about(self) -> tuple[tuple[str, Any, str], ...]:  # type: ignore[override]  # known when the site runs
        own = ((page.name, page.label, page.icon) for page in publishing.pages if page.label)
        return (*DefinitionEditView.about, *own)


class WorkflowViewSet(DefinitionViewSet):
    """Where workflows are listed and edited, with the picture beside the blocks."""

    model = WorkflowDefinition
    edit_view_class = WorkflowEditView
    compare_view_class = WorkflowCompareView
    icon = "tasks"
    menu_label = _("Flows")
    menu_order = 220
    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("body")]

    def get_urlpatterns(self) -> list[URLPattern]:
        one = f"<{self.pk_path_converter}:pk>"
        return [
            *super().get_urlpatterns(),
            *(
                path(f"{page.route}/{one}/{page.rest}", self.about_view(page.view), name=page.name)
                for page in publishing.pages
            ),
        ]


register_snippet(WorkflowViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Where the editor finds what it may offer. Wagtail keeps `workflows/` for moderation."""
    return [path("flows/lists/", lists, name="workflow_lists")]
