"""A group of questions as administrators edit it, for forms to take in."""

from collections.abc import Mapping
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import LockableMixin

from forms.blocks.form import GroupBlocks
from forms.document import FormDocument
from forms.editing.bodies import Compiled, body_from
from forms.editing.streams import DocumentStream
from forms.library import shelf
from forms.library.taken import SECTION, without_lists
from forms.models.code_list import KEY
from forms.models.owned import Owned
from forms.models.questions import Questions
from forms.naming import TITLE, section_text
from forms.problems import Problem, problems, word_problems
from forms.texts import kept, missing, plain
from forms.versions.differences import Change, Side, changes
from forms.versions.publishing import Document, Said


class FieldGroup(LockableMixin, Owned, Questions):
    """Questions that belong together and are asked in many forms. A form takes one version of them."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(
        _("short name"),
        max_length=60,
        validators=[RegexValidator(KEY, _("Small letters a–z, figures and _, a letter first."))],
        help_text=_("How forms name this group. It stays the same in every language."),
    )
    body = DocumentStream(GroupBlocks(), blank=True, verbose_name=_("questions"))

    translated: ClassVar = ("title", "body")

    class Meta(Questions.Meta):
        verbose_name = _("field group")
        verbose_name_plural = _("field groups")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="forms_fieldgroup_slug"),
        ]

    def __str__(self) -> str:
        return self.title

    def read(self) -> Compiled:
        """Read the blocks as one section. What is pinned follows no list: its choices become its own."""
        value = {"key": SECTION, "title": self.title, "fields": self.body.get_prep_value()}
        found = shelf.read(self, [{"type": "section", "value": value}])
        texts = {TITLE: plain(self.title), **found.texts}
        return Compiled(without_lists(found.document), texts, found.problems)

    def compiled(self) -> tuple[FormDocument, dict[str, str]]:
        found = self.read()
        return found.document, found.texts

    def problems(self) -> list[Problem]:
        """What prevents publishing. A translation gives words only, so only those are judged."""
        found = self.read()
        if not self.is_source():
            return list(word_problems(found.document, found.texts))
        about = problems(found.document, found.texts, self.published_kinds())
        # The section is the group itself: its title is asked for once.
        return [*(each for each in about if each.where != SECTION or self.title), *found.problems]

    def rewrite(self, document: Document, texts: Mapping[str, str]) -> None:
        assert isinstance(document, FormDocument)
        self.title = texts.get(TITLE, "")
        self.body = body_from(document, texts)[0]["value"]["fields"]

    def changes(self, before: Said, after: Said) -> list[Change]:
        return changes(_titled(before), _titled(after))

    def words_of(self, document: Document, texts: Mapping[str, str]) -> dict[str, str]:
        title = section_text(SECTION, "title")
        return kept(document, {key: text for key, text in texts.items() if key != title})  # type: ignore[arg-type]

    def lacks(self, document: Document, texts: Mapping[str, str]) -> bool:
        named = {**texts, section_text(SECTION, "title"): texts.get(TITLE, "")}
        return bool(missing(document, named))  # type: ignore[arg-type]


def _titled(said: Said) -> Side:
    """The section that a group is made of is called as the group."""
    title = {section_text(SECTION, "title"): said.texts.get(TITLE, "")}
    return Side(said.document, {**said.texts, **title})
