"""What becomes of the tasks of a role that nobody holds yet, in words."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from cases import places
from cases.models import Case
from cases.queries.words import Words
from workflows.document import Role
from workflows.named import ways_back


def who_stands_in(
    case: Case, words: Words, roles: Iterable[Role], held: Mapping[str, Sequence[User]]
) -> dict[str, str]:
    """{role that nobody holds: where its tasks go}. One query at most.

    roles   as the service has them now;  held  {role: who holds it}
    """
    empty = [role for role in roles if not held.get(role.key)]
    units = places.queue_units(empty)
    said = {}
    for role in empty:
        doers = ((each, held.get(each, ())) for each in ways_back(words.document, role.key)[1:])
        other, people = next(((key, those) for key, those in doers if those), ("", ()))
        if len(people) == 1:
            named = {"name": people[0].display_name, "role": words.role(other)}
            said[role.key] = _("nobody yet: its tasks go to %(name)s (%(role)s)") % named
        else:
            unit = units.get(role.queue, case.unit)
            queue = _("nobody yet: its tasks lie in the queue of %(unit)s")
            said[role.key] = queue % {"unit": unit.name}
    return said
