"""Workflows in the administrators' part of the site."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from forms.editing.listing import DefinitionViewSet
from workflows.models import WorkflowDefinition
from workflows.views import lists


class WorkflowViewSet(DefinitionViewSet):
    """Where workflows are listed and edited, with the picture beside the blocks."""

    model = WorkflowDefinition
    icon = "tasks"
    menu_label = _("Flows")
    menu_order = 220
    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("body")]


register_snippet(WorkflowViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Where the editor finds what it may offer. Wagtail keeps `workflows/` for moderation."""
    return [path("flows/lists/", lists, name="workflow_lists")]
