"""People, units and roles for tests."""

from typing import Any

from django.utils.text import slugify

from accounts.models import Organisation, RoleGrant, Unit, User

PASSWORD = "en lång mening för prov"


def make_organisation(name: str = "Västra Nyland", **fields: Any) -> Organisation:
    """The organisation of this name, made when it is not there."""
    slug = fields.pop("slug", slugify(name))
    return Organisation.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def make_unit(
    name: str = "Social rehabilitering", organisation: Organisation | None = None, **fields: Any
) -> Unit:
    """The unit of this name, made when it is not there."""
    slug = fields.pop("slug", slugify(name))
    return Unit.objects.get_or_create(
        organisation=organisation or make_organisation(),
        slug=slug,
        defaults={"name": name, **fields},
    )[0]


def make_user(
    username: str = "alva",
    roles: tuple[str, ...] = ("counsellor",),
    unit: Unit | None = None,
    **fields: Any,
) -> User:
    """Somebody who may sign in with `PASSWORD`, holding `roles` in `unit` (None: on the platform)."""
    password = fields.pop("password", PASSWORD)
    fields.setdefault("email", f"{username}@example.org")
    if unit is not None:
        fields.setdefault("organisation", unit.organisation)
    user = User.objects.create_user(username, password=password, unit=unit, **fields)
    for role in roles:
        grant_role(user, role, unit=unit)
    return user


def grant_role(user: User, role: str, **fields: Any) -> RoleGrant:
    """Give somebody a role, from long ago unless told otherwise."""
    fields.setdefault("starts_on", "2020-01-01")
    return RoleGrant.objects.create(user=user, role=role, **fields)
