"""Where the people of a role work: units, organisations and kinds of organisations, found by their short names.

A name that is not here any more finds nobody. It is a problem when a workflow is published, and never a crash.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import Organisation, Unit, User
from accounts.roles import people_who_may
from cases.models import Case
from workflows.document import Role
from workflows.publishing import Places

PARTNER = "partner"  # works from outside: where they work themselves counts as well


def known() -> Places:
    """Every place that a workflow may name."""
    units = Unit.objects.select_related("organisation").order_by("organisation__name", "name")
    return Places(
        units={name_of(unit): f"{unit.organisation.name}, {unit.name}" for unit in units},
        organisations=dict(Organisation.objects.order_by("name").values_list("slug", "name")),
        kinds=dict(Organisation.Kind.choices),
    )


def name_of(unit: Unit) -> str:
    """The short name of a unit: those of units are told apart by their organisations."""
    return f"{unit.organisation.slug}/{unit.slug}"


def _named(names: Iterable[str]) -> Q:
    wanted = Q(pk__in=[])
    for name in names:
        organisation, _slash, unit = name.partition("/")
        wanted |= Q(organisation__slug=organisation, slug=unit)
    return wanted


def units_of(role: Role) -> QuerySet[Unit]:
    """The units where people of a role work, when that is said."""
    whole = Q(organisation__in=organisations_of(role).values("pk"))
    return Unit.objects.filter(_named(role.units) | whole)


def organisations_of(role: Role) -> QuerySet[Organisation]:
    """The organisations that are named as a whole, or by their kind."""
    return Organisation.objects.filter(Q(slug__in=role.organisations) | Q(kind__in=role.kinds))


def people_of(role: Role) -> QuerySet[User]:
    """People who hold one of the role's platform roles in one of its places; partners also where they work."""
    units, organisations = units_of(role), organisations_of(role)
    there = people_who_may(role.who, units=units, organisations=organisations)
    found = Q(pk__in=there.values("pk"))
    if PARTNER in role.who:
        work = Q(unit__in=units) | Q(organisation__in=organisations)
        found |= Q(work, pk__in=people_who_may(PARTNER).values("pk"))
    return User.objects.filter(found).order_by("last_name", "first_name", "username")


def queue_unit(role: Role | None) -> Unit | None:
    """The unit in whose queue the tasks of a role lie while nobody holds it; None: the case's own."""
    if role is None or not role.queue:
        return None
    return Unit.objects.filter(_named([role.queue])).select_related("organisation").first()


def queue_units(roles: Iterable[Role]) -> dict[str, Unit]:
    """The units of several roles in one query: {short name: unit}."""
    names = {role.queue for role in roles if role.queue}
    found = Unit.objects.filter(_named(names)).select_related("organisation") if names else ()
    return {name_of(unit): unit for unit in found}


def queue_of(role: Role | None, case: Case) -> int:
    """The same as the key of a unit. A unit that is gone leaves its tasks to the case's own."""
    unit = queue_unit(role)
    return unit.pk if unit else case.unit_id
