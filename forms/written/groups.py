"""Sections of a form's file that come from the library of field groups. Pure."""

from collections.abc import Mapping

from forms.document import Field, FormDocument, Section
from forms.library.taken import Group, placed
from forms.naming import TITLE
from forms.written.shapes import SectionShape
from forms.written.wording import Wordings, Writer

Groups = Mapping[str, tuple[FormDocument, Wordings]]  # by `slug@version`


def taken(shape: SectionShape, groups: Groups, write: Writer) -> tuple[Field, ...]:
    """The questions that a section takes from the library, with their words in every language of the form."""
    if shape.library not in groups:
        return ()
    document, wordings = groups[shape.library]
    section, _said = placed(Group(document, {}), shape.key, shape.library)
    for language, texts in write.texts.items():
        if texts.get(TITLE):
            group = Group(document, wordings.get(language, {}))
            texts.update(placed(group, shape.key, shape.library)[1])
    return section.fields


def says_the_same(section: Section, texts: Wordings, groups: Groups) -> bool:
    """Whether a section is still what the library says, in every language of the form."""
    if section.from_library not in groups:
        return False
    document, wordings = groups[section.from_library]
    for language, said in texts.items():
        if not said.get(TITLE):
            continue
        group = Group(document, wordings.get(language, {}))
        wanted, words = placed(group, section.key, section.from_library)
        if wanted.fields != section.fields or any(said.get(k) != text for k, text in words.items()):
            return False
    return True
