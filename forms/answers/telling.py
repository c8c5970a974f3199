"""Questions that say who answers, so that an anonymous form cannot ask them. Pure."""

from forms.document import FormDocument
from forms.texts import paths

TELLING: frozenset[str] = frozenset(
    {"personal_number", "email", "phone", "iban", "address", "person", "file", "signature", "known"}
)


def telling_in(document: FormDocument) -> list[str]:
    """The paths of such questions in a form, also of those in rows."""
    return sorted(path for path, question in paths(document) if question.kind in TELLING)
