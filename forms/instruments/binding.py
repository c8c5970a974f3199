"""Whether a form may be published as the instruments that it is bound to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.document import FormDocument
from forms.instruments import locked
from forms.instruments.locked import Original
from forms.naming import Texts
from forms.problems import Problem


def _none(_references: Iterable[str]) -> Mapping[str, Original]:
    return {}


@dataclass(slots=True)
class Seam:
    """Where instruments are looked up: `forms.instruments.known`, told when the application starts."""

    originals: Callable[[Iterable[str]], Mapping[str, Original]] = _none


seam = Seam()


def problems(document: FormDocument, texts: Texts, language: str) -> Iterator[Problem]:
    """What stands against publishing. One query, none when the form is bound to nothing."""
    references = locked.bound(document)
    if references:
        found = locked.problems(document, texts, language, seam.originals(references))
        yield from (Problem(sentence, where) for sentence, where in found)


def word_problems(document: FormDocument, texts: Texts, language: str) -> Iterator[Problem]:
    """What stands against the words of a translation."""
    references = locked.bound(document)
    if references:
        found = locked.word_problems(document, texts, language, seam.originals(references))
        yield from (Problem(sentence, where) for sentence, where in found)
