"""Sections and questions as the editor sees them: what it asks first, how it behaves folded away."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from forms.blocks.choices import ChoicesBlock
from forms.blocks.texts import KeyBlock, PlainBlock, RulesBlock
from forms.bodies import LONGEST_KEY, key_from
from forms.lengths import LINE, NAME, PARAGRAPHS, Room

VOICES = [("participant", _("The participant's own words")), ("worker", _("The worker's words"))]


class VoiceBlock(blocks.ChoiceBlock):
    """Whose words an answer is."""

    choices = VOICES


class Keyed(blocks.StructBlock):
    """A block that gets its key from its words once, and keeps it."""

    named_by = "label"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["key"]:
            cleaned["key"] = key_from(cleaned[self.named_by] or "")
        return cleaned


def words(room: Room, label: Any, help_text: Any = "") -> blocks.FieldBlock:
    """A text for people, in a box of the size that it needs."""
    box = blocks.TextBlock if room.lines else blocks.CharBlock
    return box(required=False, max_length=room.most, label=label, help_text=help_text)


def _key() -> KeyBlock:
    return KeyBlock(
        required=False,
        max_length=LONGEST_KEY,
        label=_("Key"),
        help_text=_("Made of the words when empty. It stays for ever once published."),
    )


def _rules() -> RulesBlock:
    return RulesBlock(label=_("Conditions"))


class GuidanceBlock(Keyed):
    """A heading with a text that asks nothing."""

    label = words(LINE, _("Heading"))
    help = words(PARAGRAPHS, _("Text"))
    key = _key()
    rules = _rules()

    class Meta:
        icon = "info-circle"
        label = _("Heading or guidance")
        label_format = "{label}"
        form_layout = BlockGroup(children=["label", "help"], settings=["key", "rules"])


class QuestionBlock(Keyed):
    """What every question has."""

    label = words(LINE, _("Question"))
    help = words(PARAGRAPHS, _("Help text"))
    required = blocks.BooleanBlock(required=False, label=_("An answer is required"))
    key = _key()
    rules = _rules()
    error = words(
        LINE,
        _("Own sentence when the answer is missing or wrong"),
        _("For example: Choose how we should contact you"),
    )
    voice = VoiceBlock(required=False, label=_("Whose words"))

    class Meta:
        label_format = "{label}"


_SETTINGS = ["key", "rules", "error", "voice"]
_PREFILL: dict[str, Any] = {
    "required": False,
    "label": _("First answer, taken from the case"),
    "help_text": _("For example participant.name"),
}


def _layout(*first: str, settings: tuple[str, ...] = ()) -> BlockGroup:
    return BlockGroup(
        children=["label", "help", *first, "required"], settings=[*settings, *_SETTINGS]
    )


class PlainQuestion(QuestionBlock):
    """A question whose first answer may come from the case."""

    prefill = PlainBlock(**_PREFILL)

    class Meta:
        form_layout = _layout(settings=("prefill",))


class TextBlock(PlainQuestion):
    """A text of a line or of many."""

    least = blocks.IntegerBlock(required=False, label=_("At least this many characters"))
    most = blocks.IntegerBlock(required=False, label=_("At most this many characters"))

    class Meta:
        icon = "edit"
        form_layout = _layout(settings=("least", "most", "prefill"))


class NumberBlock(PlainQuestion):
    """A number, with or without decimals."""

    least = blocks.FloatBlock(required=False, label=_("Smallest answer"))
    most = blocks.FloatBlock(required=False, label=_("Largest answer"))
    step = blocks.FloatBlock(required=False, label=_("In steps of"))

    class Meta:
        icon = "order"
        form_layout = _layout(settings=("least", "most", "step", "prefill"))


class ChoiceBlock(PlainQuestion):
    """One answer out of several."""

    choices = ChoicesBlock()
    code_list = PlainBlock(required=False, label=_("From the programme's list"))

    class Meta:
        icon = "radio-full"
        form_layout = _layout("choices", settings=("code_list", "prefill"))


class ChoicesQuestion(ChoiceBlock):
    """Any number of answers out of several."""

    least = blocks.IntegerBlock(required=False, label=_("At least this many"))
    most = blocks.IntegerBlock(required=False, label=_("At most this many"))

    class Meta:
        icon = "list-ul"
        form_layout = _layout("choices", settings=("least", "most", "code_list", "prefill"))


class ScaleBlock(PlainQuestion):
    """A row of numbers with words at its ends."""

    least = blocks.IntegerBlock(required=False, label=_("First number"), default=0)
    most = blocks.IntegerBlock(required=False, label=_("Last number"), default=10)
    low = words(NAME, _("What the first number means"))
    high = words(NAME, _("What the last number means"))

    class Meta:
        icon = "arrows-up-down"
        form_layout = _layout("least", "low", "most", "high", settings=("prefill",))


KINDS: dict[str, tuple[type[blocks.StructBlock], Any]] = {
    "text": (TextBlock, _("Text, one line")),
    "long_text": (TextBlock, _("Text, many lines")),
    "number": (NumberBlock, _("A number")),
    "date": (PlainQuestion, _("Date")),
    "yes_no": (PlainQuestion, _("Yes or no")),
    "choice": (ChoiceBlock, _("One choice")),
    "choices": (ChoicesQuestion, _("Several choices")),
    "scale": (ScaleBlock, _("Scale")),
    "guidance": (GuidanceBlock, _("Heading or guidance")),
}


def _kinds() -> list[tuple[str, blocks.Block]]:
    return [(kind, block(label=label)) for kind, (block, label) in KINDS.items()]


class GroupBlock(QuestionBlock):
    """Questions that repeat, such as goals or family members."""

    row = words(NAME, _("What one row is called"), _("For example: goal"))
    items = blocks.StreamBlock(_kinds(), required=False, label=_("Questions in each row"))
    least = blocks.IntegerBlock(required=False, label=_("At least this many rows"))
    most = blocks.IntegerBlock(required=False, label=_("At most this many rows"))
    prefill = PlainBlock(
        required=False,
        label=_("First rows, taken from an earlier step"),
        help_text=_("For example assessment.earlier: questions with the same keys are filled in"),
    )

    class Meta:
        icon = "copy"
        label = _("Questions that repeat")
        form_layout = _layout("row", "items", settings=("least", "most", "prefill"))


class SectionBlock(Keyed):
    """Questions that belong together under one title, with advice beside them."""

    named_by = "title"

    title = words(NAME, _("Title"))
    tips = words(PARAGRAPHS, _("Tips in the margin"), _("One tip a line."))
    fields = blocks.StreamBlock(
        [*_kinds(), ("group", GroupBlock())], required=False, label=_("Questions")
    )
    key = _key()
    rules = _rules()

    class Meta:
        icon = "folder-open-inverse"
        label = _("Section")
        label_format = "{title}"
        form_layout = BlockGroup(children=["title", "tips", "fields"], settings=["key", "rules"])


class FormBlocks(blocks.StreamBlock):
    """A whole form."""

    section = SectionBlock()

    class Meta:
        required = False
