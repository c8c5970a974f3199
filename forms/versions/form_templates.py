"""Forms to begin from, shipped as data: one YAML file each, a document with its words in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forms.document import FormDocument
from forms.naming import TITLE, Texts, field_text, section_text
from forms.written.plain import plain_values
from forms.written.reading import read_form

FOLDER = Path(__file__).resolve().parents[1] / "templates_shipped"


@dataclass(frozen=True, slots=True)
class Template:
    """A form to begin from. The first language is the one that a new form is written in."""

    key: str
    document: FormDocument
    texts: Mapping[str, Texts]

    def title(self, language: str) -> str:
        return self._said(language).get(TITLE, self.key)

    def contents(self, language: str) -> list[tuple[str, list[str]]]:
        """What is in it: (title of a section, its questions)."""
        said = self._said(language)
        return [
            (
                said.get(section_text(section.key, "title"), section.key),
                [said.get(field_text(each.key, "label"), each.key) for each in section.fields],
            )
            for section in self.document.sections
        ]

    def _said(self, language: str) -> Texts:
        return self.texts.get(language) or next(iter(self.texts.values()))


@cache
def shipped() -> tuple[Template, ...]:
    """Every template that comes with the product, in the order of the files' names."""
    return tuple(read(path.stem, path.read_bytes()) for path in sorted(FOLDER.glob("*.yaml")))


def read(key: str, content: bytes) -> Template:
    """Read one file, written like the form of a package."""
    return Template(key, *read_form(plain_values(content)))
