"""Who is away today, and whose work lies with whom.

Asked whenever something is read or done: an absence moves everything on its first day and brings it back after
its last one, without anything having run. A substitute who is away, too, passes on to their own; where that
leads nowhere, or round in a circle, the work waits with the one who is away, and the unit's manager sees it.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Absence, User

# From one person to all whose substitutes lead to them; whoever is passed on the way is away. Who is away stands in
# for nobody, and is found alone.
_REACH = """
WITH RECURSIVE away AS (
    SELECT user_id, substitute_id FROM accounts_absence
    WHERE starts_on <= %(day)s AND (ends_on IS NULL OR ends_on >= %(day)s)
), reach(person) AS (
    SELECT user_id FROM away
    WHERE substitute_id = %(user)s AND NOT EXISTS (SELECT 1 FROM away WHERE user_id = %(user)s)
    UNION
    SELECT away.user_id FROM away JOIN reach ON away.substitute_id = reach.person
)
SELECT person FROM reach UNION SELECT user_id FROM away WHERE user_id = %(user)s
"""


def in_force(on: date | None = None) -> QuerySet[Absence]:
    """Absences that count today, or `on` another day."""
    day = on or timezone.localdate()
    return Absence.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def stands_in_for(user: User, *, on: date | None = None) -> frozenset[int]:
    """Whose work lies with somebody today (primary keys), besides their own: one query, kept for the request."""
    return _found(user, on) - {user.pk}


def is_away(user: User, *, on: date | None = None) -> bool:
    """Whether somebody is away today themselves."""
    return user.pk in _found(user, on)


def hands_of(user: User, *, on: date | None = None) -> frozenset[int]:
    """The people (primary keys) whose tasks somebody does today: their own, and those of whom they stand in for."""
    return stands_in_for(user, on=on) | {user.pk}


def substitutes_of(people: Iterable[int], *, on: date | None = None) -> dict[int, User]:
    """{person: who stands in for them today}, for those who are away and whose work lies with somebody.

    people   primary keys
    """
    day = on or timezone.localdate()
    away: dict[int, Absence] = {}
    ask: Collection[int] = set(people)
    while ask:
        rows = in_force(day).filter(user__in=ask).select_related("substitute")
        found = {row.user_id: row for row in rows}
        away |= found
        ask = {row.substitute_id for row in found.values() if row.substitute_id} - set(away)
    led = {person: _at_the_end(person, away) for person in people if person in away}
    return {person: user for person, user in led.items() if user is not None}


def away_now(people: Iterable[int], *, on: date | None = None) -> dict[int, Absence]:
    """{person: their absence} of those who are away today.

    people   primary keys
    """
    rows = in_force(on).filter(user__in=list(people)).select_related("substitute")
    return {row.user_id: row for row in rows}


def leads_to(first: User, user: User, starts_on: date, ends_on: date | None) -> bool:
    """Whether somebody is away on some of these days and their substitutes lead to this person.

    ends_on   None: for ever
    """
    away = Absence.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exclude(user=user)
    if ends_on is not None:
        away = away.filter(starts_on__lte=ends_on)
    passed: set[int] = set()
    ask = {first.pk}
    while ask:
        if user.pk in ask:
            return True
        passed |= ask
        led = away.filter(user__in=ask, substitute__isnull=False)
        ask = set(led.values_list("substitute_id", flat=True)) - passed
    return False


def forget_absences(user: User) -> None:
    """Read again for whom this user object stands in."""
    user.__dict__.pop("_stands_in", None)


def _found(user: User, on: date | None) -> frozenset[int]:
    if not user.is_active:
        return frozenset()
    day = on or timezone.localdate()
    kept = user.__dict__.setdefault("_stands_in", {})
    if day not in kept:
        with connection.cursor() as cursor:
            cursor.execute(_REACH, {"user": user.pk, "day": day})
            kept[day] = frozenset(person for (person,) in cursor.fetchall())
    return kept[day]


def _at_the_end(person: int, away: dict[int, Absence]) -> User | None:
    """Follow substitutes to the first who is here. None when nobody is, or when it goes round in a circle."""
    passed: set[int] = set()
    last: User | None = None
    while person in away:
        last = away[person].substitute
        if person in passed or last is None:
            return None
        passed.add(person)
        person = last.pk
    return last if last and last.is_active else None
