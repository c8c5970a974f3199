"""What a published form and a published field group have in common: questions, frozen, and their words."""

from typing import TYPE_CHECKING, Any

from forms.document import FormDocument
from forms.versions.publishing import FrozenText, FrozenVersion, Kept

_documents: Kept[str, FormDocument] = Kept()


class FrozenQuestions(FrozenVersion):
    """Questions as they were on the day they were published."""

    if TYPE_CHECKING:
        definition_id: Any

    class Meta(FrozenVersion.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.definition_id}.{self.number}"

    def document(self) -> FormDocument:
        """The questions as plain data, read once per process."""
        return _documents.get(self.sha256) or _documents.put(
            self.sha256, FormDocument.from_json(self.structure)
        )


class FrozenWords(FrozenText):
    """The words of frozen questions in one language."""

    if TYPE_CHECKING:
        version_id: Any

    class Meta(FrozenText.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.version_id} {self.language} {self.revision}"
