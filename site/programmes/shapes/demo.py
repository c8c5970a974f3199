"""shipped/demo.yaml: which service the demo shows. Pure."""

from pydantic import Field

from programmes.shapes.parts import Line, Shape


class DemoShape(Shape):
    """What the demo imports and plays.

    also     services that are there to be looked at, without cases
    path     the story that is told
    titles   {role of the workflow or the platform: job title of the one who holds it}
    """

    programme: Line
    path: Line
    on_their_way: list[Line] = []
    also: list[Line] = []
    titles: dict[str, Line] = Field(default_factory=dict)
