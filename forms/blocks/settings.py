"""How each setting of a question is edited: one small block per setting, with a label that fits the kind."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks.choices import BandsBlock, ChecksBlock, ChoicesBlock, StatementsBlock
from forms.blocks.shelves import ListBlock
from forms.blocks.texts import (
    KeyBlock,
    PatternBlock,
    PicksBlock,
    PlainBlock,
    RolesBlock,
    RulesBlock,
    Untranslatable,
)
from forms.editing.bodies import LONGEST_KEY
from forms.lengths import LINE, NAME, PARAGRAPHS, Room

VOICES = [("participant", _("The participant's own words")), ("worker", _("The worker's words"))]
DISPLAYS = {
    "choice": [("list", _("as a list to open")), ("search", _("as a list to search"))],
    "scale": [("slider", _("as a slider with a box for the number"))],
}


class SettingBlock(Untranslatable, blocks.ChoiceBlock):
    """One of a few ways to behave."""


def words(room: Room, label: Any, help_text: Any = "") -> blocks.FieldBlock:
    """A text for people, in a box of the size that it needs."""
    box = blocks.TextBlock if room.lines else blocks.CharBlock
    return box(required=False, max_length=room.most, label=label, help_text=help_text, default="")


def key() -> KeyBlock:
    return KeyBlock(
        required=False,
        max_length=LONGEST_KEY,
        label=_("Key"),
        help_text=_("Made of the words when empty. It stays for ever once published."),
    )


def rules() -> RulesBlock:
    return RulesBlock(label=_("Conditions"))


def easy(room: Room = LINE) -> blocks.FieldBlock:
    """The plainer wording that stands in when somebody asks for easy reading."""
    return words(room, _("In plain language"), _("Shown when somebody turns on easy reading."))


def roles(label: Any) -> RolesBlock:
    return RolesBlock(label=label)


def flag(label: Any) -> blocks.BooleanBlock:
    return blocks.BooleanBlock(required=False, label=label)


_LIMITS: Mapping[tuple[str, str], Any] = {
    ("text", "least"): _("At least this many characters"),
    ("text", "most"): _("At most this many characters"),
    ("long_text", "least"): _("At least this many characters"),
    ("long_text", "most"): _("At most this many characters"),
    ("choices", "least"): _("At least this many"),
    ("choices", "most"): _("At most this many"),
    ("group", "least"): _("At least this many rows"),
    ("group", "most"): _("At most this many rows"),
    ("scale", "least"): _("First number"),
    ("scale", "most"): _("Last number"),
    ("matrix", "least"): _("First number"),
    ("matrix", "most"): _("Last number"),
    ("date_range", "most"): _("At most this many days"),
    ("file", "most"): _("At most this many files"),
}
# Kinds whose limits are no whole numbers, or begin with a usual one.
_BOXES: Mapping[str, type[blocks.FieldBlock]] = {
    "number": blocks.FloatBlock,
    "money": blocks.FloatBlock,
    "scale": blocks.IntegerBlock,
}


def limit(kind: str, name: str) -> blocks.FieldBlock:
    """A smallest or largest answer, in the measure of the kind."""
    usual = {"least": _("Smallest answer"), "most": _("Largest answer")}
    label = _LIMITS.get((kind, name), usual[name])
    box = _BOXES.get(kind, blocks.IntegerBlock)
    default = {"least": 0, "most": 10}[name] if kind == "scale" else None
    return box(required=False, label=label, default=default)


def prefill(kind: str) -> PlainBlock:
    """Where a first answer comes from."""
    if kind == "group":
        label = _("First rows, taken from an earlier step")
        help_text = _("For example assessment.earlier: questions with the same keys are filled in")
    elif kind == "known":
        label, help_text = _("What it shows of the case"), _("For example participant.name")
    else:
        label = _("First answer, taken from the case")
        help_text = _("For example participant.name")
    return PlainBlock(required=False, label=label, help_text=help_text)


def pattern() -> PatternBlock:
    return PatternBlock(label=_("Must be written like"))


class RecipeBlock(blocks.StructBlock):
    """How a value is counted."""

    dish = SettingBlock(
        label=_("What is counted"),
        default="sum",
        choices=[
            ("sum", _("the sum of points")),
            ("mean", _("the mean of points")),
            ("count", _("how many are answered")),
            ("days_between", _("days between two dates")),
            ("months_between", _("whole months between two dates")),
            ("years_between", _("whole years between two dates")),
            ("table", _("a value from a table")),
            ("formula", _("a formula of your own")),
        ],
    )
    of = PicksBlock(label=_("Of these questions"))
    reverse = PicksBlock(label=_("Counted from the other end"))
    at_least = blocks.IntegerBlock(required=False, label=_("At least this many must be answered"))
    least = blocks.FloatBlock(required=False, label=_("Only points from"))
    most = blocks.FloatBlock(required=False, label=_("Only points up to"))
    times = blocks.FloatBlock(required=False, label=_("Multiplied by"))
    decimals = blocks.IntegerBlock(required=False, label=_("Decimals"))
    bands = BandsBlock()
    formula = PlainBlock(required=False, label=_("Formula"), help_text=_("For experts: JsonLogic"))

    class Meta:
        label = _("How it is counted")
        label_format = "{dish}"


def by_kind(name: str, kind: str) -> blocks.Block | None:
    """A setting whose words or box depend on the kind; None when they do not."""
    silent = kind in {"guidance", "stop"}
    match name:
        case "label":
            return words(LINE, _("Heading") if silent else _("Question"))
        case "help":
            return words(PARAGRAPHS, _("Text") if silent else _("Help text"))
        case "least" | "most":
            return limit(kind, name)
        case "prefill":
            return prefill(kind)
        case "display":
            choices = DISPLAYS.get(kind, [])
            return SettingBlock(required=False, label=_("How it is shown"), choices=choices)
        case "accept":
            label, help_text = ACCEPTS[kind]
            return PlainBlock(required=False, label=label, help_text=help_text)
    return None


ACCEPTS: Mapping[str, tuple[Any, Any]] = {
    "file": (_("What is accepted"), _("For example pdf, picture, document. Empty: all of these.")),
    "phone": (_("Countries"), _("Of numbers without a country, for example fi, se")),
    "municipality": (_("Countries"), _("fi, se, or both. Empty: both.")),
    "personal_number": (_("Which numbers"), _("fi, se, and temporary if such numbers are taken")),
}
MAKE: Mapping[str, Callable[[], blocks.Block]] = {
    "row": lambda: words(NAME, _("What one row is called"), _("For example: goal")),
    "unit": lambda: words(NAME, _("Unit"), _("For example: hours a week")),
    "statements": StatementsBlock,
    "choices": ChoicesBlock,
    "low": lambda: words(NAME, _("What the first number means")),
    "high": lambda: words(NAME, _("What the last number means")),
    "recipe": RecipeBlock,
    "required": lambda: flag(_("An answer is required")),
    "easy": easy,
    "easy_help": lambda: words(PARAGRAPHS, _("The text in plain language")),
    "step": lambda: blocks.FloatBlock(required=False, label=_("In steps of")),
    "decimals": lambda: blocks.IntegerBlock(required=False, label=_("Decimals, at most")),
    "pattern": pattern,
    "code_list": lambda: ListBlock(
        required=False,
        label=_("Choices from a list"),
        help_text=_("The list says the choices; those written here are left out then."),
    ),
    "key": key,
    "rules": rules,
    "checks": ChecksBlock,
    "error": lambda: words(
        LINE,
        _("Own sentence when the answer is missing or wrong"),
        _("For example: Choose how we should contact you"),
    ),
    "voice": lambda: SettingBlock(required=False, label=_("Whose words"), choices=VOICES),
    "sees": lambda: roles(_("Who sees it")),
    "edits": lambda: roles(_("Who answers it")),
    "about_other": lambda: flag(_("The answer is about someone else")),
    "sensitive": lambda: flag(_("Sensitive: hidden in lists and exports")),
}
# Settings in the order they are edited. Those in FIRST stand open, the rest are folded away.
ORDER = (
    *(
        "label",
        "help",
        "row",
        "statements",
        "choices",
        "least",
        "low",
        "most",
        "high",
        "recipe",
        "unit",
    ),
    *(
        "required",
        "easy",
        "easy_help",
        "step",
        "decimals",
        "display",
        "pattern",
        "code_list",
        "accept",
    ),
    *(
        "prefill",
        "key",
        "rules",
        "checks",
        "error",
        "voice",
        "sees",
        "edits",
        "about_other",
        "sensitive",
    ),
)


def setting(name: str, kind: str) -> blocks.Block:
    """The block of one setting of one kind. Kinds share what is the same: the page describes it once."""
    return _made(name, _alike(name, kind))


def _alike(name: str, kind: str) -> str:
    """A kind whose setting looks the same; "" for what looks the same everywhere."""
    match name:
        case "label" | "help":
            return "guidance" if kind in {"guidance", "stop"} else ""
        case "least" | "most":
            plain = (kind, name) not in _LIMITS and kind not in _BOXES
            return "" if plain else kind
        case "prefill":
            return kind if kind in {"group", "known"} else ""
        case "display" | "accept":
            return kind
    return ""


@cache
def _made(name: str, kind: str) -> blocks.Block:
    return by_kind(name, kind) or MAKE[name]()


FIRST: Mapping[str, tuple[str, ...]] = {
    "scale": ("least", "low", "most", "high"),
    "matrix": ("statements", "choices", "least", "low", "most", "high"),
    "calculated": ("recipe", "unit"),
    "known": ("prefill",),
    "number": ("unit",),
    "group": ("row", "items"),
}
ALWAYS_FIRST = ("label", "help", "choices", "statements", "items", "required")
