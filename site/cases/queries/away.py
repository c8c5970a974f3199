"""Who is away, and for whom somebody stands in, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.absences import away_now, is_away, stands_in_for, substitutes_of
from accounts.models import Absence, User
from accounts.planning import people_of
from cases import daywords


@dataclass(frozen=True, slots=True)
class Days:
    """Days away, of one person."""

    pk: int
    who: str
    days: str
    substitute: str
    now: bool


@dataclass(frozen=True, slots=True)
class AwayPage:
    """One's own days, whom one stands in for, and the people of one's units."""

    own: Sequence[Days]
    standing_in: Sequence[Days]
    others: Sequence[Days]
    people: Sequence[User]


def away_page(user: User, *, today: date) -> AwayPage:
    """Gather the page of one person: what counts today or later."""
    people = list(people_of(user).exclude(pk=user.pk).select_related("unit"))
    coming = Absence.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    rows = list(
        coming.filter(
            Q(user=user)
            | Q(substitute=user)
            | Q(user__in=stands_in_for(user))
            | Q(user__in=[each.pk for each in people])
        )
        .select_related("user", "substitute")
        .order_by("starts_on", "user__last_name", "pk")
    )
    through = stands_in_for(user)
    mine = [row for row in rows if row.substitute_id == user.pk or row.user_id in through]
    managed = {each.pk for each in people}
    return AwayPage(
        own=[_days(row, today) for row in rows if row.user_id == user.pk],
        standing_in=[_days(row, today) for row in mine if row.user_id != user.pk],
        others=[_days(row, today) for row in rows if row.user_id in managed],
        people=people,
    )


def span(first: date, last: date | None, *, today: date) -> str:
    """Say from which day to which somebody is away."""
    if last is None:
        return _("from %(day)s") % {"day": daywords.in_words(first, today=today)}
    if first == last:
        return daywords.in_words(first, today=today)
    return daywords.span(first, last, today=today)


def away_words(people: Iterable[int], *, today: date) -> dict[int, str]:
    """{person: until when they are away, and who stands in}, of those who are away today.

    people   primary keys
    """
    away = away_now(people, on=today)
    led = substitutes_of(away, on=today) if away else {}
    return {person: _away(row, led.get(person), today) for person, row in away.items()}


def names_of_absent(user: User) -> dict[int, str]:
    """{person: name} of those for whom somebody stands in today. Asks nothing when there is nobody."""
    others = stands_in_for(user)
    return (
        {each.pk: each.display_name for each in User.objects.filter(pk__in=others)}
        if others
        else {}
    )


def standing_sentences(user: User, *, today: date) -> list[str]:
    """What somebody ought to know today: for whom they stand in, and that they are noted as away themselves."""
    others = stands_in_for(user, on=today)
    if not others and not is_away(user, on=today):
        return []
    rows = away_now([*others, user.pk], on=today)
    people = User.objects.in_bulk(others) if others else {}
    said = [
        _("You stand in for %(name)s %(until)s.")
        % {"name": people[person].display_name, "until": _until(row, today)}
        for person, row in rows.items()
        if person in people
    ]
    if mine := rows.get(user.pk):
        said.append(_("You are noted as away %(until)s.") % {"until": _until(mine, today)})
    return said


def _days(row: Absence, today: date) -> Days:
    return Days(
        pk=row.pk,
        who=row.user.display_name,
        days=span(row.starts_on, row.ends_on, today=today),
        substitute=row.substitute.display_name if row.substitute else "",
        now=row.starts_on <= today,
    )


def _away(row: Absence, stand_in: User | None, today: date) -> str:
    said = _("away %(until)s") % {"until": _until(row, today)}
    if stand_in is None:
        return said
    return _("%(away)s, %(name)s stands in") % {"away": said, "name": stand_in.display_name}


def _until(row: Absence, today: date) -> str:
    if row.ends_on is None:
        return _("until further notice")
    if row.ends_on == today:
        return _("today")
    return _("until %(day)s") % {"day": daywords.in_words(row.ends_on, today=today)}
