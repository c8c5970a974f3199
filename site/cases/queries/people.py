"""Who may hold a role of a case, and who may do a task."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.absences import hands_of
from accounts.models import Unit, User
from cases.candidates import people_for, works_in
from cases.duties import MANAGER
from cases.facts import Facts
from cases.models import Case, CaseTask, TeamMember
from cases.queries.away import away_words
from cases.queries.case_head import CaseHead
from cases.queries.standing_in import who_stands_in
from cases.queries.words import Words
from cases.rights import roles_of_case
from cases.typed import storable
from workflows.document import WorkflowDocument

APPOINT = "_appoint-"
FIND = "_find-"
SHOWN_AT_MOST = 12  # longer lists are searched
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One person to choose, with what tells them apart: job title and where they work."""

    user: User
    about: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RolePick:
    """A role to appoint somebody to, with the people to choose from.

    unit     of the case: who works elsewhere is shown with their organisation
    chosen   primary keys, as posted
    asked    what a long list is searched for
    away     {primary key: until when somebody is away, and who stands in}
    """

    role: str
    title: str
    people: Sequence[User]
    unit: Unit
    many: bool = False
    chosen: frozenset[str] = frozenset()
    now: Sequence[User] = field(default_factory=tuple)  # those who hold it
    asked: str = ""
    away: Mapping[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the field on the page; names that begin so belong to the page, not to the form."""
        return f"{APPOINT}{self.role}"

    @property
    def names_now(self) -> list[str]:
        return [user.display_name for user in self.now]

    @property
    def is_long(self) -> bool:
        """Whether one searches instead of reading everybody."""
        return len(self._offered) > SHOWN_AT_MOST

    @property
    def rows(self) -> list[Choice]:
        """Those who are shown: the chosen first in a long list, then the first that fit what is asked."""
        fitting = self._fitting
        if not self.is_long:
            return fitting
        chosen = [each for each in self._offered if each.chosen]
        return chosen + [each for each in fitting if not each.chosen][:SHOWN_AT_MOST]

    @property
    def count(self) -> int:
        """How many fit what is asked."""
        return len(self._fitting)

    def those(self, wanted: Iterable[str]) -> list[User]:
        """The people of these primary keys, as posted, among those who may be chosen."""
        keys = set(wanted)
        found = [user for user in self.people if str(user.pk) in keys]
        return found if self.many else found[:1]

    @property
    def _offered(self) -> list[Choice]:
        """Everybody; where several may hold the role, those who do not hold it yet."""
        held = {user.pk for user in self.now} if self.many else ()
        return [
            Choice(user, self._about(user), str(user.pk) in self.chosen)
            for user in self.people
            if user.pk not in held
        ]

    def _about(self, user: User) -> str:
        said = (about(user, self.unit), self.away.get(user.pk, ""))
        return ", ".join(part for part in said if part)

    @property
    def _fitting(self) -> list[Choice]:
        words = self.asked.casefold().split()
        return [
            each
            for each in self._offered
            if all(word in f"{each.user.display_name} {each.about}".casefold() for word in words)
        ]


def about(user: User, unit: Unit) -> str:
    """Say what somebody does and where: the unit, and the organisation when it is another than the case's."""
    place = [user.unit.name] if user.unit else []
    if user.organisation and (user.organisation_id != unit.organisation_id or not place):
        place.append(user.organisation.name)
    return ", ".join(part for part in (user.title, *place) if part)


@dataclass(frozen=True, slots=True)
class RoleToFill:
    """A role of the workflow, whether anybody holds it, and whether the reader may appoint somebody."""

    key: str
    title: str
    held: bool
    many: bool
    may_appoint: bool = True
    stands_in: str = ""  # where its tasks go while nobody holds it


def picks(
    words: Words,
    facts: Facts,
    roles: Iterable[str],
    *,
    chosen: Mapping[str, Sequence[str]] | None = None,
    asked: Mapping[str, str] | None = None,
) -> list[RolePick]:
    """Offer people for each role that a step appoints.

    chosen  {role: primary keys as posted}
    asked   {role: what its list is searched for}
    """
    known = roles_of_case(facts.case, words.document)
    held: dict[str, list[User]] = {}
    for member in facts.case.team.filter(until=None).select_related("user"):
        held.setdefault(member.role, []).append(member.user)
    offered = {key: people_for(facts, known[key]) for key in roles if key in known}
    away = away_today(user for people in offered.values() for user in people)
    return [
        RolePick(
            role=key,
            title=words.role(key),
            people=people,
            unit=facts.case.unit,
            many=known[key].many,
            chosen=frozenset((chosen or {}).get(key, [str(user.pk) for user in held.get(key, [])])),
            now=held.get(key, []),
            asked=(asked or {}).get(key, ""),
            away=away,
        )
        for key, people in offered.items()
    ]


def away_today(people: Iterable[User]) -> dict[int, str]:
    """{person: until when they are away, and who stands in}, of those who are away today."""
    found = {user.pk for user in people}
    return away_words(found, today=timezone.localdate()) if found else {}


def asked_in(posted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Read {role: what its list is searched for} from what was posted."""
    return {
        name.removeprefix(FIND): storable(values[0])[:LONGEST_SEARCH]
        for name, values in posted.items()
        if name.startswith(FIND) and values
    }


def people_of(case: Case, *, and_also: User | None = None) -> list[User]:
    """Everybody in the team of a case, once each; `and_also` comes first."""
    found = {and_also.pk: and_also} if and_also is not None else {}
    for member in case.team.filter(until=None).select_related("user"):
        found.setdefault(member.user_id, member.user)
    return list(found.values())


def is_held(case_pk: int, role: str) -> bool:
    """Whether somebody holds a role of the workflow in a case now."""
    return TeamMember.objects.filter(case=case_pk, role=role, until=None).exists()


def pick_for_task(
    task: CaseTask, document: WorkflowDocument, *, but: User, chosen: str = "", asked: str = ""
) -> RolePick:
    """Offer the people a task may be handed to: those who hold its role, and those who may hold it.

    An extra task goes to anybody in the team.
    but  who hands it over
    """
    members = task.case.team.filter(until=None).select_related("user__unit", "user__organisation")
    needed = "" if task.kind == "extra" else task.role
    role = roles_of_case(task.case, document).get(needed)
    found = {each.user_id: each.user for each in members if role is None or each.role == needed}
    for person in people_for(Facts(task.case), role) if role else []:
        found.setdefault(person.pk, person)
    found.pop(but.pk, None)
    return RolePick(
        role="to",
        title=_("To whom?"),
        people=list(found.values()),
        away=away_today(found.values()),
        unit=task.case.unit,
        chosen=frozenset({chosen}),
        asked=asked,
    )


def may_take_out(case: Case, user: User) -> set[int]:
    """The members of the team (primary keys) whom somebody may take out; see `duties.check_may_take_out`."""
    now = case.team.filter(until=None)
    if not works_in(user, case.unit_id, [MANAGER]):
        now = now.filter(Q(user__in=hands_of(user)) | Q(appointed_by__in=hands_of(user)))
    return set(now.values_list("pk", flat=True))


def roles_to_fill(head: CaseHead, user: User) -> list[RoleToFill]:
    """List the roles of the workflow, those that nobody holds first."""
    removable = may_take_out(head.case, user)
    held: dict[str, list[int]] = {}
    people: dict[str, list[User]] = {}
    for member in head.case.team.filter(until=None).select_related("user"):
        held.setdefault(member.role, []).append(member.pk)
        people.setdefault(member.role, []).append(member.user)
    known = roles_of_case(head.case, head.words.document).values()
    stands_in = who_stands_in(head.case, head.words, known, people)
    roles = [
        RoleToFill(
            role.key,
            head.words.role(role.key),
            role.key in held,
            role.many,
            role.many or removable.issuperset(held.get(role.key, ())),
            stands_in.get(role.key, ""),
        )
        for role in known
    ]
    return sorted(roles, key=lambda role: role.held)
