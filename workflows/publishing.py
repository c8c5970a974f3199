"""Where the running side joins in, so that this package never knows it. Filled when the site starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Called with each new WorkflowVersion, inside the transaction that stores it: what raises, prevents it.
on_freeze: list[Callable[[Any], object]] = []

# {key: label} of the roles that people have on the platform: who may start a case, who may hold a role in it.
platform_roles: dict[str, Any] = {}

# Those of them whose people may decide.
deciders: set[str] = set()

# Names every programme by its slug; none when nobody knows.
programmes: list[Callable[[], set[str]]] = []


@dataclass(frozen=True)
class Places:
    """Where people work, by the short names that a workflow may say: {short name: what it is called}.

    units           `organisation/unit`
    organisations   by their own short name
    kinds           of organisations
    """

    units: Mapping[str, str]
    organisations: Mapping[str, str]
    kinds: Mapping[str, Any]


# Names where people work; none when nobody knows.
places: list[Callable[[], Places]] = []


@dataclass(frozen=True)
class Page:
    """A page about one workflow that the running side brings, below the address of the definition.

    label   how its button in the editor is called; "" for a page that is reached from another one
    """

    name: str
    route: str  # before the number of the definition, and `rest` after it
    view: Any
    rest: str = ""
    label: Any = ""
    icon: str = ""


# Pages that stand beside the editor and the list of versions.
pages: list[Page] = []


@dataclass(frozen=True)
class Saying:
    """A sentence for the one who is about to publish.

    asks   it has to be published once more, now that it is read
    """

    sentence: str
    asks: bool = True


# Called with a draft that is about to be published: what would go otherwise than before.
before_publishing: list[Callable[[Any], list[Saying]]] = []


@dataclass(frozen=True)
class Pointer:
    """What there is to see to after publishing, and on which of the pages.

    page    the name of a page;  label  how the button that leads there is called
    """

    sentence: str
    page: str
    label: str


# Called when a new version was published in the editor, with the definition and who did it.
after_publishing: list[Callable[[Any, Any], list[Pointer]]] = []
