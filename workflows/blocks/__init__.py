"""What a workflow is built of in the editor. Seldom used settings stand together, folded."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.editing.streams import WholeStream
from workflows.blocks.effects import EffectBlocks
from workflows.blocks.fields import LinesBlock, key, named, text, title
from workflows.blocks.sides import (
    CalendarBlock,
    GateBlock,
    LawBlock,
    ObligationBlock,
    OutcomeBlock,
    RoleBlock,
    StartBlock,
    TableBlock,
)
from workflows.blocks.steps import path_blocks
from workflows.paths import DEEPEST

__all__ = ["WorkflowBlocks"]


class WorkflowBlocks(WholeStream):
    """Everything of one workflow, in one stream."""

    def __init__(self, **settings: Any) -> None:
        path = path_blocks(DEEPEST)
        phase = blocks.StructBlock(
            [("title", title()), ("key", key()), ("blocks", path)],
            label=_("Phase"),
            icon="folder-open-inverse",
            label_format="{title}",
        )
        event = blocks.StructBlock(
            [
                ("title", title()),
                ("key", key()),
                ("guidance", text(_("Guidance"))),
                ("roles", named("roles", _("Who may start it"))),
                ("form", named("forms", _("Form"))),
                ("phases", named("phases", _("In these phases"), _("Empty: in all."))),
                ("records", LinesBlock(required=False, rows=2, label=_("Records for the case"))),
                ("effect", EffectBlocks(required=False, label=_("What it does to the case"))),
                ("blocks", path),
            ],
            label=_("Anytime event"),
            icon="warning",
            label_format="{title}",
        )
        those = [
            ("start", StartBlock()),
            ("phase", phase),
            ("event", event),
            ("obligation", ObligationBlock()),
            ("table", TableBlock()),
            ("calendar", CalendarBlock()),
            ("role", RoleBlock()),
            ("gate", GateBlock()),
            ("outcome", OutcomeBlock()),
            ("law", LawBlock()),
        ]
        super().__init__(those, **settings)

    class Meta:
        block_counts = {"start": {"max_num": 1}, "calendar": {"max_num": 1}}
        collapsed = True
