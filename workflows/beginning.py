"""A workflow to begin from: a small, whole service that comes with the product as data."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms.editing.views import NamingForm
from forms.naming import Texts
from forms.versions.copying import from_template
from forms.versions.form_templates import Template
from forms.written.plain import plain_values
from workflows.document import WorkflowDocument
from workflows.previews import preview
from workflows.texts import TITLE

FILE = Path(__file__).parent / "examples" / "five_steps.yaml"


@cache
def example() -> Template:
    """The example: a document, and its words in every language. A new workflow is written in the first one."""
    read = plain_values(FILE.read_bytes())
    document = WorkflowDocument.from_json(read["document"])
    return Template("five_steps", document, read["texts"])  # type: ignore[arg-type]  # made for every kind of definition


def words_here() -> Texts:
    """The words of the example in the reader's language."""
    texts = example().texts
    return texts.get(get_language() or "", texts[settings.LANGUAGE_CODE])


class FromExampleView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Shows the example as a picture and as text, and asks what the new workflow is called."""

    template_name = "workflows/from_example.html"
    form_class = NamingForm
    permission_required = "add"
    header_icon = "copy"
    model: Any = None
    index_url_name = ""
    edit_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list of workflows, and this page."""
        many = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": many},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_title(self) -> str:
        return _("Start from an example")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "model": self.model}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = words_here()
        document: Any = example().document
        drawn = preview(document, dict(texts), [])
        return super().get_context_data(
            title=texts[TITLE], preview=drawn, back=reverse(self.index_url_name), **kwargs
        )

    def form_valid(self, form: NamingForm) -> HttpResponse:
        made = from_template(example(), self.model, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("“%(title)s” is a draft now.") % {"title": made})
        return redirect(self.edit_url_name, made.pk)
