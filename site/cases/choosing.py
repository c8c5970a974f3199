"""Who comes to hold a role by itself, when the workflow says so: whoever has least to do, or whose turn it is."""

from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q

from accounts.absences import away_now
from accounts.models import User
from cases import candidates
from cases.facts import Facts
from cases.models import CaseTask, TeamMember
from cases.parties import PARTY
from workflows.document import Role

# One choice at a time in the house: two cases that begin at once do not meet with the same person.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7130420)"


def fill(hand: Any, task: CaseTask, role: Role | None) -> None:
    """Before a task goes into a queue: let the one who is chosen by itself hold its role, if nobody holds it.

    Whoever is asked beside others comes to hold no role.
    """
    if role is None or not role.given or task.owner_id is not None or task.kind == PARTY:
        return
    if hand.holders(role.key):
        return
    user = choose(hand.facts, role)
    if user is None:
        return
    member = TeamMember(case=hand.case, user=user, role=role.key, since=hand.now)
    hand.team.append(member)
    hand.also(member)
    hand.follow_role(role.key)
    hand.trace("appointed_by_itself", role=role.key, person=user.display_name).author = None
    hand.tell([user], "appointed", role=role.key)


def choose(facts: Facts, role: Role) -> User | None:
    """The person who comes to hold an empty role now; None when there is nobody.

    People of the role's own units are asked, nobody who is away today. `least_loaded` counts the open cases in
    whose teams somebody is; among equals, and for `in_turn`, whoever came to this role of the programme longest
    ago is next, and before all others who never did.
    """
    people = candidates.own_people(facts, role)
    away = away_now(user.pk for user in people) if people else {}
    here = [user for user in people if user.pk not in away]
    if not here:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    standing = _standing(facts, role, here)
    return min(here, key=lambda user: standing.get(user.pk, (0, 0.0)))


def _standing(facts: Facts, role: Role, people: list[User]) -> dict[int, tuple[int, float]]:
    """{person: (open cases, when they last came to the role)}; without the cases when only turns count."""
    mine = Q(role=role.key, case__programme=facts.case.programme_id)
    rows = TeamMember.objects.filter(user__in=people).order_by()
    counted = rows.values("user").annotate(
        cases=Count("case", filter=Q(until=None, case__closed_at=None), distinct=True),
        last=Max("since", filter=mine),
    )
    by_load = role.given == "least_loaded"
    return {
        each["user"]: (
            each["cases"] if by_load else 0,
            each["last"].timestamp() if each["last"] else 0.0,
        )
        for each in counted
    }
