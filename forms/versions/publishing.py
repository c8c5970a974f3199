"""Publishing a definition freezes it. Shared by everything that is authored and then run."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, Protocol, Self

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from forms.editing.marking import marks
from forms.editing.translating import keep_in_step, own_words
from forms.problems import Problem
from forms.texts import with_fallback
from forms.versions import structures
from forms.versions.differences import Change
from forms.versions.refusals import SCHEDULED, refuse


class Document(Protocol):
    """Plain, frozen data that can be stored."""

    def to_json(self) -> dict[str, Any]: ...


def fingerprint(stored: Any) -> str:
    """Name content by itself: the same content always has the same fingerprint."""
    canonical = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Said(NamedTuple):
    """A document and its words, as one version or one draft says them."""

    document: Any
    texts: Mapping[str, str]


class Words(NamedTuple):
    """Which frozen words are shown: those of a language, and the source's that fill its gaps."""

    language: str
    pk: int
    sha256: str
    source_pk: int
    source_sha256: str


class Kept[Key, Value]:
    """What was read or built once and cannot change: the newest few hundred, per process."""

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._kept: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        return self._kept.get(key)

    def put(self, key: Key, value: Value) -> Value:
        while len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[key] = value
        return value


_texts: Kept[tuple[str, str], Mapping[str, str]] = Kept()


class Frozen(models.Model):
    """Something that was published, and is never changed: by itself, when, by whom and why."""

    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("frozen"), auto_now_add=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    change_note = models.TextField(_("what changed and why"), blank=True, default="")

    class Meta:
        abstract = True


class FrozenVersion(Frozen):
    """What a definition said on the day it was published. Never changed (guarded in the database).

    Subclasses add `definition`, related as `versions`, and texts related as `words`.
    """

    number = models.PositiveIntegerField(_("number"))
    structure = models.JSONField(_("structure"))

    class Meta:
        abstract = True
        ordering = ["definition", "number"]

    def words_in(self, language: str) -> Words:
        """Name the newest words in a language, and those of the source that fill what it lacks.

        errors   LookupError: a version always has its source words
        """
        rows = (
            self.words.filter(Q(language=language) | Q(is_source=True))  # type: ignore[attr-defined]
            .order_by("language", "-revision")
            .distinct("language")
            .values_list("pk", "sha256", "language", "is_source")
        )
        named = {row[2]: (row[0], row[1]) for row in rows}
        source = next((row[2] for row in rows if row[3]), None)
        if source is None:
            raise LookupError(f"{self} has no words")
        found = language if language in named else source
        return Words(found, *named[found], *named[source])

    def texts(self, language: str) -> Mapping[str, str]:
        """The newest words in a language; what it lacks is said in the source language."""
        return self.texts_of(self.words_in(language))

    def texts_of(self, words: Words) -> Mapping[str, str]:
        """Read words that were named before; rows never change, so each is read once per process."""
        kept = _texts.get((words.sha256, words.source_sha256))
        if kept is None:
            rows = dict(
                self.words.filter(pk__in=(words.pk, words.source_pk)).values_list("pk", "texts")  # type: ignore[attr-defined]
            )
            kept = with_fallback(rows[words.pk], rows[words.source_pk])
            _texts.put((words.sha256, words.source_sha256), kept)
        return kept


class FrozenText(Frozen):
    """The words of one version in one language. A corrected typo is a new revision, never a new version.

    Subclasses add `version`, related as `words`.
    """

    language = models.CharField(_("language"), max_length=12)
    revision = models.PositiveIntegerField(_("revision"))
    texts = models.JSONField(_("texts"))
    is_source = models.BooleanField(default=False)
    complete = models.BooleanField(_("complete"), default=True)

    class Meta:
        abstract = True
        ordering = ["version", "language", "revision"]


class DefinitionForm(WagtailAdminModelForm):
    """The editor's form: a draft may be unfinished, a publication may not.

    Every problem is said once above everything and once beside the block that it is about.
    """

    found: Sequence[Problem] = ()

    def clean_slug(self) -> str:
        """A short name that no other one of the language has. The language is no field: nobody else would look."""
        slug: str = self.cleaned_data["slug"]
        same = type(self.instance).objects.filter(slug=slug, locale_id=self.instance.locale_id)
        if slug and same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("The short name “%(slug)s” is taken. Choose another one.") % {"slug": slug}
            )
        return slug

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        self.found = found = self.instance.problems()
        marked = marks(self.instance.body, found)
        for sentence in dict.fromkeys(problem.sentence for problem in found):
            self.add_error(None, sentence)
        if marked:
            self.add_error("body", marked)


class FrozenOnPublish(TranslatableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A snippet whose published state is copied into an immutable version.

    Every way to publish (editor, schedule, code) goes through `publish()`, so "live" and "frozen"
    become true in one commit. The definition written first is the source: it alone gives structure,
    translations give words.
    """

    base_form_class = DefinitionForm

    change_note = models.TextField(
        _("what changed and why"),
        blank=True,
        help_text=_("Kept with the version when you publish, for those who read its history."),
    )

    # The fields that translators are offered; every other one is the source's in all languages.
    translated: ClassVar[tuple[str, ...]] = ()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @classproperty
    def translatable_fields(cls) -> list[Any]:  # noqa: N805  a property of the class
        """What wagtail-localize offers translators: words, never keys, codes, dates or settings."""
        return [
            TranslatableField(field.name)
            if field.name in cls.translated
            else SynchronizedField(field.name, overridable=False)
            for field in cls._meta.concrete_fields
            if field.editable and not field.primary_key
        ]

    # What a subclass says about itself -----------------------------------------------------

    def compiled(self) -> tuple[Document, dict[str, str]]:
        """Read what was edited as a document and its words."""
        raise NotImplementedError

    def problems(self) -> list[Problem]:
        """List what prevents publishing, in the editor's words. Empty means ready."""
        raise NotImplementedError

    def settle(self) -> None:
        """Write down in what is edited what a publication makes last, when there is anything."""

    def pinned(self, document: Document) -> dict[str, Any]:
        """Further columns that are frozen with the structure, such as versions of other things."""
        return {}

    def words_of(self, document: Document, texts: Mapping[str, str]) -> dict[str, str]:
        """Keep the words that belong to a document."""
        raise NotImplementedError

    def lacks(self, document: Document, texts: Mapping[str, str]) -> bool:
        """Whether a language lacks words that the document needs."""
        raise NotImplementedError

    def may_say(self, document: Document, texts: Mapping[str, str], language: str) -> bool:
        """Whether words that were published with an earlier structure may stand in this one, too."""
        return True

    def rewrite(self, document: Document, texts: Mapping[str, str]) -> None:
        """Write a document and its words back into what is edited, exactly."""
        raise NotImplementedError

    def changes(self, before: Said, after: Said) -> list[Change]:
        """Say what changed in the structure between two versions."""
        words = {**before.texts, **after.texts}
        return structures.changes(before.document.to_json(), after.document.to_json(), words)

    # Publishing ----------------------------------------------------------------------------

    def source(self) -> Self:
        """The definition that gives the structure: the first one written of all its translations."""
        family = type(self)._default_manager.filter(translation_key=self.translation_key)  # noqa: SLF001
        return family.order_by("pk").first() or self

    def published_translations(self) -> Iterator[Self]:
        """Every translation as it was last published, whatever has been drafted since.

        wagtail-localize writes what is drafted, and what publishing has refused, over the published words; only the
        revision still knows what is said. Whoever really takes a language out of use leaves no such revision.
        """
        for translation in self.get_translations().select_related("locale", "live_revision"):
            if translation.live_revision:
                yield translation.with_content_json(translation.live_revision.content)
            elif translation.live:
                yield translation

    def hold(self) -> Self:
        """Keep others from changing the family until the transaction ends; who comes second waits.

        It is always the source's row, so that two who wait never wait for each other.
        """
        rows = type(self)._default_manager  # noqa: SLF001
        return rows.select_for_update().get(pk=self.source().pk)

    def is_source(self) -> bool:
        return self.pk is None or self.source().pk == self.pk

    def latest_version(self) -> Any:
        """The newest version of the source, or None before the first publication."""
        return self.source().versions.order_by("-number").first()

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **options: Any) -> Any:
        """Publish and freeze in one commit.

        errors   ValidationError with one sentence per problem; nothing is stored then. The clock, which
                 nobody could answer, is refused with a note in the history instead.
        """
        self.hold()
        self.refresh_from_db()  # what holds whichever draft is published may have changed while we waited
        candidate = revision.as_object()
        found = [*dict.fromkeys(problem.sentence for problem in candidate.problems())]
        if found and options.get("log_action") == SCHEDULED:
            return refuse(revision, found)
        if found:
            # By field, as wagtail-localize reads the errors of a translation.
            raise ValidationError({NON_FIELD_ERRORS: found})
        if candidate.is_source():
            candidate.settle()
            revision.content = candidate.serializable_data()
            revision.save(update_fields=["content"])
        published = super().publish(revision, user=user, **options)
        self.refresh_from_db()
        if self.live_revision_id == revision.pk:
            self.freeze(by=user, note=self.change_note)
            self._begin_a_new_note(revision)
            keep_in_step(self)
        return published

    def _begin_a_new_note(self, revision: Any) -> None:
        """The note is kept with what was frozen; the next change gets one of its own."""
        if not self.change_note:
            return
        self.change_note = ""
        self.save(update_fields=["change_note"])
        revision.content["change_note"] = ""
        revision.save(update_fields=["content"])

    @transaction.atomic
    def freeze(self, *, by: Any = None, note: str = "") -> Any:
        """Store what is live as a version, or as words of the newest one. Same content, nothing new.

        note   why it changed, kept with what is new
        """
        source = self.hold()
        if not source.live:
            return None
        document, texts = source.compiled()
        trace = {"frozen_by": by if by and by.pk else None, "change_note": note}
        return source.frozen_as_it_is(document, texts, trace)

    def frozen_draft(self) -> Any:
        """Freeze what is edited now although it is not published: to try it, and take it back again."""
        document, texts = self.compiled()
        return self.frozen_as_it_is(document, texts, {})

    def frozen_as_it_is(
        self, document: Document, texts: Mapping[str, str], trace: Mapping[str, Any]
    ) -> Any:
        """Store structure and words, each where it says something new."""
        version = self.frozen_structure(document, trace)
        _keep_words(version, self, Said(document, texts), trace)
        for translation in self.published_translations():
            own = own_words(translation, translation.compiled()[1], texts)
            if not self.may_say(document, own, translation.locale.language_code):
                continue
            _keep_words(version, translation, Said(document, own), trace)
        return version

    def frozen_structure(self, document: Document, trace: Mapping[str, Any]) -> Any:
        """The newest version when nothing in it changed, else a new one."""
        pinned, newest = self.pinned(document), self.versions.order_by("-number").first()
        if newest and self.is_frozen_in(newest, document):
            return newest
        return self.versions.create(
            number=newest.number + 1 if newest else 1,
            structure=document.to_json(),
            sha256=_sha256(document, pinned),
            **pinned,
            **trace,
        )

    def is_frozen_in(self, version: Any, document: Document) -> bool:
        """Tell whether a version is what would be frozen now: the same structure, with the same forms."""
        return bool(version.sha256 == _sha256(document, self.pinned(document)))


def _sha256(document: Document, pinned: Mapping[str, Any]) -> str:
    structure = document.to_json()
    return fingerprint([structure, pinned] if pinned else structure)


def _keep_words(
    version: Any, definition: FrozenOnPublish, said: Said, trace: Mapping[str, Any]
) -> None:
    """Store the words of one language unless they are what is stored already."""
    kept = definition.words_of(said.document, said.texts)
    sha256 = fingerprint(kept)
    language = definition.locale.language_code
    newest = version.words.filter(language=language).order_by("-revision").first()
    if newest and newest.sha256 == sha256:
        return
    version.words.create(
        language=language,
        revision=newest.revision + 1 if newest else 1,
        texts=kept,
        sha256=sha256,
        is_source=definition.is_source(),
        complete=not definition.lacks(said.document, kept),
        **trace,
    )
