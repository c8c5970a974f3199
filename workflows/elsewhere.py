"""Pages of the admin that bring a workflow in from a BPMN file, and take one out."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms.editing.views import NamingForm
from forms.versions.copying import from_template
from forms.versions.form_templates import Template
from forms.versions.views import AboutDefinition
from workflows.bpmn.reading import LARGEST, NotBpmn, NotTaken, Taken, read
from workflows.bpmn.writing import write
from workflows.texts import TITLE

BPMN = "application/bpmn+xml"


class ToBpmnView(AboutDefinition):
    """The newest version, or what is edited before the first publication, as a BPMN file."""

    def get_page_title(self) -> str:
        return _("BPMN")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        version = self.source.latest_version()
        if version is not None:
            document, texts = version.document(), version.texts(request.LANGUAGE_CODE)
        else:
            document, texts = self.source.get_latest_revision_as_object().compiled()
        if not document.phases:
            raise Http404
        slug = self.source.slug
        named = {"Content-Disposition": f'attachment; filename="{slug}.bpmn"'}
        return HttpResponse(write(document, texts, slug=slug), content_type=BPMN, headers=named)


class BpmnForm(NamingForm):
    """A BPMN file, and what the workflow made of it is called."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the name of the process in the file."),
    )
    file = forms.FileField(
        label=gettext_lazy("BPMN file"),
        help_text=gettext_lazy("BPMN 2.0 as .bpmn or .xml, at most 2 MB."),
        error_messages={"required": gettext_lazy("Choose a BPMN file.")},
    )
    field_order = ["file", "title", "slug"]

    def called(self) -> str:
        taken: Taken | None = self.cleaned_data.get("file")
        return self.cleaned_data.get("title") or (taken.texts[TITLE] if taken else "")

    def clean_file(self) -> Taken:
        """Read the file; what is too large is not even opened."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large. Two megabytes is the most."))
        try:
            return read(file.read())
        except NotBpmn as why:
            raise forms.ValidationError(str(why)) from None


class FromBpmnView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Takes a drawing in as a draft, and names what could not be taken along."""

    template_name = "workflows/from_bpmn.html"
    form_class = BpmnForm
    permission_required = "add"
    header_icon = "upload"
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
        return _("New flow from a BPMN file")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "model": self.model}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        taken: Taken = form.cleaned_data["file"]
        template = Template("bpmn", taken.document, {settings.LANGUAGE_CODE: taken.texts})  # type: ignore[arg-type]  # made for every kind of definition
        made = from_template(
            template,
            self.model,
            title=form.cleaned_data["title"] or taken.texts[TITLE],
            slug=form.cleaned_data["slug"],
            by=self.request.user,
        )
        messages.success(self.request, _("“%(title)s” is a draft now.") % {"title": made})
        if not taken.report:
            return redirect(self.edit_url_name, made.pk)
        context = self.get_context_data(made=made, report=list(map(_said, taken.report)))
        return render(self.request, "workflows/taken.html", context)


def _said(left_out: NotTaken) -> str:
    name = f" “{left_out.name}”" if left_out.name else ""
    return f"{left_out.element}{name}: {left_out.why}"
