"""Pages about one form or workflow beside its editor: languages, retiring, copying, beginning from a template."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Locale

from forms.asking.showing import preview
from forms.editing.gaps import first_gap, languages
from forms.editing.translating import open_translation
from forms.texts import lines
from forms.versions import retiring
from forms.versions.copying import copy_definition, from_template
from forms.versions.form_templates import Template, shipped
from forms.versions.views import AboutDefinition

LONGEST_PROPOSAL = 70  # leaves room for a number


class NamingForm(forms.Form):
    """What a new definition is called."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Small letters, figures and hyphens. It stays the same in every language. Empty: made of the title."
        ),
    )

    must_have_slug = True

    def __init__(self, *args: Any, model: Any, **options: Any) -> None:
        self.model = model
        super().__init__(*args, **options)

    def clean_slug(self) -> str:
        """No two definitions of a kind share a short name, whatever their language."""
        slug = self.cleaned_data["slug"] or free_slug(self.model, self.called())
        if not slug and self.must_have_slug:
            raise forms.ValidationError(_("Write a short name."))
        if self.model.objects.filter(slug=slug).exists():
            raise forms.ValidationError(
                _("The short name “%(slug)s” is taken. Choose another one.") % {"slug": slug}
            )
        return slug

    def called(self) -> str:
        """What the short name is made of when nobody wrote one."""
        return self.cleaned_data.get("title", "")


def free_slug(model: Any, title: str) -> str:
    """A short name made of a title, that nothing of this kind has yet; empty when the title has no letters."""
    made = slugify(title)[:LONGEST_PROPOSAL].strip("-")
    number, free = 2, made
    while free and model.objects.filter(slug=free).exists():
        number, free = number + 1, f"{made}-{number}"
    return free


def to_words(text: str) -> str:
    """The end of an address that brings the reader to the first of these words on a page; "" for none."""
    first = " ".join(text.split()[:6])
    return f"#:~:text={quote(first, safe='').replace('-', '%2D')}" if first else ""


class LanguagesView(AboutDefinition):
    """How far each language has come, and the way to what it lacks."""

    template_name = "forms/languages.html"
    header_icon = "wagtail-localize-language"

    def get_page_title(self) -> str:
        return _("Languages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document, texts = self.source.compiled()
        said = self.source.words_of(document, texts)
        names = dict(settings.LANGUAGES)
        rows = [
            (names.get(each.language, each.language), each, first_gap(each, said))
            for each in languages(self.source, said, list(texts))
        ]
        return super().get_context_data(
            definition=self.source,
            rows=rows,
            own=names.get(self.source.locale.language_code),
            total=len(said),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the translators' editor for a language, with everything that is said in it already."""
        if not request.user.has_perm("wagtail_localize.submit_translation"):
            raise PermissionDenied
        code = request.POST.get("language", "")
        if code not in dict(settings.LANGUAGES) or code == self.source.locale.language_code:
            raise Http404(code)
        locale, _new = Locale.objects.get_or_create(language_code=code)
        translation = open_translation(self.source, locale, by=request.user)
        return redirect(f"{translation.get_target_instance_edit_url()}{self.to_first_gap(code)}")

    def to_first_gap(self, code: str) -> str:
        """Where the browser scrolls to on the translators' page, which has no anchors: the words themselves."""
        document, texts = self.source.compiled()
        said = self.source.words_of(document, texts)
        lacking = {each.language: each.first for each in languages(self.source, said, list(texts))}
        return to_words(said.get(lacking.get(code, ""), ""))


class RetireView(AboutDefinition):
    """Asks, and then takes a form out of use, or into use again."""

    template_name = "forms/retire.html"
    permission_required = "publish"
    header_icon = "bin"

    def get_page_title(self) -> str:
        return _("Take into use again") if self.source.retired_at else _("Retire")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = retiring.uses_of([self.source.slug])[self.source.slug]
        return super().get_context_data(
            definition=self.source, back=self.edit_url(), uses=uses, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.source.retired_at:
            retiring.take_up(self.source, by=request.user)
            messages.success(request, _("“%(title)s” is in use again.") % {"title": self.source})
        else:
            retiring.retire(self.source, by=request.user)
            messages.success(
                request,
                _("“%(title)s” is retired. Answers already given stay readable.")
                % {"title": self.source},
            )
        return redirect(self.edit_url())


class UsesView(AboutDefinition):
    """Which workflows ask a form, in which steps, and what reads its answers."""

    template_name = "forms/uses.html"
    header_icon = "link"

    def get_page_title(self) -> str:
        return _("Where it is used")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = retiring.uses_of([self.source.slug])[self.source.slug]
        return super().get_context_data(back=self.edit_url(), uses=uses, **kwargs)


class CopyView(FormView, AboutDefinition):
    """Asks what the copy is called, and makes it as a draft."""

    template_name = "forms/naming.html"
    form_class = NamingForm
    permission_required = "add"
    header_icon = "copy"

    def get_page_title(self) -> str:
        return _("Copy")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "model": self.model}

    def get_initial(self) -> dict[str, Any]:
        return {"title": _("%(title)s (copy)") % {"title": self.source}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = _(
            "The copy takes along questions, words and settings in every language. No answers, no versions."
        )
        return super().get_context_data(back=self.edit_url(), lead=lead, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        made = copy_definition(self.source, **form.cleaned_data, by=self.request.user)
        self.source = made
        messages.success(self.request, _("“%(title)s” is a draft now.") % {"title": made})
        return redirect(self.edit_url())


class TemplatesView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Every form that one may begin from: those that are shipped, and those that are marked as templates."""

    template_name = "forms/templates.html"
    permission_required = "add"
    header_icon = "doc-empty"
    model: Any = None
    index_url_name = ""
    from_template_url_name = ""
    picture_url_name = ""

    def get_page_title(self) -> str:
        return _("New form from a template")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list of forms, and this page."""
        many = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": many},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or settings.LANGUAGE_CODE
        offered = [
            (each.key, each.title(language), each.contents(language))
            for each in (*own_templates(self.model), *shipped())
        ]
        return super().get_context_data(offered=offered, **kwargs)


class FromTemplateView(FormView, TemplatesView):
    """Shows one template as it looks, and asks what the new form is called."""

    template_name = "forms/from_template.html"
    form_class = NamingForm
    edit_url_name = ""

    @cached_property
    def chosen(self) -> Template:
        """The template that the address names."""
        key = self.kwargs["key"]
        for each in (*own_templates(self.model), *shipped()):
            if each.key == key:
                return each
        raise Http404(key)

    def get_page_title(self) -> str:
        return self.chosen.title(get_language() or settings.LANGUAGE_CODE)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "model": self.model}

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.chosen.title(next(iter(self.chosen.texts)))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(chosen=self.chosen, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        made = from_template(self.chosen, self.model, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("“%(title)s” is a draft now.") % {"title": made})
        return redirect(self.edit_url_name, made.pk)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class TemplatePictureView(FromTemplateView):
    """The template as people would see it; shown in a frame beside the questions about it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = next(
            code for code in (get_language(), *self.chosen.texts) if code in self.chosen.texts
        )
        texts = self.chosen.texts[language]
        return render(
            request,
            "forms/template_picture.html",
            {
                "title": self.chosen.title(language),
                "intro": lines(texts.get("form.intro", "")),
                "language": language,
                "form": preview(self.chosen.document, texts, language),
            },
        )


def own_templates(model: Any) -> list[Template]:
    """Definitions that administrators marked as templates, with the words of each language."""
    found = []
    for source in model.objects.filter(
        is_template=True, locale__language_code=settings.LANGUAGE_CODE
    ):
        document, texts = source.compiled()
        own = {source.locale.language_code: texts}
        others = {
            each.locale.language_code: each.compiled()[1]
            for each in source.get_translations().select_related("locale")
        }
        found.append(Template(f"own-{source.pk}", document, {**own, **others}))
    return found
