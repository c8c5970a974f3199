"""What stands under which tab of the form editor. Others add their panels to one of these lists."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface

from forms.editing.standing import standing
from forms.instruments.panel import InstrumentPanel
from forms.library.views import LibraryPanel
from forms.trying.ways import WaysPanel
from forms.versions.history import entries


class AboutPanel(Panel):
    """Shows something about the definition that is not edited there."""

    template = ""

    def __init__(self, template: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.template = template

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "template": self.template}

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page of the editor."""

        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.template_name = self.panel.template

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            definition = self.instance.source()
            return {
                **super().get_context_data(parent_context),
                "definition": definition,
                "entries": entries(definition)[:3],
                "standing": standing(definition),
            }


CONTENT: list[Panel] = [
    WaysPanel(heading=_("Try the form")),
    FieldPanel("title"),
    FieldPanel("slug"),
    FieldPanel("intro"),
    LibraryPanel(heading=_("Newer in the library")),
    InstrumentPanel(heading=_("Bound to an instrument")),
    FieldPanel("body"),
]
SETTINGS: list[Panel] = [
    FieldPanel("layout"),
    MultiFieldPanel(
        [
            FieldPanel("purpose"),
            FieldPanel("basis"),
            FieldPanel("basis_words"),
            FieldPanel("about"),
        ],
        heading=_("Why it is asked"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("open_to"),
            FieldPanel("answers_from"),
            FieldPanel("answers_until"),
            FieldPanel("drafts_until"),
            FieldPanel("closed_words"),
            FieldPanel("receipt"),
        ],
        heading=_("When it is answered"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("anonymous"),
            FieldPanel("least_shown"),
            FieldPanel("keep_days"),
            FieldPanel("keep_days_after_closing"),
            FieldPanel("keep_days_unfinished"),
        ],
        heading=_("What becomes of the answers"),
    ),
    MultiFieldPanel(
        [FieldPanel("complete_in"), FieldPanel("is_template"), FieldPanel("owner")],
        heading=_("Publishing"),
    ),
]
VERSIONS: list[Panel] = [
    FieldPanel("change_note"),
    AboutPanel(template="forms/_versions_panel.html", heading=_("Published versions")),
]


def tabs() -> TabbedInterface:
    """The editor of a form: what is asked first, everything else a tab away."""
    return TabbedInterface(
        [
            ObjectList(CONTENT, heading=_("Content")),
            ObjectList(SETTINGS, heading=_("Settings")),
            ObjectList(VERSIONS, heading=_("Versions")),
        ]
    )
