"""What belongs to the platform or to one programme."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.library.owners import PLATFORM, seam


def owner_choices() -> list[tuple[str, str]]:
    """The platform first, then everyone who may own something."""
    return [(PLATFORM, _("The whole platform")), *seam.names().items()]


def owner_named(owner: str) -> str:
    """What an owner is called; its short name when nobody answers to it any more."""
    return dict(owner_choices()).get(owner, owner)


class OwnerField(models.CharField):
    """A short name of an owner; which there are is no matter of the database."""

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        super().__init__(
            verbose_name, **{"max_length": 80, "blank": True, "default": PLATFORM, **options}
        )

    def formfield(self, **options: Any) -> forms.Field:
        kept = {name: options[name] for name in ("label", "help_text") if name in options}
        return _OwnerChoice(
            **{"label": capfirst(self.verbose_name), "help_text": self.help_text, **kept}
        )


class _OwnerChoice(forms.ChoiceField):
    """Says every owner; one that is gone stays chosen until somebody changes it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=owner_choices, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        known = owner_choices()
        if value and value not in dict(known):
            self.choices = [*known, (value, value)]
        return value

    def valid_value(self, value: Any) -> bool:
        return True


class Owned(models.Model):
    """Something of the platform, or of one programme."""

    owner = OwnerField(
        gettext_lazy("belongs to"),
        help_text=gettext_lazy(
            "A programme's own lists come before the platform's of the same name."
        ),
    )

    class Meta:
        abstract = True
