"""The words of a form: flat `{key: text}` per language, frozen apart from the structure. Pure.

form.title · form.intro · section.<key>.title · section.<key>.tips (one tip a line) · field.<path>.label ·
.help · .choice.<code> · .low · .high (ends of a scale) · .row (what one row of a group is called) · .error
"""

from collections.abc import Iterator, Mapping

from forms.document import CHOOSING, Field, FormDocument, Section

Texts = Mapping[str, str]
TITLE = "form.title"
INTRO = "form.intro"


def section_text(section: str, name: str) -> str:
    return f"section.{section}.{name}"


def field_text(path: str, name: str) -> str:
    """Name a text of a field; `path` is `key`, or `group.item` inside a repeating group."""
    return f"field.{path}.{name}"


def choice_text(path: str, code: str) -> str:
    return f"field.{path}.choice.{code}"


def paths(document: FormDocument) -> Iterator[tuple[str, Field]]:
    """Yield every field with its path in the texts, items of a group after their group."""
    for question in document.fields():
        yield question.key, question
        for item in question.items:
            yield f"{question.key}.{item.key}", item


def needed(document: FormDocument) -> Iterator[str]:
    """Yield every text that a form cannot do without."""
    yield TITLE
    for section in document.sections:
        yield section_text(section.key, "title")
    for path, question in paths(document):
        yield field_text(path, "label")
        for choice in question.choices:
            yield choice_text(path, choice.code)


def possible(document: FormDocument) -> Iterator[str]:
    """Yield every text that a form may have, needed or not."""
    yield from needed(document)
    yield INTRO
    for section in document.sections:
        yield section_text(section.key, "tips")
    for path, question in paths(document):
        yield from (field_text(path, name) for name in _optional(question))


def _optional(question: Field) -> Iterator[str]:
    yield "help"
    if question.asks:
        yield "error"
    if question.kind == "scale":
        yield from ("low", "high")
    if question.kind == "group":
        yield "row"


def kept(document: FormDocument, texts: Texts) -> dict[str, str]:
    """Keep the texts that belong to the document and say something, in a settled order."""
    wanted = set(possible(document))
    return {key: texts[key] for key in sorted(wanted & texts.keys()) if texts[key].strip()}


def missing(document: FormDocument, texts: Texts) -> list[str]:
    """List the needed texts that a language lacks."""
    return [key for key in needed(document) if not texts.get(key, "").strip()]


def with_fallback(texts: Texts, source: Texts) -> dict[str, str]:
    """Fill what a language lacks with the words of the source."""
    return {**source, **{key: text for key, text in texts.items() if text.strip()}}


def plain(text: str) -> str:
    """A text as it is kept: browsers end a line with two characters, files with one."""
    return text.replace("\r\n", "\n").strip()


def lines(text: str) -> list[str]:
    """Split tips into one each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def label(texts: Texts, path: str) -> str:
    """What a question is called; its path when nobody has named it yet."""
    return texts.get(field_text(path, "label")) or path


def section_title(texts: Texts, section: Section) -> str:
    return texts.get(section_text(section.key, "title")) or section.key


def choice_label(texts: Texts, path: str, question: Field, code: str) -> str:
    """What an answer is called. Codes of old, retired choices are still readable."""
    if question.kind in CHOOSING:
        return texts.get(choice_text(path, code)) or code
    return code
