"""Words beside what they name, gathered into flat texts per language and back. Pure."""

from forms.written.parts import Spoken, Words

LANGUAGES = ("sv", "fi", "en")
SOURCE = LANGUAGES[0]
Wordings = dict[str, dict[str, str]]  # {language: {key of a text: text}}


class Writer:
    """Collects texts while a document is built."""

    def __init__(self) -> None:
        self.texts: Wordings = {language: {} for language in LANGUAGES}

    def __call__(self, key: str, words: Words | None) -> None:
        if words is None:
            return
        for language, text in words.said().items():
            self.texts.setdefault(language, {})[key] = text


class Reader:
    """Finds words while a file is written.

    alone   the file belongs to no bundle: it says every language that there is
    """

    def __init__(self, texts: Wordings, *, alone: bool = False) -> None:
        self.texts = texts
        self.alone = alone

    def __call__(self, key: str) -> Words | None:
        spoken = [*LANGUAGES, *(self.texts.keys() - set(LANGUAGES) if self.alone else ())]
        found = {language: self.texts.get(language, {}).get(key, "") for language in spoken}
        said = {language: text for language, text in found.items() if text}
        if self.alone:
            return Spoken.model_validate(said) if said else None
        return Words(**said) if SOURCE in said else None

    def needed(self, key: str) -> Words:
        """Find words that must exist; what nobody named yet is called by its key."""
        return self(key) or Words(sv=key)
