"""Blocks that translators are never offered: keys, codes and conditions."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks

from forms.blocks.widgets import RulesInput


class Untranslatable:
    """Translation leaves the value as it is, in every language."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        return value


class KeyBlock(Untranslatable, blocks.CharBlock):
    """A name that is stored for ever."""


class PlainBlock(Untranslatable, blocks.CharBlock):
    """A setting in plain words that is no text for people."""


class RulesBlock(Untranslatable, blocks.FieldBlock):
    """Conditions as lines; a small editor with selects sits on top of it in the browser."""

    def __init__(self, help_text: Any = "", **options: Any) -> None:
        self._help = help_text
        super().__init__(**options)

    @cached_property
    def field(self) -> forms.CharField:
        return forms.CharField(required=False, widget=RulesInput(), help_text=self._help)

    class Meta:
        icon = "cogs"
        default = ""
