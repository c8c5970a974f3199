"""Phases and steps that are kept under a name for other workflows, and where a workflow took a part of itself from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.version import WorkflowVersion
from workflows.pieces.taking_out import Piece, taken_out


class KeptPart(models.Model):
    """A phase or a step under a name, for every workflow. Keeping it again makes a new version."""

    title = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("kept part")
        verbose_name_plural = _("kept parts")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def newest(self) -> "KeptVersion":
        """The version that was kept last. There always is one."""
        return max(self.versions.all(), key=lambda version: version.number)


class KeptVersion(models.Model):
    """What a kept part was on the day somebody kept it. Never changed."""

    part = models.ForeignKey(KeptPart, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    piece = models.JSONField()
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="workflows_kept_number"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id}.{self.number}"

    def taken_out(self) -> Piece:
        return Piece.from_json(self.piece)


class TakenPart(models.Model):
    """A part of a workflow that was copied from a kept one or from another workflow: a note where from.

    name     `phase:<key>` or `step:<key>`, as it is in this workflow
    there    the same in the workflow that it came from; "" when it was kept under a name
    names    keys that the copy got: {which: {key there: key here}}
    title    what it came from was called
    before, made   what was edited before it came in, and after: as long as nothing else was saved, it can be undone
    """

    definition = models.ForeignKey(
        "workflows.WorkflowDefinition", models.CASCADE, related_name="taken_parts"
    )
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    names = models.JSONField(default=dict)
    kept = models.ForeignKey(KeptVersion, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        WorkflowVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    there = models.CharField(max_length=60, blank=True)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.definition_id} {self.name}"

    @property
    def number(self) -> int | None:
        """The version that it was taken from; None when that was never published."""
        origin = self.kept or self.version
        return origin.number if origin else None

    def origin(self) -> Piece | None:
        """What was taken, as it was there then; None when that is not known any more."""
        if self.kept is not None:
            return self.kept.taken_out()
        if self.version is None:
            return None
        return taken_out(self.version.document(), source_words(self.version), self.there)


def source_words(version: WorkflowVersion) -> dict[str, str]:
    """The newest words of a version in the language that it was written in."""
    rows = [row for row in version.words.all() if row.is_source]
    return max(rows, key=lambda row: row.revision).texts if rows else {}
