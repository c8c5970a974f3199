"""People: every step has somebody to do it, and every role somebody who may hold it."""

from collections.abc import Iterator

from forms.problems import Problem
from workflows import named
from workflows.checks.drawing import Drawing
from workflows.speech import _


def steps_have_a_role(drawing: Drawing) -> Iterator[Problem]:
    for task in drawing.document.tasks():
        if not task.role:
            yield drawing.said(_("“%(name)s” does not say who does it. Choose a role."), task)


def obligations_can_be_met(drawing: Drawing) -> Iterator[Problem]:
    for obligation in drawing.document.obligations:
        if obligation.step and obligation.step not in drawing.steps:
            yield drawing.said(
                _(
                    "“%(name)s” is to be met by a step that does not exist (%(step)s). Choose another step."
                ),
                obligation,
                step=obligation.step,
            )
        if not obligation.step and not obligation.role:
            yield drawing.said(
                _(
                    "“%(name)s” does not say how it is met. Choose a step, or a role that gets a task."
                ),
                obligation,
            )


def somebody_may_begin(drawing: Drawing) -> Iterator[Problem]:
    document = drawing.document
    if not document.start.roles:
        yield Problem(
            _("The start does not say who registers a new case. Choose at least one role."), "start"
        )
    for event in document.events:
        if not event.roles:
            yield drawing.said(
                _("The event “%(name)s” does not say who may start it. Choose a role."), event
            )


def roles_can_be_held(drawing: Drawing) -> Iterator[Problem]:
    for role in drawing.document.roles:
        if not role.who:
            yield drawing.said(
                _("Nobody can hold the role “%(name)s”. Choose which people of the platform may."),
                role,
            )


def roles_exist(drawing: Drawing) -> Iterator[Problem]:
    for part, key in _named_roles(drawing):
        if key not in drawing.roles:
            yield drawing.said(
                _(
                    "“%(name)s” names a role that does not exist (%(role)s). Choose another role or add it."
                ),
                part,
                role=key,
            )


def platform_roles_exist(drawing: Drawing) -> Iterator[Problem]:
    start = drawing.document.start
    for part, keys in (
        (start, start.roles),
        *((role, role.who) for role in drawing.document.roles),
    ):
        for key in keys:
            if key not in drawing.platform_roles:
                yield drawing.said(
                    _(
                        "“%(name)s” names people that the platform does not know (%(role)s). Choose others."
                    ),
                    part,
                    role=key,
                )


def fallbacks_come_to_an_end(drawing: Drawing) -> Iterator[Problem]:
    for role in drawing.document.roles:
        last = named.ways_back(drawing.document, role.key)[-1]
        falls = {each.key: each.fallback for each in drawing.document.roles}
        if falls.get(last) == role.key:
            yield drawing.said(
                _(
                    "While nobody holds “%(name)s”, its tasks would go round in a circle. Choose another role, or none."
                ),
                role,
            )


def escalations_are_whole(drawing: Drawing) -> Iterator[Problem]:
    for task in drawing.document.tasks():
        half = (task.escalate_after is None) != (not task.escalate_to)
        if half or not all(row.to for row in task.chain):
            yield drawing.said(
                _(
                    "“%(name)s” must say both after how many days somebody is told that it is late, and whom."
                ),
                task,
            )
        elif task.chain and (task.due is None or min(row.after for row in task.chain) < 0):
            yield drawing.said(
                _(
                    "“%(name)s” can only be late when it has a day to be done by, and late is counted in days after it."
                ),
                task,
            )


def reminders_have_a_day(drawing: Drawing) -> Iterator[Problem]:
    for task in drawing.document.tasks():
        if task.reminders and task.due is None:
            yield drawing.said(
                _("“%(name)s” has reminders but no day to be done by. Set the day."), task
            )


def _named_roles(drawing: Drawing) -> Iterator[tuple[object, str]]:
    """Yield every role of the case that some part names, with the part."""
    document = drawing.document
    for part in (*drawing.blocks, *document.events, *document.obligations, *document.roles):
        yield from ((part, role) for role in named.roles(part))
