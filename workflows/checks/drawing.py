"""What every check looks at: the document, its words, the forms it asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from forms.document import FormDocument
from forms.problems import Problem
from workflows import texts as words
from workflows.document import Start, WorkflowDocument
from workflows.facts import Asker, askers
from workflows.publishing import Places
from workflows.steps import AnyBlock, Choice, Decision, Parallel

Unfit = Literal["anonymous", "retired"]


@dataclass(frozen=True)
class Drawing:
    """A workflow as the checks see it.

    forms            {slug: the form as it stands now}
    platform_roles   keys of `accounts.roles`; who may hold a role
    unfit            {slug: why a form that exists cannot be asked}
    deciders         platform roles whose people may decide; empty: not known
    surveys          {slug: the anonymous form as it stands now}
    inside           forms that nobody outside the workspace may answer
    programmes       short names of all programmes; None: not known
    places           where people work; None: not known
    """

    document: WorkflowDocument
    texts: Mapping[str, str] | None
    forms: Mapping[str, FormDocument]
    platform_roles: frozenset[str]
    unfit: Mapping[str, Unfit] = MappingProxyType({})
    deciders: frozenset[str] = frozenset()
    surveys: Mapping[str, FormDocument] = MappingProxyType({})
    inside: frozenset[str] = frozenset()
    programmes: frozenset[str] | None = None
    places: Places | None = None

    def name(self, part: object) -> str:
        """What the editor calls a part."""
        return words.title(self.texts or {}, part) or _nameless(part)

    def said(self, sentence: str, part: object, **more: object) -> Problem:
        """Write a problem about a part: `%(name)s` in the sentence is what it is called."""
        where = "start" if isinstance(part, Start) else getattr(part, "key", "")
        return Problem(sentence % {"name": self.name(part), **more}, where=where)

    @cached_property
    def blocks(self) -> tuple[AnyBlock, ...]:
        return tuple(self.document.blocks())

    @cached_property
    def askers(self) -> dict[str, Asker]:
        return dict(askers(self.document))

    @cached_property
    def steps(self) -> frozenset[str]:
        return frozenset(task.key for task in self.document.tasks())

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(task for task in self.document.tasks() if isinstance(task, Decision))

    @cached_property
    def phases(self) -> tuple[str, ...]:
        return tuple(phase.key for phase in self.document.phases)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role.key for role in self.document.roles)

    @cached_property
    def forks(self) -> tuple[Choice | Parallel, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Choice | Parallel))


Check = Callable[[Drawing], Iterator[Problem]]


def _nameless(part: object) -> str:
    return type(part).__name__.lower()
