"""Forms in the administrators' part of the site."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from forms.models import FormDefinition


class FormViewSet(SnippetViewSet):
    """Where forms are listed and edited."""

    model = FormDefinition
    icon = "form"
    menu_label = _("Forms")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["title", "slug", "live"]
    search_fields = ["title", "slug"]
    list_per_page = 50
    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("intro"), FieldPanel("body")]


register_snippet(FormViewSet)
