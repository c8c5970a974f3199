"""Questions that say who answers, so that an anonymous form cannot ask them. Pure."""

from forms.document import FormDocument

TELLING: frozenset[str] = frozenset(
    {"personal_number", "email", "phone", "iban", "address", "person", "file", "signature", "known"}
)


def telling_in(document: FormDocument) -> list[str]:
    """The keys of such questions in a form."""
    return sorted(question.key for question in document.fields() if question.kind in TELLING)
