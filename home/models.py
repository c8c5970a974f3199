"""The pages that the public reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The first page of the site in one language: what this is, and whom to ask."""

    lead = models.TextField(
        _("lead"), blank=True, help_text=_("Two or three sentences below the title.")
    )
    body = RichTextField(_("text"), blank=True, features=["h2", "bold", "link", "ol", "ul"])
    contact = models.TextField(
        _("contact"),
        blank=True,
        help_text=_("Whom to call or visit, shown at the foot of the page."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("contact"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
