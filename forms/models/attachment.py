"""A file that belongs to answers."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.models.draft import FormDraft
from forms.models.submission import Submission


class PrivateStorage(FileSystemStorage):
    """A folder that no address leads to, readable by the application only."""

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_FILES)

    @property
    def location(self) -> str:
        return str(Path(settings.PRIVATE_FILES).absolute())

    @property
    def base_url(self) -> None:  # type: ignore[override]  # these files have no address
        return None


def private() -> PrivateStorage:
    """Where uploads are kept."""
    return PrivateStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def place(attachment: "Attachment", _name: str) -> str:
    """A name that says nothing: the sender's own name never reaches the disk."""
    return str(Path(attachment.pk.hex[:2], attachment.pk.hex))


class Attachment(models.Model):
    """One uploaded file. It can be read only when it is clean, and only by those who may read the answers.

    field     the question it answers
    kind      what the content itself says it is, whatever its name says
    owner     who uploaded it in the workspace, before the answers exist
    """

    class State(models.TextChoices):
        """Whether a scanner has spoken."""

        WAITING = "waiting", _("waits to be checked")
        CLEAN = "clean", _("checked")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(storage=private, upload_to=place, max_length=200)
    field = models.CharField(max_length=200)
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    kind = models.CharField(_("type"), max_length=100)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    scanned = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    draft = models.ForeignKey(
        FormDraft, models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    submission = models.ForeignKey(
        Submission, models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return f"{self.field} ({self.pk})"

    def remove(self) -> None:
        """Delete the content, then what is known of it."""
        self.remove_content()
        self.delete()

    def remove_content(self) -> None:
        if self.file.name:
            self.file.storage.delete(self.file.name)

    def said(self) -> dict[str, object]:
        """The file as an answer says it."""
        return {"id": str(self.pk), "name": self.name, "size": self.size, "type": self.kind}
