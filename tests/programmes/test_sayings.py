"""What does not fit a shape is said in the reader's language, never in the words of the library."""

from typing import Literal

import pytest
from django.utils import translation
from pydantic import Field

from programmes.reading import BrokenBundle, Page
from programmes.shapes.parts import Shape
from programmes.shapes.shaping import shape


class Wanted(Shape):
    """A little of everything."""

    age: int = Field(default=1, ge=0, le=120)
    rows: list[str] = Field(default=["a"], min_length=1)
    way: Literal["in", "out"] = "in"
    even: int = Field(default=2, multiple_of=2)


def said(**value):
    with translation.override("sv"), pytest.raises(BrokenBundle) as broken:
        shape(Page("story.yaml", value), Wanted)
    return [problem.sentence for problem in broken.value.problems]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"age": -1}, "”-1” är för litet. Skriv 0 eller mer."),
        ({"age": 500}, "”500” är för stort. Skriv 120 eller mindre."),
        ({"rows": []}, "Här är för lite. Skriv minst 1."),
        ({"way": "up"}, "”up” går inte att använda här. Välj något av: in, out."),
        ({"even": 3}, "”3” går inte att använda här. Se sidan om paketformatet."),
    ],
)
def test_every_fault_is_a_sentence_in_swedish(value, sentence):
    assert said(**value) == [sentence]
