"""Settings that blocks of a workflow share: keys, names of other parts, lengths of time, days, rules."""

from typing import Any, ClassVar

from django.forms import CharField, Media, Script, TextInput
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks.texts import KeyBlock, PlainBlock, Untranslatable
from forms.blocks.widgets import GridInput
from workflows.lengths import NAME, PARAGRAPHS, SENTENCES

KEY_HELP = _("A short name that stays for ever. Empty: made from the title.")


def key() -> KeyBlock:
    return KeyBlock(required=False, max_length=41, label=_("Key"), help_text=KEY_HELP)


# Texts have a default, so that what was stored before a text was added is still translated.


def title(**settings: Any) -> blocks.CharBlock:
    return blocks.CharBlock(
        **{
            "required": False,
            "max_length": NAME.most,
            "label": _("Title"),
            "default": "",
            **settings,
        }
    )


def sentences(label: Any, help_text: Any = "") -> blocks.TextBlock:
    return blocks.TextBlock(
        required=False,
        rows=2,
        max_length=SENTENCES.most,
        label=label,
        help_text=help_text,
        default="",
    )


def text(label: Any, help_text: Any = "") -> blocks.TextBlock:
    return blocks.TextBlock(
        required=False,
        rows=3,
        max_length=PARAGRAPHS.most,
        label=label,
        help_text=help_text,
        default="",
    )


def named(those: str, label: Any, help_text: Any = "") -> "NamedBlock":
    """A field for the key of something else in the workflow; the browser offers what there is."""
    return NamedBlock(those=those, required=False, label=label, help_text=help_text)


class KeyInput(TextInput):
    """A line for the key of something else, with a list of what there is."""

    class Media:
        js = ["workflows/keys.js", "workflows/opening.js"]
        css: ClassVar = {"all": ["workflows/keys.css"]}


class NamedBlock(PlainBlock):
    """The key of something else: typed, or chosen from what the page offers."""

    def __init__(self, *, those: str, **settings: Any) -> None:
        super().__init__(**settings)
        lists = {"data-workflow-keys": those, "data-workflow-lists": reverse_lazy("workflow_lists")}
        self.field.widget = KeyInput(attrs={"list": f"workflow-{those}", **lists})


class LinesBlock(Untranslatable, blocks.TextBlock):
    """Settings with one line each."""


class TableInput(GridInput):
    """Rows of a decision table: lines that work as they are, and a grid on top of them."""

    role = "table"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, columns="", **options)

    def words(self) -> dict[str, str]:
        own = {
            "edit": said("Edit as a grid"),
            "otherwise": said("Otherwise"),
            "gives": said("Gives"),
            "nothing": said("Looks at nothing"),
            "add-column": said("Look at this, too"),
            "remove-column": said("Remove the column"),
            "judge": str(reverse_lazy("workflow_tables")),
            "lists": str(reverse_lazy("workflow_lists")),
        }
        return {**super().words(), **{f"data-{name}": text for name, text in own.items()}}

    @property
    def media(self) -> Media:
        own: Any = Script("workflows/table_grid.js", type="module")
        return super().media + Media(js=[own])


class TableLinesBlock(LinesBlock):
    """Rows of a decision table, one a line; the browser makes a grid of them."""

    @cached_property
    def field(self) -> CharField:
        return CharField(widget=TableInput(attrs={"rows": 6}), **self.field_options)


class PeriodBlock(blocks.StructBlock):
    months = blocks.IntegerBlock(required=False, label=_("Months"))
    weeks = blocks.IntegerBlock(required=False, label=_("Weeks"))
    days = blocks.IntegerBlock(required=False, label=_("Days"))
    workdays = blocks.IntegerBlock(required=False, label=_("Working days"))


class MomentBlock(PeriodBlock):
    """A day counted from an anchor; numbers below zero count backwards."""

    anchor = named("anchors", _("Counted from"))
    day_off = blocks.ChoiceBlock(
        required=False,
        label=_("When it falls on a day off"),
        choices=[
            ("next", _("it moves to the next working day")),
            ("previous", _("it moves to the working day before")),
        ],
    )


class RowBlock(blocks.StructBlock):
    field = named("facts", _("What is known"))
    operator = blocks.ChoiceBlock(
        label=_("Comparison"),
        choices=[
            ("is", _("is")),
            ("is_not", _("is not")),
            ("one_of", _("is one of")),
            ("none_of", _("is none of")),
            ("includes", _("includes")),
            ("excludes", _("does not include")),
            ("at_least", _("is at least")),
            ("at_most", _("is at most")),
            ("more_than", _("is more than")),
            ("less_than", _("is less than")),
            ("answered", _("is answered")),
            ("not_answered", _("is not answered")),
        ],
        default="is",
    )
    value = PlainBlock(
        required=False, label=_("Value"), help_text=_("Several values: put commas between.")
    )


class RuleBlock(blocks.StructBlock):
    match = blocks.ChoiceBlock(
        label=_("Holds when"),
        choices=[
            ("all", _("all of these hold")),
            ("any", _("any of these holds")),
            ("none", _("none of these holds")),
        ],
        default="all",
    )
    rows = blocks.ListBlock(RowBlock(label=_("Line")), label=_("Lines"), default=[])
