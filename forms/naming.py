"""How the words of a form are named: flat `{key: text}` per language. Pure.

form.title · form.intro · section.<key>.title · section.<key>.tips (one tip a line) · field.<path>.label ·
.help · .error · .choice.<code> · .low · .high (ends of a scale) · .row (what one row of a group is called) ·
.unit · .statement.<key> · .statement.<key>.low · .statement.<key>.high · .check.<key> · .band.<key>
"""

from collections.abc import Mapping

Texts = Mapping[str, str]
TITLE = "form.title"
INTRO = "form.intro"
PURPOSE = "form.purpose"  # why it is asked
BASIS = "form.basis"  # by what right
RECEIPT = "form.receipt"  # what happens next
CLOSED = "form.closed"
ABOUT_THE_FORM = (INTRO, PURPOSE, BASIS, RECEIPT, CLOSED)  # what a form may say beside its title


def section_text(section: str, name: str) -> str:
    return f"section.{section}.{name}"


def field_text(path: str, name: str) -> str:
    """Name a text of a field; `path` is `key`, or `group.item` inside a repeating group."""
    return f"field.{path}.{name}"


def choice_text(path: str, code: str) -> str:
    return f"field.{path}.choice.{code}"


def statement_text(path: str, statement: str, end: str = "") -> str:
    """Name a line of a matrix; `end` its own word for `low` or `high`."""
    return f"field.{path}.statement.{statement}" + (f".{end}" if end else "")


def check_text(path: str, check: str) -> str:
    return f"field.{path}.check.{check}"


def band_text(path: str, band: str) -> str:
    return f"field.{path}.band.{band}"


def label(texts: Texts, path: str) -> str:
    """What a question is called; its path when nobody has named it yet."""
    return texts.get(field_text(path, "label")) or path
