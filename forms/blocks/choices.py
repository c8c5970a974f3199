"""The grids of a question: what one may answer, the lines of a matrix, what must hold, the bands of a value."""

from django.utils.translation import gettext_lazy as _

from forms.blocks.grid import Column, GridBlock


class ChoicesBlock(GridBlock):
    """What one may answer: codes that stay for ever, labels that may be reworded and translated."""

    columns = (
        Column("code", _("Code"), "key"),
        Column("label", _("What it says"), "words"),
        Column("score", _("Points"), "whole"),
        Column("retired", _("No longer offered"), "flag", "retired"),
    )

    class Meta:
        label = _("Choices")


class StatementsBlock(GridBlock):
    """The lines of a matrix or the things to rank, with words of their own for the ends."""

    columns = (
        Column("key", _("Key"), "key"),
        Column("label", _("What it says"), "words"),
        Column("low", _("The first answer means"), "words"),
        Column("high", _("The last answer means"), "words"),
        Column("reverse", _("Counted from the other end"), "flag", "reverse"),
    )

    class Meta:
        label = _("Lines")


class ChecksBlock(GridBlock):
    """What must hold between answers; a soft one may be left as it is."""

    columns = (
        Column("key", _("Key"), "key"),
        Column("sentence", _("What the person is told"), "words"),
        Column("rule", _("What must hold"), "rule"),
        Column("soft", _("May go on anyway"), "flag", "soft"),
    )

    class Meta:
        label = _("Checks")


class BandsBlock(GridBlock):
    """Stretches of a counted value, each with a name."""

    columns = (
        Column("key", _("Key"), "key"),
        Column("label", _("What it is called"), "words"),
        Column("least", _("From"), "number"),
        Column("most", _("To"), "number"),
        Column("value", _("Gives"), "number"),
    )

    class Meta:
        label = _("Bands")
