"""How far the words of a form have come in each language. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.naming import Texts


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the source's texts a language says in words of its own.

    first   the first text that it lacks, "" when it lacks nothing
    """

    language: str
    done: int
    total: int
    first: str = ""

    @property
    def complete(self) -> bool:
        return self.done == self.total


def progress(
    source: Texts, others: Mapping[str, Texts], order: Iterable[str] = ()
) -> list[Progress]:
    """Count the texts of each other language against those of the source, which never lacks any.

    others   {language: texts}
    order    keys in the order of the form, to name the first that is lacking
    """
    said = [key for key in dict.fromkeys([*order, *source]) if source.get(key, "").strip()]
    return [_of(language, said, texts) for language, texts in others.items()]


def _of(language: str, said: list[str], texts: Texts) -> Progress:
    lacking = [key for key in said if not texts.get(key, "").strip()]
    return Progress(language, len(said) - len(lacking), len(said), lacking[0] if lacking else "")
