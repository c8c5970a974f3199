"""Steps that ask several parties, with roles and people for them."""

from typing import Any

from accounts.models import User
from cases.actions import team
from cases.actions.parties import Whom
from cases.actions.tasks import complete_task, take_task
from cases.models import Case, CaseTask, Programme
from cases.parties import PARTY, SEVERAL
from forms.document import Choice, Field
from tests.factories.accounts import make_user
from tests.factories.cases import (
    LEADER,
    WORKER,
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    task,
)
from workflows import document as doc
from workflows import steps

HEALTH = doc.Role("health", who=("partner",))
WORK = doc.Role("work", who=("partner",))
OTHERS = doc.Role("others", who=("partner", "counsellor"), many=True)
VERDICT = Field("suits", "choice", choices=(Choice("yes"), Choice("no")))


def asking(key: str = "statement", **settings: Any) -> steps.Several:
    """A step in which the worker asks health and work, unless told otherwise."""
    given = {"role": "worker", "form": "statement", "asks": ("health", "work")}
    return steps.Several(key, **{**given, **settings})


def make_asking(*blocks: steps.AnyBlock, **parts: Any) -> Programme:
    """A programme whose path asks several, then has one more task."""
    drawn = blocks or (asking(), task("after"))
    parts.setdefault("roles", (WORKER, LEADER, HEALTH, WORK, OTHERS))
    form = make_form_version("statement", VERDICT, "remark")
    return make_programme(flow(*drawn, **parts), forms={"statement": form})


def begun(programme: Programme) -> tuple[Case, User]:
    """A case whose worker has taken the task of asking."""
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    take_task(asker(case), worker)
    return case, worker


def partner(username: str) -> User:
    """Somebody of another organisation."""
    return make_user(username, roles=("partner",))


def person(username: str, role: str = "others") -> Whom:
    """A new partner who is asked by name."""
    return Whom(role, user=partner(username))


def asker(case: Case, key: str = "statement") -> CaseTask:
    """The open task of the one who asks."""
    return CaseTask.objects.waiting().get(case=case, key=key, kind=SEVERAL)


def party(case: Case, whom: str, key: str = "statement") -> CaseTask:
    """The newest task of one who is asked: a role, or a user name."""
    rows = CaseTask.objects.filter(case=case, key=key, kind=PARTY).order_by("-pk")
    return next(
        row
        for row in rows
        if whom in (row.role, getattr(row.owner, "username", ""), row.data.get("called"))
    )


def answers(row: CaseTask, by: User, suits: str = "yes") -> CaseTask:
    """Let one party answer."""
    return complete_task(row, by=by, answers={"suits": suits})


def states(case: Case, key: str = "statement") -> list[str]:
    """How it stands with each who was asked, in the order they were asked."""
    rows = CaseTask.objects.filter(case=case, key=key, kind=PARTY).order_by("pk")
    return [str(row.status) for row in rows]


def held(case, worker, *roles):
    """Let a partner of the same name hold each role of the case."""
    people = {}
    for role in roles:
        people[role] = partner(role)
        team.appoint(case, by=worker, role=role, people=[people[role]])
    return people
