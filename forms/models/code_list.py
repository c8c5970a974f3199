"""A list of codes that forms share."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from forms.blocks.choices import ChoicesBlock
from forms.document import Choice
from forms.editing.translating import keep_in_step
from forms.models.owned import Owned
from forms.naming import TITLE, choice_text

KEY = re.compile(r"\A[a-z][a-z0-9_]{0,59}\Z")
Row = dict[str, Any]


class CodesField(models.JSONField):
    """Codes with their words, edited in the same compact grid as the choices of a question."""

    grid = ChoicesBlock()

    def formfield(self, **options: Any) -> Any:
        return _CodesInput(
            label=options.get("label") or capfirst(self.verbose_name), help_text=self.help_text
        )

    def get_translatable_segments(self, value: Sequence[Row]) -> list[Any]:
        return self.grid.get_translatable_segments(value)

    def restore_translated_segments(self, value: Sequence[Row], segments: Any) -> list[Row]:
        return self.grid.restore_translated_segments(value, segments)


class _CodesInput(forms.CharField):
    """One line per code; the grid of the editor sits on top of it."""

    def __init__(self, **options: Any) -> None:
        widget = CodesField.grid.field.widget
        super().__init__(required=False, strip=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else CodesField.grid.value_for_form(value)

    def to_python(self, value: Any) -> Any:
        return CodesField.grid.value_from_form(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class CodeList(Owned, TranslatableMixin, models.Model):
    """Answers that several forms offer. Forms take a copy when they are published.

    codes   rows of `code`, `label`, `score`, `retired`, in the order they are offered
    """

    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(
        _("short name"),
        max_length=60,
        validators=[RegexValidator(KEY, _("Small letters a–z, figures and _, a letter first."))],
        help_text=_("How questions name this list. It stays the same in every language."),
    )
    codes = CodesField(
        _("codes"),
        default=list,
        blank=True,
        help_text=_(
            "A code stays for ever. One that published forms have is not removed but no longer offered."
        ),
    )

    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("codes"),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("owner", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("code list")
        verbose_name_plural = _("code lists")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "owner", "locale"],
                name="forms_codelist_slug",
                violation_error_message=_("This short name is taken. Choose another one."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Translators see new codes at once, and words written elsewhere are taken along."""
        super().save(*args, **options)
        keep_in_step(self)

    def source(self) -> Self:
        """The list that gives codes and their order: the first one written of all its translations."""
        family = type(self)._default_manager.filter(translation_key=self.translation_key)  # noqa: SLF001
        return family.order_by("pk").first() or self

    def is_source(self) -> bool:
        return self.pk is None or self.source().pk == self.pk

    def choices(self) -> tuple[Choice, ...]:
        """The codes as a question keeps them."""
        return tuple(
            Choice(row["code"], row.get("score"), bool(row.get("retired"))) for row in self.codes
        )

    def labels(self) -> dict[str, str]:
        return {row["code"]: row["label"] for row in self.codes if row.get("label")}

    def compiled(self) -> tuple[Self, dict[str, str]]:
        """The list and its words, named as those of a question are."""
        said = {choice_text(self.slug, code): label for code, label in self.labels().items()}
        return self, {TITLE: self.title, **said}

    def words_of(self, _document: Any, texts: Mapping[str, str]) -> dict[str, str]:
        return dict(texts)

    def get_latest_revision_as_object(self) -> Self:
        """A list has no drafts: what is written is what forms take when they are published."""
        return self

    def kept(self, codes: Sequence[Row]) -> list[Row]:
        """A translation gives words only: the source's codes in their order, with the labels written here."""
        said = {row["code"]: row.get("label", "") for row in codes}
        return [{**row, "label": said.get(row["code"], "")} for row in self.source().codes]
