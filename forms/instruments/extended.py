"""Forms that came as a package and were worked on here since, when a later package comes."""

from dataclasses import dataclass

from forms.document import FormDocument
from forms.instruments import known
from forms.instruments import sentences as say
from forms.instruments.arranging import NewKeys, free
from forms.instruments.locked import Original, bound
from forms.instruments.merging import Sides, added, merged, merged_words
from forms.instruments.package import Package
from forms.models import FormDefinition
from forms.naming import Texts
from forms.written.plain import BrokenFile
from forms.written.wording import Wordings

# What whoever takes a file in may choose to get past what is in its way.
SHORT_NAME, AS_VERSION, RENAME = "short_name", "as_version", "rename_keys"


class InTheWay(BrokenFile):
    """Something that is here already stands against a file, and somebody may decide how it is taken in.

    choice   which decision would help
    """

    def __init__(self, sentence: str, choice: str) -> None:
        super().__init__(sentence)
        self.choice = choice


@dataclass(frozen=True, slots=True)
class Before:
    """What a form was when it came.

    surely   it is known word for word, as the package of an instrument that is here
    """

    document: FormDocument
    texts: Wordings
    surely: bool


def before(source: FormDefinition, package: Package) -> Before | None:
    """What the form was when the package before came; None for a form that is new.

    The first version stands in for a package that nobody kept.
    errors   BrokenFile when somebody works on the form just now
    """
    first = source.versions.order_by("number").first() if source.pk else None
    if first is None:
        return None
    if source.has_unpublished_changes:
        raise BrokenFile(say.draft_waits(source.title))
    code = package.about.code if package.about else ""
    references = [each for each in bound(source.compiled()[0]) if each.partition("@")[0] == code]
    words = dict(first.words.filter(revision=1).values_list("language", "texts"))
    for original in known.originals(references).values():
        return _whole(original, first.document(), words)
    return Before(first.document(), words, surely=False)


def _whole(original: Original, first: FormDocument, words: Wordings) -> Before:
    """The instrument as its owner wrote it, with the sections that its package brought beside."""
    keys = {section.key for section in original.document.sections}
    beside = (section for section in first.sections if section.key not in keys)
    texts = {
        language: {**words.get(language, {}), **said} for language, said in original.texts.items()
    }
    return Before(FormDocument((*original.document.sections, *beside)), texts, surely=True)


def taken_keys(source: FormDefinition, came: Before | None, package: Package) -> NewKeys:
    """New keys for what the package asks under the keys of other questions, and for sections likewise."""
    if came is None:
        return NewKeys({}, {})
    here, now = source.compiled()[0], package.document
    kinds = source.published_kinds()
    own, own_sections = added(came.document, here) if came.surely else ([], [])
    keys = [
        each.key
        for each in now.fields()
        if each.key in own or kinds.get(each.key, each.kind) != each.kind
    ]
    sections = [each.key for each in now.sections if each.key in own_sections]
    asked = {path.partition(".")[0] for path in kinds}
    every = {each.key for each in (*here.fields(), *now.fields())}
    parts = {each.key for each in (*here.sections, *now.sections)}
    return NewKeys(free(keys, asked | every), free(sections, parts))


def with_what_was_added(
    source: FormDefinition, came: Before | None, package: Package
) -> tuple[FormDocument, Wordings]:
    """The form of the package, with what was added and set here since.

    errors   BrokenFile naming what was changed here and comes otherwise; where that is not surely known, it comes
    """
    if came is None:
        return package.document, package.texts
    document, clashes = merged(Sides(came.document, source.compiled()[0], package.document))
    here = _words(source)
    words: Wordings = {}
    for language, now in package.texts.items():
        was = came.texts.get(language, {})
        words[language], both = merged_words(was, here.get(language, {}), now)
        clashes += both
    if clashes and came.surely:
        own = here[source.locale.language_code]
        raise BrokenFile(
            say.clashes(source.title, [own.get(key, key) for key in dict.fromkeys(clashes)])
        )
    return document, words


def _words(source: FormDefinition) -> dict[str, Texts]:
    """What the form says here, in each language."""
    family = [source, *source.get_translations().select_related("locale")]
    return {each.locale.language_code: each.compiled()[1] for each in family}
