"""code_lists.yaml of a library: lists of the platform with their titles. Pure."""

from programmes.shapes.parts import Key, Shape
from programmes.shapes.programme import ListShape


class LibraryShape(Shape):
    """Every list of the file, by its short name."""

    code_lists: dict[Key, ListShape]
