"""The page of a form about its sections from the library: what newer versions say otherwise, and taking them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.panels import Panel

from forms.library.taking import differs, take_newest, taken
from forms.versions.difference_sentences import called
from forms.versions.views import AboutDefinition


class LibraryView(AboutDefinition):
    """Every section of the draft that came from the library."""

    template_name = "forms/library.html"
    header_icon = "folder-inverse"

    def get_page_title(self) -> str:
        return _("Sections from the library")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = []
        for one in taken(self.source):
            comparison = differs(one, self.source.locale.language_code) if one.is_behind else None
            texts = one.newest.texts(self.source.locale.language_code)
            wordings = (
                [(called(each.key, texts), each) for each in comparison.wordings]
                if comparison
                else []
            )
            rows.append({"one": one, "comparison": comparison, "wordings": wordings})
        return super().get_context_data(rows=rows, back=self.edit_url(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the newest version of one group into the draft."""
        if self.source.locked:
            messages.error(request, _("The form is locked. Unlock it first."))
            return redirect(request.path)
        before = take_newest(self.source, request.POST.get("section", ""), by=request.user)
        if before is None:
            messages.warning(request, _("There is nothing newer to take."))
        else:
            said = {"group": before.group, "number": before.newest.number}
            sentence = _(
                "The draft has version %(number)s of “%(group)s” now. Publish it when it is ready."
            )
            messages.success(request, sentence % said)
        return redirect(request.path)


class LibraryPanel(Panel):
    """Says above the sections that a field group has a newer version."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page of the editor."""

        template_name = "forms/_library_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and bool(self.behind)

        @property
        def behind(self) -> list[Any]:
            if not hasattr(self, "_behind"):
                self._behind = [one for one in taken(self.instance.source()) if one.is_behind]
            return self._behind

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "behind": self.behind,
                "definition": self.instance.source(),
            }
