"""Being away: registering days, changing them, coming back earlier."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.absences import forget_absences, leads_to
from accounts.letters import tell_substitute
from accounts.models import Absence, User
from accounts.planning import colleagues, may_plan

FURTHEST = timedelta(days=731)  # nobody knows further ahead
LATEST = timedelta(days=31)  # somebody who fell ill is registered afterwards


def register(
    user: User, *, by: User, starts_on: date, ends_on: date | None, substitute: User | None
) -> Absence:
    """Note that somebody is away from a first to a last day, and who stands in.

    ends_on      None as long as nobody knows
    substitute   None leaves the work where it is
    errors       ValidationError with a sentence at each part that cannot be; LookupError when `by` may not plan
                 for this person
    """
    absence = Absence(user=user, registered_by=by)
    return _keep(absence, by=by, starts_on=starts_on, ends_on=ends_on, substitute=substitute)


def change(
    absence: Absence, *, by: User, starts_on: date, ends_on: date | None, substitute: User | None
) -> Absence:
    """Give an absence other days or another substitute. What has been stays: a day that has passed is not moved.

    errors   as of `register`
    """
    return _keep(absence, by=by, starts_on=starts_on, ends_on=ends_on, substitute=substitute)


def come_back(absence: Absence, *, by: User) -> None:
    """End an absence with yesterday; one that has not begun before today is taken away.

    errors   LookupError when `by` may not plan for this person
    """
    with transaction.atomic():
        kept = Absence.objects.select_for_update().filter(pk=absence.pk).first()
        if kept is None or not may_plan(by, kept.user):
            raise LookupError(absence.pk)
        yesterday = timezone.localdate() - timedelta(days=1)
        if kept.starts_on > yesterday:
            kept.delete()
        elif kept.ends_on is None or kept.ends_on > yesterday:
            kept.ends_on = yesterday
            kept.save()
    _forget(by, kept)


def _keep(
    absence: Absence, *, by: User, starts_on: date, ends_on: date | None, substitute: User | None
) -> Absence:
    """Check everything under a lock on the person, so that two who plan at once meet each other's days."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=absence.user_id)
        if not may_plan(by, absence.user):
            raise LookupError(absence.user_id)
        told = (absence.substitute_id, absence.starts_on, absence.ends_on)
        was = absence.starts_on
        absence.starts_on, absence.ends_on, absence.substitute = starts_on, ends_on, substitute
        _check(absence, by, was)
        absence.save()
        if substitute and (substitute.pk, starts_on, ends_on) != told:
            tell_substitute.enqueue(absence.pk)  # stored with the absence, or not at all
    _forget(by, absence)
    return absence


def _check(absence: Absence, by: User, was: date | None) -> None:
    today = timezone.localdate()
    errors: dict[str, str] = {}
    if absence.starts_on < today - LATEST and absence.starts_on != was:
        errors["starts_on"] = _("Choose a first day within the last month, or a later one.")
    for name in ("starts_on", "ends_on"):
        day = getattr(absence, name)
        if day is not None and day > today + FURTHEST:
            errors[name] = _("Choose a day within the next two years.")
    if absence.ends_on and absence.ends_on < absence.starts_on:
        errors["ends_on"] = _("The last day is before the first day.")
    if not errors:
        errors |= _why_not(absence, by)
    if errors:
        raise ValidationError(errors)
    absence.full_clean(exclude=["registered_by"])


def _why_not(absence: Absence, by: User) -> dict[str, str]:
    """Say why somebody cannot stand in."""
    stand_in = absence.substitute
    if stand_in is None:
        return {}
    if not colleagues(absence.user, by=by).filter(pk=stand_in.pk).exists():
        return {"substitute": _("Choose somebody who works in the same unit.")}
    if leads_to(stand_in, absence.user, absence.starts_on, absence.ends_on):
        words = _("%(name)s is away then, and their work would come back to the one who is away.")
        return {"substitute": words % {"name": stand_in.display_name}}
    return {}


def _forget(by: User, absence: Absence) -> None:
    for user in filter(None, (by, absence.user, absence.substitute)):
        forget_absences(user)
