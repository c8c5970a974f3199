"""programme.yaml: what the service is called, who runs it, and its lists of codes. Pure."""

from typing import Any, Literal

from pydantic import Field

from programmes.shapes.parts import Key, Line, Shape, Words

FORMAT = 1
OrganisationKind = Literal[
    "municipality", "region", "employment", "insurance", "health", "association", "company", "other"
]


class CodeShape(Shape):
    """One code of a list: stored for ever, read by its label."""

    code: Key
    label: Words


class OrganisationShape(Shape):
    """The organisation behind the service and the unit that runs it."""

    name: Line
    kind: OrganisationKind
    unit: Line


class ProgrammeShape(Shape):
    """One service."""

    format: int = Field(ge=1)
    slug: Key
    title: Words
    organisation: OrganisationShape
    code_lists: dict[Key, list[CodeShape]] = {}

    def plain(self) -> dict[str, Any]:
        """Lists of codes stand in alphabetical order: a database keeps no other."""
        written = super().plain()
        if self.code_lists:
            written["code_lists"] = dict(sorted(written["code_lists"].items()))
        return written
