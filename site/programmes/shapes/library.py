"""code_lists.yaml of a library: lists of the platform with their titles. Pure."""

from forms.written.shapes import ChoiceShape
from programmes.shapes.parts import Key, Shape, Words


class TitledList(Shape):
    """A list and what it is called."""

    title: Words
    codes: list[ChoiceShape]


class LibraryShape(Shape):
    """Every list of the file, by its short name."""

    code_lists: dict[Key, TitledList]
