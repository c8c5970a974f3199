"""A set of languages, chosen with check boxes."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms import CheckboxSelectMultiple, MultipleChoiceField


class LanguagesField(ArrayField):
    """Codes of languages; which languages there are is a setting and no matter of the database."""

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        options.setdefault("base_field", models.CharField(max_length=12))
        super().__init__(verbose_name=verbose_name, **{"default": list, "blank": True, **options})

    def formfield(self, **options: Any) -> MultipleChoiceField:
        kept = {name: options[name] for name in ("label", "help_text") if name in options}
        return MultipleChoiceField(
            choices=settings.LANGUAGES,
            widget=CheckboxSelectMultiple,
            required=False,
            **{"label": self.verbose_name, "help_text": self.help_text, **kept},
        )
