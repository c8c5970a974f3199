"""Blocks that translators are never offered: keys, codes and conditions."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks

from forms.blocks.widgets import EnhancedText, PatternInput, PicksInput, RolesInput, RulesInput


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


class EnhancedBlock(Untranslatable, blocks.FieldBlock):
    """A setting that is stored as plain text; a small editor sits on top of it in the browser."""

    widget_class: type[EnhancedText] = EnhancedText

    def __init__(self, help_text: Any = "", **options: Any) -> None:
        self._help = help_text
        super().__init__(**options)

    @cached_property
    def field(self) -> forms.CharField:
        widget = self.widget_class()
        return forms.CharField(required=False, widget=widget, help_text=self._help)

    class Meta:
        icon = "cogs"
        default = ""


class RulesBlock(EnhancedBlock):
    """Conditions as lines."""

    widget_class = RulesInput


class PicksBlock(EnhancedBlock):
    """Questions of the form, by their keys."""

    widget_class = PicksInput


class RolesBlock(EnhancedBlock):
    """Roles, by their names."""

    widget_class = RolesInput


class PatternBlock(EnhancedBlock):
    """A known pattern by its name, or one in RE2."""

    widget_class = PatternInput
