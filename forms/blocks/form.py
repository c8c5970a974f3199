"""Sections and questions as the editor sees them: what it asks first, how it behaves folded away.

A question's block is made of its kind's settings, so that a new kind is edited as soon as it is known.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks import BlockGroup

from forms.blocks import settings
from forms.blocks.shelves import LibraryBlock
from forms.blocks.texts import KeyBlock, PlainBlock
from forms.editing.bodies import key_from, settings_of
from forms.editing.streams import WholeStream
from forms.kinds import KINDS
from forms.lengths import NAME, PARAGRAPHS
from forms.library.taken import section_key

LONGEST_PREFIX = 30


class Keyed(blocks.StructBlock):
    """A block that gets its key from its words once, and keeps it."""

    named_by = "label"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["key"]:
            cleaned["key"] = key_from(cleaned[self.named_by] or "")
        return cleaned


# What a question is looked for under: shelf, {kind: (icon, what it is called)}, in the order that the editor offers.
SHELVES: tuple[tuple[Any, dict[str, tuple[str, Any]]], ...] = (
    (
        _("Text"),
        {
            "text": ("edit", _("Text, one line")),
            "long_text": ("edit", _("Text, many lines")),
            "email": ("mail", _("E-mail address")),
            "phone": ("mobile-alt", _("Phone number")),
        },
    ),
    (
        _("Numbers and days"),
        {
            "number": ("order", _("A number")),
            "money": ("order", _("A sum of money")),
            "date": ("date", _("Date")),
            "time": ("time", _("Time of day")),
            "date_range": ("calendar-alt", _("From one day to another")),
        },
    ),
    (
        pgettext_lazy("kinds of question", "Choices"),
        {
            "yes_no": ("check", _("Yes or no")),
            "choice": ("radio-full", _("One choice")),
            "choices": ("list-ul", _("Several choices")),
            "scale": ("sliders", _("Scale")),
            "matrix": ("table", _("Statements answered alike")),
            "ranking": ("list-ol", _("Put in order")),
        },
    ),
    (
        _("People and places"),
        {
            "person": ("user", _("A person")),
            "organisation": ("group", _("An organisation")),
            "address": ("home", _("Postal address")),
            "municipality": ("site", _("Municipality")),
            "personal_number": ("key", _("Personal identity number")),
            "iban": ("order", _("Bank account")),
        },
    ),
    (
        _("Files and signature"),
        {
            "file": ("doc-full", _("Files")),
            "signature": ("edit", _("Signature")),
        },
    ),
    (
        _("Rows"),
        {
            "group": ("copy", _("Questions that repeat")),
        },
    ),
    (
        _("Counted and known"),
        {
            "calculated": ("decimal", _("Counted from the answers")),
            "known": ("view", _("Already known of the case")),
        },
    ),
    (
        _("Words only"),
        {
            "guidance": ("info-circle", _("Heading or guidance")),
            "stop": ("no-view", _("Stop: one cannot go on")),
        },
    ),
)
# kind: (shelf, icon, what it is called)
SHOWN: dict[str, tuple[Any, str, Any]] = {
    kind: (shelf, *shown) for shelf, kinds in SHELVES for kind, shown in kinds.items()
}


def question_block(kind: str, items: list[tuple[str, blocks.Block]] | None = None) -> Keyed:
    """The block of one kind of question, made of the settings that the kind has.

    items   what may stand in each row, for questions that repeat
    """
    known = settings_of(kind)
    parts = [(name, settings.setting(name, kind)) for name in settings.ORDER if name in known]
    if items is not None:
        parts.append(
            ("items", blocks.StreamBlock(items, required=False, label=_("Questions in each row")))
        )
    names = [name for name, _block in parts]
    first = [*dict.fromkeys(settings.FIRST.get(kind, ()))]
    opened = [name for name in settings.ALWAYS_FIRST if name in names and name not in first]
    order = [*opened[:2], *first, *opened[2:]]
    shelf, icon, label = SHOWN[kind]
    return Keyed(
        local_blocks=parts,
        group=shelf,
        icon=icon,
        label=label,
        label_format="{label}",
        form_layout=BlockGroup(
            children=order, settings=[name for name in names if name not in order]
        ),
    )


# Made once and used at every depth: the editor's page describes each block once.
_PLAIN = [(kind, question_block(kind)) for kind in SHOWN if kind in KINDS and kind != "group"]


def _with_rows(inside: list[tuple[str, blocks.Block]]) -> list[tuple[str, blocks.Block]]:
    """Every kind of question, rows of them included, in the order of the shelves."""
    known = {**dict(_PLAIN), "group": question_block("group", inside)}
    return [(kind, known[kind]) for kind in SHOWN if kind in known]


_INNER = _with_rows(_PLAIN)
_OUTER = _with_rows(_INNER)


class SectionBlock(Keyed):
    """Questions that belong together under one title, with advice beside them."""

    named_by = "title"

    title = settings.words(NAME, _("Title"))
    tips = settings.words(PARAGRAPHS, _("Tips in the margin"), _("One tip a line."))
    fields = blocks.StreamBlock(_OUTER, required=False, label=_("Questions"))
    easy = settings.easy(NAME)
    new_page = settings.flag(_("Begins a new page"))
    key = settings.key()
    rules = settings.rules()
    instrument = PlainBlock(
        required=False,
        label=_("Instrument"),
        help_text=_("Its short name, when these questions belong to one"),
    )
    sees = settings.roles(_("Who sees it"))
    edits = settings.roles(_("Who answers it"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Section")
        label_format = "{title}"
        form_layout = BlockGroup(
            children=["title", "tips", "fields"],
            settings=["new_page", "easy", "key", "rules", "instrument", "sees", "edits"],
        )


class LibrarySectionBlock(Keyed):
    """A field group of the library, at one version: its questions stand here as they were published there."""

    named_by = "group"

    group = LibraryBlock(label=_("Field group"))
    title = settings.words(NAME, _("Title"), _("Empty: as the field group is called."))
    tips = settings.words(PARAGRAPHS, _("Tips in the margin"), _("One tip a line."))
    key = KeyBlock(
        required=False,
        max_length=LONGEST_PREFIX,
        label=_("Key"),
        help_text=_(
            "Stands before the key of each question, so that a group may be asked of several people."
        ),
    )
    easy = settings.easy(NAME)
    new_page = settings.flag(_("Begins a new page"))
    rules = settings.rules()
    sees = settings.roles(_("Who sees it"))
    edits = settings.roles(_("Who answers it"))

    def clean(self, value: Any) -> Any:
        """Its key is made of the group's short name, never of a version."""
        value["key"] = (value["key"] or "").strip() or section_key(value)
        return super().clean(value)

    class Meta:
        icon = "folder-inverse"
        label = _("Section from the library")
        label_format = "{group}"
        form_layout = BlockGroup(
            children=["group", "title", "tips"],
            settings=["new_page", "easy", "key", "rules", "sees", "edits"],
        )


class FormBlocks(WholeStream):
    """A whole form."""

    section = SectionBlock()
    library_section = LibrarySectionBlock()

    class Meta:
        required = False


class GroupBlocks(WholeStream):
    """The questions of a field group."""

    class Meta:
        required = False

    def __init__(self, **options: Any) -> None:
        super().__init__(_OUTER, **options)
