"""What stands above the blocks of a workflow in the editor: how to begin, and what its copies lack."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from workflows.pieces.newer import newer_parts


class BeginningPanel(Panel):
    """Offers a new workflow an example to begin from, beside beginning empty."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page of the editor."""

        template_name = "workflows/_beginning_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            url = reverse(f"{self.panel.model.snippet_viewset.url_namespace}:from_example")
            return {**super().get_context_data(parent_context), "url": url}


class NewerPanel(Panel):
    """Says that something newer exists of what a part was copied from, with the way to take it."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page of the editor."""

        template_name = "workflows/_newer_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and bool(self.newer)

        @property
        def newer(self) -> list[Any]:
            if not hasattr(self, "_newer"):
                self._newer = newer_parts(self.instance.source())
            return self._newer

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            namespace = self.panel.model.snippet_viewset.url_namespace
            url = reverse(f"{namespace}:take_in", args=[self.instance.source().pk])
            known = super().get_context_data(parent_context)
            return {**known, "newer": self.newer, "url": f"{url}#taken"}
