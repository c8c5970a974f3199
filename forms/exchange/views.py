"""Pages of the admin that bring a form in from an XLSForm workbook, and take one out as a FHIR questionnaire."""

import json
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from forms.editing.bodies import key_from
from forms.editing.views import NamingForm, TemplatesView
from forms.editor_sentences import too_long
from forms.exchange import report as say
from forms.exchange.fhir import questionnaire
from forms.exchange.workbooks import MOST_BYTES, Unreadable
from forms.exchange.xlsform import Taken, take
from forms.lengths import NAME
from forms.naming import TITLE
from forms.versions.copying import from_template
from forms.versions.form_templates import Template
from forms.versions.views import AboutDefinition

FHIR = "application/fhir+json"


class WorkbookForm(NamingForm):
    """A workbook, and what the form made of it is called."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the title in the workbook."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: made of the name of the file."),
    )
    workbook = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy("An XLSForm as .xlsx, at most 5 MB."),
        error_messages={"required": gettext_lazy("Choose a workbook.")},
    )
    field_order = ["workbook", "title", "slug"]
    must_have_slug = False  # the name of the file gives one

    def called(self) -> str:
        return ""

    def clean(self) -> dict[str, Any]:
        """Read the workbook, and give the form a short name when nobody did."""
        cleaned = super().clean() or self.cleaned_data
        workbook = cleaned.get("workbook")
        if workbook is None:
            return cleaned
        if workbook.size > MOST_BYTES:
            self.add_error("workbook", say.too_large())
            return cleaned
        languages = [code for code, _name in settings.LANGUAGES]
        try:
            cleaned["taken"] = take(
                workbook.read(), languages=languages, source=settings.LANGUAGE_CODE
            )
        except Unreadable as why:
            self.add_error("workbook", str(why))
        else:
            self.judge_titles(cleaned["taken"], own=cleaned.get("title", ""))
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = self.free(key_from(PurePath(workbook.name).stem).replace("_", "-"))
        return cleaned

    def judge_titles(self, taken: Taken, *, own: str) -> None:
        """A title in the workbook may have no room here: then one is asked for."""
        for language, texts in taken.texts.items():
            title = texts[TITLE]
            if len(title) > NAME.most and not (own and language == taken.source):
                self.add_error("title", too_long(title, len(title), NAME.most))

    def free(self, wanted: str) -> str:
        """The short name, with a number after it when it is taken."""
        wanted = wanted or "form"
        taken = set(
            self.model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
        )
        names = (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)


class FromWorkbookView(FormView, TemplatesView):
    """Takes a workbook in as a draft, and says what could not be taken along."""

    template_name = "forms/from_workbook.html"
    form_class = WorkbookForm
    header_icon = "upload"
    edit_url_name = ""

    def get_page_title(self) -> str:
        return _("New form from a workbook")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "model": self.model}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        taken: Taken = form.cleaned_data["taken"]
        others = {code: texts for code, texts in taken.texts.items() if code != taken.source}
        template = Template(
            "workbook", taken.document, {taken.source: taken.texts[taken.source], **others}
        )
        made = from_template(
            template,
            self.model,
            title=form.cleaned_data["title"] or taken.texts[taken.source][TITLE],
            slug=form.cleaned_data["slug"],
            by=self.request.user,
        )
        messages.success(self.request, _("“%(title)s” is a draft now.") % {"title": made})
        if not taken.report:
            return redirect(self.edit_url_name, made.pk)
        context = self.get_context_data(made=made, report=taken.report)
        return render(self.request, "forms/taken.html", context)


class ElsewhereView(AboutDefinition):
    """The newest version as a FHIR questionnaire, and what it cannot say."""

    template_name = "forms/elsewhere.html"
    header_icon = "download"

    def get_page_title(self) -> str:
        return _("Use it elsewhere")

    def written(self) -> tuple[dict[str, Any], list[str]] | None:
        """The newest version as a questionnaire; None before the first publication."""
        version = self.source.latest_version()
        if version is None:
            return None
        source = self.source.locale.language_code
        languages = dict.fromkeys([source, *version.words.values_list("language", flat=True)])
        texts = {code: version.texts(code) for code in languages}
        return questionnaire(
            version.document(), texts, source=source, slug=self.source.slug, version=version.number
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = self.written()
        report = list(dict.fromkeys(written[1])) if written else []
        return super().get_context_data(
            definition=self.source, ready=written is not None, report=report, **kwargs
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        written = self.written() if "file" in request.GET else None
        if written is None:
            return super().get(request, *args, **kwargs)
        text = json.dumps(written[0], ensure_ascii=False, indent=2)
        name = f"{self.source.slug}-questionnaire.json"
        return HttpResponse(
            text,
            content_type=FHIR,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
