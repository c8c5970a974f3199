"""Who plays in a story: invented people with real accounts, roles and units."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Organisation, RoleGrant, Unit, User
from accounts.role_table import ROLE_BY_KEY
from cases import places
from cases.models import Participant, Programme
from programmes.shapes.story import ANOTHER, ParticipantShape, PersonShape, StoryShape

INVENTED = "Invented for a story"  # the reason of their grants, by which they are known again
YEAR = 365.2425
NAMES = (
    "Aino Lindqvist",
    "Vera Sandholm",
    "Petter Nyholm",
    "Siri Backman",
    "Oskar Enqvist",
    "Tuuli Saarinen",
    "Elis Hägg",
    "Maija Rönnholm",
    "Jonna Ståhlberg",
    "Kasper Wik",
    "Helmi Aaltonen",
    "Ragnar Sjöström",
)


class Cast:
    """The people of one story, made when they are first needed."""

    def __init__(self, programme: Programme, story: StoryShape) -> None:
        self.programme = programme
        self.story = story
        self.roles = {role.key: role for role in programme.current_version().document().roles}
        self.people: dict[str, User] = {}

    def person(self, key: str) -> User:
        """Find the person whom the story calls by this name, or who plays this role."""
        if key not in self.people:
            shape = self.story.people.get(key) or self._somebody(key)
            self.people[key] = make_person(shape, self._place(key))
        return self.people[key]

    def _place(self, key: str) -> Unit:
        """Where somebody invented works: in a place of the role, when it names any."""
        role = None if key in self.story.people else self.roles.get(key.removeprefix(ANOTHER))
        if role is None or not role.is_placed:
            return self.programme.unit
        unit, organisation = places.units_of(role).first(), places.organisations_of(role).first()
        if unit is None and organisation is not None:
            unit = Unit.objects.create(
                organisation=organisation, slug=organisation.slug, name=organisation.name
            )
        return unit or self.programme.unit

    def _somebody(self, key: str) -> PersonShape:
        """Invent somebody who may play a role of the workflow or the platform, always the same one."""
        other = key.removeprefix(ANOTHER)
        if other != key and other in self.roles:
            known = self._somebody(other)
            after = NAMES[(NAMES.index(known.name) + 1) % len(NAMES)]
            return known.model_copy(update={"name": after})
        places = [*self.roles, *ROLE_BY_KEY]
        role = self.roles.get(key)
        needs = role.needs[0].qualification if role and role.needs else ""
        return PersonShape(
            name=NAMES[places.index(key) % len(NAMES)],
            roles=[role.who[0] if role else key],
            qualification=needs,
        )


def make_person(shape: PersonShape, unit: Unit) -> User:
    """Find or make an invented person and see that they hold their roles."""
    if shape.organisation:
        unit = _unit_elsewhere(shape.organisation)
    given, _space, family = shape.name.partition(" ")
    user = _known(shape, unit) or User.objects.create_user(
        _free_username(shape.name),
        first_name=given,
        last_name=family,
        organisation=unit.organisation,
        unit=unit,
        qualification=shape.qualification,
    )
    for role in shape.roles:
        RoleGrant.objects.get_or_create(
            user=user,
            role=role,
            unit=unit,
            defaults={"starts_on": date(2000, 1, 1), "reason": INVENTED},
        )
    return user


def _known(shape: PersonShape, unit: Unit) -> User | None:
    """Find the person invented for the same roles in the same unit.

    Somebody real with that name is never used, and nobody is given a second trade: the demo's
    administrator would otherwise see cases because a new service invents a counsellor of that name.
    """
    given, _space, family = shape.name.partition(" ")
    found = User.objects.filter(first_name=given, last_name=family, unit=unit)
    for role in shape.roles:
        found = found.filter(grants__role=role, grants__unit=unit, grants__reason=INVENTED)
    return found.distinct().first()


def _free_username(name: str) -> str:
    base = slugify(name.partition(" ")[0]) or "person"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number = 1
    while (username := base if number == 1 else f"{base}{number}") in taken:
        number += 1
    return username


def _unit_elsewhere(name: str) -> Unit:
    organisation, _made = Organisation.objects.get_or_create(
        slug=slugify(name)[:80], defaults={"name": name, "kind": Organisation.Kind.OTHER}
    )
    unit, _made = Unit.objects.get_or_create(
        organisation=organisation, slug=organisation.slug, defaults={"name": name}
    )
    return unit


def new_participant(shape: ParticipantShape, programme: Programme) -> Participant:
    """The person whom the story is about, not stored yet: the first registration does that."""
    born = timezone.localdate() - timedelta(days=round(shape.age * YEAR) + 100)
    return Participant(
        organisation=programme.unit.organisation,
        given_name=shape.given_name,
        family_name=shape.family_name,
        birth_date=born,
        language=shape.language,
        municipality=shape.municipality,
        phone=shape.phone,
        contact_wish=shape.contact_wish,
    )
