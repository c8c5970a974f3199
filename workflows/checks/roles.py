"""Where the people of a role work: every place that is named is there, and tasks of an empty role lie somewhere."""

from collections.abc import Iterator

from forms.problems import Problem
from workflows.checks.drawing import Drawing
from workflows.document import Role, WorkflowDocument
from workflows.publishing import Places
from workflows.speech import _


def queues_have_readers(drawing: Drawing) -> Iterator[Problem]:
    for role in drawing.document.roles:
        if role.units and not (role.queue or role.fallback):
            yield drawing.said(
                _(
                    "“%(name)s” is held by people of certain units. Say in whose queue its tasks lie while "
                    "nobody holds it, or which role gets them."
                ),
                role,
            )


def places_exist(drawing: Drawing) -> Iterator[Problem]:
    if drawing.places is None:
        return
    for role in drawing.document.roles:
        for sentence, name in absent_places(role, drawing.places):
            yield drawing.said(sentence, role, place=name)


def absent_places(role: Role, places: Places) -> Iterator[tuple[str, str]]:
    """Yield (sentence, short name) for every place that a role names and that is not here."""
    for name in dict.fromkeys([*role.units, *filter(None, [role.queue])]):
        if name not in places.units:
            yield (
                _(
                    "“%(name)s” names a unit that is not here (%(place)s). Write it as organisation/unit, with "
                    "the short names of both."
                ),
                name,
            )
    for name in role.organisations:
        if name not in places.organisations:
            yield (
                _(
                    "“%(name)s” names an organisation that is not here (%(place)s). Write its short name, or add "
                    "it first."
                ),
                name,
            )
    for name in role.kinds:
        if name not in places.kinds:
            yield (
                _(
                    "“%(name)s” names a kind of organisation that there is not (%(place)s). Choose from the list."
                ),
                name,
            )


def names_places(document: WorkflowDocument) -> bool:
    """Whether any role says where its people work, or where its tasks lie."""
    return any(role.is_placed or role.queue for role in document.roles)
