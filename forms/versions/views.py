"""Pages about the frozen versions of a form or workflow, in the administrators' part of the site."""

from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms.versions import history
from forms.versions.difference_sentences import called
from forms.versions.history import DRAFT
from forms.versions.publishing import Said
from forms.versions.wordings import Reworded


class AboutDefinition(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page about one definition. Who may change it may see it."""

    model: Any = None
    index_url_name = ""
    edit_url_name = ""
    versions_url_name = ""
    compare_url_name = ""
    restore_url_name = ""
    permission_required = "change"
    header_icon = "history"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.definition = get_object_or_404(self.model, pk=kwargs["pk"])
        self.source = self.definition.source()

    def get_page_subtitle(self) -> str:
        return str(self.source)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, the definition, and this page."""
        opts = self.model._meta
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(opts.verbose_name_plural)},
            {"url": self.edit_url(), "label": str(self.source)},
            {"url": "", "label": self.get_page_title()},
        ]

    def edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[quote(self.source.pk)])

    def versions_url(self) -> str:
        return reverse(self.versions_url_name, args=[quote(self.source.pk)])


class VersionsView(AboutDefinition):
    """Every version that was ever published: when, by whom, why, and how often it was answered."""

    template_name = "forms/versions.html"

    def get_page_title(self) -> str:
        return _("Versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = history.entries(self.source)
        draft = self.source.has_unpublished_changes
        names = [name for name, _title in _sides(entries)][0 if draft else 1 :]
        return super().get_context_data(
            definition=self.source,
            before=names[1] if len(names) > 1 else "",
            after=names[0] if names else "",
            entries=entries,
            counted=any(entry.answers is not None for entry in entries),
            sides=_sides(entries),
            newest=entries[0].version.number if entries else None,
            draft=draft,
            **kwargs,
        )


class CompareView(AboutDefinition):
    """The difference between two versions, or between a version and what is edited now."""

    template_name = "forms/differences.html"

    def get_page_title(self) -> str:
        return _("What changed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        codes = dict(settings.LANGUAGES)
        own = self.source.locale.language_code
        wanted = asked.get("language", "")
        language = wanted if wanted in codes else own
        names = asked.get("from", ""), asked.get("to", DRAFT)
        try:
            before, after = (history.side(self.source, name, language) for name in names)
        except LookupError as miss:
            raise Http404(str(miss)) from miss
        found = history.compare(self.source, before, after)
        return super().get_context_data(
            comparison=found,
            wordings=_called(found, before, after),
            pictures=self.pictures(before, after),
            before=names[0],
            after=names[1],
            language=language,
            languages=settings.LANGUAGES,
            sides=_sides(history.entries(self.source)),
            versions_url=self.versions_url(),
            **kwargs,
        )

    def pictures(self, before: Said, after: Said) -> Any:
        """Both sides drawn, where there is something to draw."""
        return None


class RestoreView(AboutDefinition):
    """Asks, and then makes a version the draft again. It never publishes."""

    template_name = "forms/restore.html"
    header_icon = "undo"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.version = get_object_or_404(self.source.versions, number=kwargs["number"])

    def get_page_title(self) -> str:
        return _("Restore version %(number)s as a draft") % {"number": self.version.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = self.source.locale.language_code
        now, then = (
            history.side(self.source, name, language) for name in (DRAFT, str(self.version.number))
        )
        found = history.compare(self.source, now, then)
        return super().get_context_data(
            version=self.version,
            comparison=found,
            wordings=_called(found, now, then),
            draft=self.source.has_unpublished_changes,
            versions_url=self.versions_url(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Restore, unless somebody has locked the definition."""
        lock = self.source.get_lock()
        if lock and lock.for_user(request.user):
            messages.error(request, lock.get_message(request.user))
            return redirect(self.versions_url())
        history.restore(self.source, self.version, by=request.user)
        messages.success(
            request,
            _("Version %(number)s is the draft again. Nothing is published yet.")
            % {"number": self.version.number},
        )
        return redirect(self.edit_url())


def _called(found: history.Comparison, before: Said, after: Said) -> list[tuple[str, Reworded]]:
    """Each text that reads otherwise, with what it is called."""
    texts = {**before.texts, **after.texts}
    return [(called(each.key, texts), each) for each in found.wordings]


def _sides(entries: list[history.Entry]) -> list[tuple[str, str]]:
    """What may be compared, newest first."""
    numbers = (str(entry.version.number) for entry in entries)
    versions = ((number, _("Version %(number)s") % {"number": number}) for number in numbers)
    return [(DRAFT, _("What is edited now")), *versions]
