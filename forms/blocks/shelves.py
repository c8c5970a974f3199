"""Blocks that choose from the library. What there is to choose is asked for when the editor is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from forms.blocks.texts import Untranslatable

Options = list[tuple[str, str]]


def _empty() -> Options:
    return []


@dataclass(slots=True)
class Seam:
    """Where the library is looked up: `forms.library.shelves`, told when the application starts."""

    lists: Callable[[], Options] = _empty
    groups: Callable[[], Options] = _empty


seam = Seam()


class ChosenBlock(Untranslatable, blocks.FieldBlock):
    """One of what the library holds. A name that is not there any more is said when it is published."""

    def __init__(self, *, required: bool = True, help_text: Any = "", **options: Any) -> None:
        self._required = required
        self._help = help_text
        super().__init__(**options)

    @cached_property
    def field(self) -> forms.CharField:
        choices: Any = self.options  # asked again each time the options are shown
        widget = forms.Select(choices=choices)
        return forms.CharField(required=self._required, widget=widget, help_text=self._help)

    def options(self) -> Options:
        raise NotImplementedError

    class Meta:
        icon = "list-ul"
        default = ""


class ListBlock(ChosenBlock):
    """A list of codes that the choices come from."""

    def options(self) -> Options:
        return [("", _("Choices of its own")), *seam.lists()]


class LibraryBlock(ChosenBlock):
    """A field group at one of its versions."""

    def options(self) -> Options:
        return [("", _("Choose")), *seam.groups()]

    class Meta:
        label = gettext_lazy("Field group")
