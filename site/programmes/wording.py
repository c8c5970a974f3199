"""Words beside what they name, gathered into flat texts per language and back. Pure."""

from programmes.shapes.parts import Words

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
        for language in LANGUAGES:
            if text := getattr(words, language):
                self.texts[language][key] = text


class Reader:
    """Finds words while a file is written."""

    def __init__(self, texts: Wordings) -> None:
        self.texts = texts

    def __call__(self, key: str) -> Words | None:
        said = {language: self.texts.get(language, {}).get(key, "") for language in LANGUAGES}
        if not said[SOURCE]:
            return None
        return Words(**{language: text for language, text in said.items() if text})

    def needed(self, key: str) -> Words:
        """Find words that must exist; what nobody named yet is called by its key."""
        return self(key) or Words(sv=key)
