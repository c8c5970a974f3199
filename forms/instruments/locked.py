"""What stands against a form that is bound to an instrument: questions that lack, words that were changed. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from forms.document import Field, FormDocument, Section
from forms.instruments import sentences as say
from forms.naming import Texts, section_text
from forms.texts import possible, section_title

Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Original:
    """An instrument as its owner wrote it.

    texts   {language: words}
    """

    reference: str
    title: str
    owner: str
    locked: bool
    document: FormDocument
    texts: Mapping[str, Texts]


def bound(document: FormDocument) -> list[str]:
    """The instruments that a form is bound to, each once."""
    return list(dict.fromkeys(each.instrument for each in document.sections if each.instrument))


def questions(document: FormDocument, reference: str) -> list[Field]:
    """The questions of a form that belong to an instrument, in their order."""
    parts = (section for section in document.sections if section.instrument == reference)
    return [question for section in parts for question in section.fields]


def problems(
    document: FormDocument, texts: Texts, language: str, originals: Mapping[str, Original]
) -> Found:
    """Yield (sentence, where) for every binding that does not hold.

    originals   {reference: instrument} of all that the form may be bound to
    """
    for section in document.sections:
        if section.instrument and section.instrument not in originals:
            yield say.not_here(section.instrument, section_title(texts, section)), section.key
    for reference in bound(document):
        if reference in originals:
            yield from _held_against(document, texts, language, originals[reference])


def word_problems(
    document: FormDocument, texts: Texts, language: str, originals: Mapping[str, Original]
) -> Found:
    """Yield what is wrong with the words alone, for instance those of a translation."""
    for reference in bound(document):
        original = originals.get(reference)
        if original and original.locked:
            yield from _wording(texts, language, original)


def _held_against(document: FormDocument, texts: Texts, language: str, original: Original) -> Found:
    own = questions(document, original.reference)
    where = next(each.key for each in document.sections if each.instrument == original.reference)
    asked = {question.key for question in own}
    wanted = questions(original.document, original.reference) or list(original.document.fields())
    lacking = [question.key for question in wanted if question.key not in asked]
    for key in lacking:
        yield say.lacks_item(original.title, key), where
    if not original.locked or lacking:
        return
    for changed in _changed(own, wanted, where):
        yield say.locked_questions(original.title, original.owner), changed
    yield from _wording(texts, language, original)


def _changed(own: list[Field], wanted: list[Field], section: str) -> list[str]:
    """The questions that are not as the owner has them; their section, when only their order is another."""
    fixed = {question.key: _fixed(question) for question in wanted}
    changed = [each.key for each in own if fixed.get(each.key) != _fixed(each)]
    in_order = [each.key for each in own] == [each.key for each in wanted]
    return changed or ([] if in_order else [section])


def _fixed(question: Field) -> Field:
    """What the owner decides about a question. Who sees it, and where an answer is offered from, the form decides."""
    items = tuple(_fixed(item) for item in question.items)
    return replace(question, items=items, sees=(), edits=(), prefill="", sensitive=False, voice="")


def _wording(texts: Texts, language: str, original: Original) -> Found:
    said = original.texts.get(language)
    if said is None:
        if any(texts.get(key) for key in _words_of(original.document)):
            yield say.locked_language(original.title, language), ""
        return
    named: set[str] = set()
    for key in _words_of(original.document):
        question = key.split(".")[1]
        if texts.get(key, "") != said.get(key, "") and question not in named:
            named.add(question)
            wanted = said.get(key, "")
            yield say.locked_words(original.title, original.owner, wanted), question


def _words_of(document: FormDocument) -> list[str]:
    """The words that are the instrument's own: of its questions and answers, not of titles and tips."""
    return sorted(key for key in set(possible(document)) if key.startswith("field."))


def sections_of(document: FormDocument, reference: str) -> FormDocument:
    """Only the sections that are an instrument's."""
    kept = tuple(each for each in document.sections if each.instrument == reference)
    return FormDocument(kept or tuple(_named(each, reference) for each in document.sections))


def _named(section: Section, reference: str) -> Section:
    return replace(section, instrument=reference)


def own_words(texts: Texts, document: FormDocument) -> dict[str, str]:
    """The words of some sections, with their titles."""
    wanted = {*possible(document), *(section_text(each.key, "title") for each in document.sections)}
    return {key: texts[key] for key in sorted(wanted & texts.keys())}
