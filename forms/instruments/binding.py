"""Whether a form may be published as the instruments that it is bound to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.document import FormDocument
from forms.instruments import locked
from forms.instruments import sentences as say
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


def unbound(document: FormDocument, earlier: Mapping[str, str]) -> Iterator[Problem]:
    """Questions of a locked instrument that were published as its own, and now stand in a section of nobody's.

    earlier   {question: the instrument that it was published with}
    """
    loose = {
        question.key: earlier[question.key]
        for section in document.sections
        if not section.instrument
        for question in section.fields
        if question.key in earlier
    }
    originals = seam.originals(set(loose.values())) if loose else {}
    for key, reference in loose.items():
        original = originals.get(reference)
        if original and original.locked:
            yield Problem(say.unbound(key, original.title, original.owner, reference), key)


def word_problems(document: FormDocument, texts: Texts, language: str) -> Iterator[Problem]:
    """What stands against the words of a translation."""
    references = locked.bound(document)
    if references:
        found = locked.word_problems(document, texts, language, seam.originals(references))
        yield from (Problem(sentence, where) for sentence, where in found)
