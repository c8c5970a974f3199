"""Which words a form needs and may have, frozen apart from its structure. Pure."""

from collections.abc import Iterator

from forms.document import CHOOSING, Field, FormDocument, Section
from forms.kinds import kind_of
from forms.naming import (
    ABOUT_THE_FORM,
    INTRO,
    TITLE,
    Texts,
    band_text,
    check_text,
    choice_text,
    field_text,
    label,
    section_text,
    statement_text,
)

__all__ = [
    "INTRO",
    "TITLE",
    "Texts",
    "band_text",
    "check_text",
    "choice_text",
    "field_text",
    "label",
    "section_text",
    "statement_text",
]


def paths(document: FormDocument) -> Iterator[tuple[str, Field]]:
    """Yield every field with its path in the texts, items of a group after their group."""
    for question in document.fields():
        yield from _with_items(question, question.key)


def _with_items(question: Field, path: str) -> Iterator[tuple[str, Field]]:
    yield path, question
    for item in question.items:
        yield from _with_items(item, f"{path}.{item.key}")


def needed(document: FormDocument) -> Iterator[str]:
    """Yield every text that a form cannot do without."""
    yield TITLE
    for section in document.sections:
        yield section_text(section.key, "title")
    for path, question in paths(document):
        yield field_text(path, "label")
        yield from (choice_text(path, choice.code) for choice in question.choices)
        yield from (statement_text(path, line.key) for line in question.statements)
        yield from (check_text(path, check.key) for check in question.checks)
        if question.recipe:
            yield from (band_text(path, band.key) for band in question.recipe.bands)


def possible(document: FormDocument) -> Iterator[str]:
    """Yield every text that a form may have, needed or not."""
    yield from needed(document)
    yield from ABOUT_THE_FORM
    for section in document.sections:
        yield section_text(section.key, "tips")
        yield section_text(section.key, "easy")
    for path, question in paths(document):
        yield from (field_text(path, name) for name in optional_words(question))
        for line in question.statements:
            yield from (statement_text(path, line.key, end) for end in ("low", "high"))


def optional_words(question: Field) -> Iterator[str]:
    """Name the words that a question may have beside its label."""
    yield "help"
    yield "easy"
    yield "error" if question.asks else "easy_help"
    yield from kind_of(question).words


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


# A plainer wording stands in for these.
_PLAINER = {"easy": ("label", "title"), "easy_help": ("help",)}


def easy(texts: Texts) -> dict[str, str]:
    """The words of a form in plain language: each plainer wording in the place of the usual one."""
    found = dict(texts)
    for key, text in texts.items():
        about, _dot, name = key.rpartition(".")
        if name not in _PLAINER or not text.strip():
            continue
        place = _PLAINER[name][-1 if key.startswith("section.") else 0]
        found[f"{about}.{place}"] = text
    return found


def has_easy(texts: Texts) -> bool:
    """Whether a form can be shown in plain language at all."""
    return any(
        key.endswith((".easy", ".easy_help")) and text.strip() for key, text in texts.items()
    )


def plain(text: str) -> str:
    """A text as it is kept: browsers end a line with two characters, files with one."""
    return text.replace("\r\n", "\n").strip()


def lines(text: str) -> list[str]:
    """Split tips into one each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def section_title(texts: Texts, section: Section) -> str:
    return texts.get(section_text(section.key, "title")) or section.key


def choice_label(texts: Texts, path: str, question: Field, code: str) -> str:
    """What an answer is called. Codes of old, retired choices are still readable."""
    if question.kind in CHOOSING:
        return texts.get(choice_text(path, code)) or code
    return code
