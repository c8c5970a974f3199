"""The instruments that are known here."""

from collections.abc import Iterable

from forms.document import FormDocument
from forms.instruments.locked import Original
from forms.models.instrument import Instrument


def originals(references: Iterable[str]) -> dict[str, Original]:
    """The instruments of these references that are known here."""
    return {each.reference: _original(each) for each in named(references)}


def named(references: Iterable[str]) -> list[Instrument]:
    """Find instruments by `code@version`."""
    pairs = {tuple(reference.partition("@")[::2]) for reference in references}
    candidates = Instrument.objects.filter(code__in={code for code, _version in pairs})
    return [each for each in candidates if (each.code, each.version) in pairs]


def _original(instrument: Instrument) -> Original:
    return Original(
        reference=instrument.reference,
        title=instrument.title,
        owner=instrument.owner,
        locked=instrument.locked,
        document=FormDocument.from_json(instrument.structure),
        texts=instrument.texts,
    )
