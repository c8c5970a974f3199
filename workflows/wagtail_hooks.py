"""Workflows in the administrators' part of the site."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from workflows.models import WorkflowDefinition


class WorkflowViewSet(SnippetViewSet):
    """Where workflows are listed and edited, with the picture beside the blocks."""

    model = WorkflowDefinition
    icon = "tasks"
    menu_label = _("Flows")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["title", "slug", "live"]
    search_fields = ["title", "slug"]
    list_per_page = 50
    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("body")]


register_snippet(WorkflowViewSet)
