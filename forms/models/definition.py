"""A form as administrators edit it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Self, cast

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import LockableMixin

from forms.blocks import FormBlocks
from forms.document import FormDocument, Layout
from forms.editing.bodies import Compiled
from forms.editing.gaps import gaps, in_order
from forms.editing.streams import DocumentStream
from forms.instruments import binding
from forms.library import shelf
from forms.models.audience import Audience
from forms.models.keeping import Keeping
from forms.models.languages import LanguagesField
from forms.models.opening import Opening
from forms.models.owned import Owned
from forms.models.paging import Paging
from forms.models.purpose import Purpose
from forms.models.questions import Questions
from forms.naming import BASIS, CLOSED, INTRO, PURPOSE, RECEIPT, TITLE
from forms.problems import Problem, problems, word_problems
from forms.texts import kept, lines, missing, plain
from forms.versions.differences import Change, Side, changes
from forms.versions.publishing import Document, Said

# Which field holds which text that is about the form as a whole.
WORDS: Mapping[str, str] = {
    "title": TITLE,
    "intro": INTRO,
    "purpose": PURPOSE,
    "basis_words": BASIS,
    "receipt": RECEIPT,
    "closed_words": CLOSED,
}
# What holds for the form as a whole, whichever draft of it is published.
LASTING = ("retired_at", "retired_by_id")


class FormDefinition(
    LockableMixin,
    Audience,
    Opening,
    Paging,
    Purpose,
    Keeping,
    Owned,
    Questions,
):
    """What administrators edit. Publishing freezes it; nothing at run time reads the blocks."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("short name"),
        max_length=80,
        help_text=_("How workflows name this form. It stays the same in every language."),
    )
    intro = models.TextField(_("introduction"), blank=True)
    body = DocumentStream(FormBlocks(), blank=True, verbose_name=_("sections"))

    complete_in = LanguagesField(
        _("publish only when complete in"),
        help_text=_("Publishing lists what these languages lack, until they lack nothing."),
    )

    translated: ClassVar = (*WORDS, "body")

    class Meta(Questions.Meta):
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="forms_definition_slug"),
        ]

    def __str__(self) -> str:
        return self.title

    def compiled(self) -> tuple[FormDocument, dict[str, str]]:
        """Read the blocks, and the words about the form as a whole that stand beside them."""
        found = self.read()
        return found.document, found.texts

    def read(self) -> Compiled:
        """The same, with the mistakes that only blocks can have."""
        found = shelf.read(self, self.body.get_prep_value())
        document = replace(found.document, layout=cast("Layout", self.layout))
        about = {key: plain(getattr(self, name)) for name, key in WORDS.items()}
        texts = {**{key: text for key, text in about.items() if text}, **found.texts}
        return Compiled(document, texts, found.problems)

    def with_content_json(self, content: Any) -> Self:
        """An older draft brings back what was written, not whether the form is in use."""
        found = super().with_content_json(content)
        for name in LASTING:
            setattr(found, name, getattr(self, name))
        return found

    def problems(self) -> list[Problem]:
        """What prevents publishing. A translation gives words only, so only those are judged."""
        read = self.read()
        document, texts = read.document, read.texts
        language = self.locale.language_code
        if not self.is_source():
            return [
                *word_problems(document, texts),
                *binding.word_problems(document, texts, language),
            ]
        lacking = gaps(self, in_order(kept(document, texts), texts), self.complete_in)
        held = [
            *binding.problems(document, texts, language),
            *binding.unbound(document, self.bound_before()),
        ]
        about = problems(document, texts, self.published_kinds())
        return [*about, *read.problems, *lacking, *held]

    def bound_before(self) -> dict[str, str]:
        """{question: instrument} of every question that was ever published as part of one."""
        if self.pk is None:
            return {}
        versions = self.versions.order_by("number")
        return {
            question["key"]: section["instrument"]
            for structure in versions.values_list("structure", flat=True)
            for section in structure["sections"]
            if section.get("instrument")
            for question in section.get("fields", ())
        }

    def rewrite(self, document: Document, texts: Mapping[str, str]) -> None:
        assert isinstance(document, FormDocument)
        for name, text in about_the_form(texts).items():
            setattr(self, name, text)
        self.layout = document.layout
        self.body = shelf.written(self, document, texts)  # type: ignore[assignment]  # raw blocks are taken, too

    def changes(self, before: Said, after: Said) -> list[Change]:
        return changes(Side(*before), Side(*after))

    def words_of(self, document: Document, texts: Mapping[str, str]) -> dict[str, str]:
        return kept(document, texts)  # type: ignore[arg-type]

    def may_say(self, document: Document, texts: Mapping[str, str], language: str) -> bool:
        """Words that a locked instrument does not have wait for those of its owner."""
        assert isinstance(document, FormDocument)
        return next(binding.word_problems(document, texts, language), None) is None

    def lacks(self, document: Document, texts: Mapping[str, str]) -> bool:
        return bool(missing(document, texts))  # type: ignore[arg-type]

    def introduction(self) -> list[str]:
        return lines(self.intro)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The form shown for real, with the way to trying it."""
        source = self.source() if self.pk else None
        return {**super().get_preview_context(request, mode_name), "source": source}


def about_the_form(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts about the form as a whole, by the field that holds each."""
    return {name: texts.get(key, "") for name, key in WORDS.items()}
