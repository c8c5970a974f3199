"""Forms in the administrators' part of the site."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from forms.listing import DefinitionViewSet
from forms.models import FormDefinition
from forms.refusals import REFUSED, Refused


class FormViewSet(DefinitionViewSet):
    """Where forms are listed and edited."""

    model = FormDefinition
    icon = "form"
    menu_label = _("Forms")
    menu_order = 210
    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("intro"), FieldPanel("body")]


register_snippet(FormViewSet)


@hooks.register("register_log_actions")
def refusals(actions: LogActionRegistry) -> None:
    """Shows in the history of a form or workflow why a scheduled publication did not happen."""
    actions.register_action(REFUSED)(Refused)
