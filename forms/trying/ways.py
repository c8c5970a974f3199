"""The way from the editor to trying the form and to all its rules."""

from typing import Any

from wagtail.admin.panels import Panel


class WaysPanel(Panel):
    """Stands above everything that is edited: what is tried there is what was saved last."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page of the editor."""

        template_name = "forms/_ways_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            saved = self.instance.latest_revision if self.instance.pk else None
            return {
                **super().get_context_data(parent_context),
                "source": self.instance.source() if self.instance.pk else None,
                "saved_at": saved.created_at if saved else None,
            }
