"""Who may hold a role of a case, and who may do a task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from cases.duties import MANAGER, people_for, works_in
from cases.facts import Facts
from cases.models import Case, CaseTask, TeamMember
from cases.queries.case_head import CaseHead
from cases.queries.words import Words
from workflows.document import WorkflowDocument


@dataclass(frozen=True, slots=True)
class RolePick:
    """A role to appoint somebody to, with the people to choose from."""

    role: str
    title: str
    people: Sequence[User]
    many: bool = False
    chosen: frozenset[str] = frozenset()
    error: str = ""
    now: Sequence[str] = field(default_factory=tuple)  # names of those who hold it

    @property
    def name(self) -> str:
        """The name of the field on the page; names that begin so belong to the page, not to the form."""
        return f"_appoint-{self.role}"


@dataclass(frozen=True, slots=True)
class RoleToFill:
    """A role of the workflow, whether anybody holds it, and whether the reader may appoint somebody."""

    key: str
    title: str
    held: bool
    many: bool
    may_appoint: bool = True


def picks(
    words: Words, facts: Facts, roles: Iterable[str], *, chosen: dict[str, list[str]] | None = None
) -> list[RolePick]:
    """Offer people for each role that a step appoints.

    chosen  {role: primary keys as posted}
    """
    known = {role.key: role for role in words.document.roles}
    held: dict[str, list[User]] = {}
    for member in facts.case.team.filter(until=None).select_related("user"):
        held.setdefault(member.role, []).append(member.user)
    return [
        RolePick(
            role=key,
            title=words.role(key),
            people=people_for(facts, known[key]),
            many=known[key].many,
            chosen=frozenset((chosen or {}).get(key, [str(user.pk) for user in held.get(key, [])])),
            now=[user.display_name for user in held.get(key, [])],
        )
        for key in roles
        if key in known
    ]


def people_of(case: Case, *, and_also: User | None = None) -> list[User]:
    """Everybody in the team of a case, once each; `and_also` comes first."""
    found = {and_also.pk: and_also} if and_also is not None else {}
    for member in case.team.filter(until=None).select_related("user"):
        found.setdefault(member.user_id, member.user)
    return list(found.values())


def is_held(case_pk: int, role: str) -> bool:
    """Whether somebody holds a role of the workflow in a case now."""
    return TeamMember.objects.filter(case=case_pk, role=role, until=None).exists()


def may_do(task: CaseTask, document: WorkflowDocument) -> list[User]:
    """People a task may be handed to: those who hold its role in the case, and those who may hold it.

    An extra task goes to anybody in the team.
    """
    members = task.case.team.filter(until=None).select_related("user")
    needed = "" if task.kind == "extra" else task.role
    role = next((each for each in document.roles if each.key == needed), None)
    found = {each.user_id: each.user for each in members if role is None or each.role == needed}
    for person in people_for(Facts(task.case), role) if role else []:
        found[person.pk] = person
    return sorted(found.values(), key=lambda user: (user.last_name, user.first_name, user.pk))


def may_take_out(case: Case, user: User) -> set[int]:
    """The members of the team (primary keys) whom somebody may take out; see `duties.check_may_take_out`."""
    now = case.team.filter(until=None)
    if not works_in(user, case.unit_id, [MANAGER]):
        now = now.filter(Q(user=user) | Q(appointed_by=user))
    return set(now.values_list("pk", flat=True))


def roles_to_fill(head: CaseHead, user: User) -> list[RoleToFill]:
    """List the roles of the workflow, those that nobody holds first."""
    removable = may_take_out(head.case, user)
    held: dict[str, list[int]] = {}
    for pk, role_key in head.case.team.filter(until=None).values_list("pk", "role"):
        held.setdefault(role_key, []).append(pk)
    roles = [
        RoleToFill(
            role.key,
            head.words.role(role.key),
            role.key in held,
            role.many,
            role.many or removable.issuperset(held.get(role.key, ())),
        )
        for role in head.words.document.roles
    ]
    return sorted(roles, key=lambda role: role.held)
