"""Who may see what: one rule, used by every list, page and download. A miss is 404, never 403.

A person sees a case while they play a role in its team, or while they manage its unit; while they stand in for
somebody who is away, also what that person's roles in teams open. Nothing else opens a case: administrators and
communication see none. Somebody who was handed a single task sees that task while it is in their hands, with what
is known of the person, and nothing else of the case. The queue of a unit shows tasks, not people: a name is shown
to the one who took the task.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from viewflow.workflow import STATUS

from accounts import access_log
from accounts.absences import hands_of, stands_in_for
from accounts.models import User
from accounts.role_table import ROLE_BY_KEY
from accounts.roles import roles_of, units_of
from cases.duties import MANAGER
from cases.models import (
    Case,
    CaseTask,
    Participant,
    Programme,
    Proposal,
    ProposalAnswer,
    TeamMember,
)
from cases.parties import PARTY


def cases_for(user: User) -> QuerySet[Case]:
    """The cases somebody may see now."""
    now_in_team = TeamMember.objects.filter(
        case=OuterRef("pk"), user__in=hands_of(user), until=None
    )
    return Case.objects.filter(Exists(now_in_team) | Q(unit__in=units_of(user, role=MANAGER)))


def sees_case(user: User, pk: int) -> bool:
    """Whether somebody sees a whole case, not only a task of it."""
    return cases_for(user).filter(pk=pk).exists()


def case_of(user: User, pk: int, *, what: str = "case", why: str = "") -> Case:
    """One case, with a line in the access log that `user` read it.

    errors   Http404 for unknown and for foreign cases alike; nothing is logged then
    """
    wanted = cases_for(user).select_related("participant", "programme", "unit")
    case = wanted.filter(pk=pk).first()
    if case is None:
        raise Http404
    why = why or _instead_of(user, case)
    access_log.record(user, subject_type="case", subject_id=case.pk, what=what, why=why)
    return case


def registered_by(user: User, pk: int, *, what: str = "receipt") -> Case:
    """One case that somebody registered, for its receipt, with a line in the access log.

    errors   Http404
    """
    registered = Case.objects.filter(pk=pk, opened_by=user)
    case = registered.select_related("participant", "programme", "unit").first()
    if case is None:
        raise Http404
    access_log.record(user, subject_type="case", subject_id=case.pk, what=what)
    return case


def tasks_for(user: User) -> QuerySet[CaseTask]:
    """Tasks somebody may see: those they may open, and the queue of their units and roles."""
    return CaseTask.objects.human().filter(
        _in_cases_of(user) | _in_hands_of(user) | _in_queue_of(user)
    )


def tasks_open_to(user: User) -> QuerySet[CaseTask]:
    """Tasks somebody may open, with the name of the person: all of their cases, and those in their hands."""
    mine = _in_cases_of(user) | _in_hands_of(user) | _was_asked_of(user)
    return CaseTask.objects.human().filter(mine)


def queue_for(user: User) -> QuerySet[CaseTask]:
    """Tasks that nobody has taken, in the units where somebody's roles may do them."""
    return CaseTask.objects.filter(_in_queue_of(user))


def my_tasks(user: User) -> QuerySet[CaseTask]:
    """Tasks in somebody's own hands."""
    return CaseTask.objects.filter(_in_hands_of(user))


def tasks_managed_by(user: User) -> QuerySet[CaseTask]:
    """What waits for people in the units that somebody manages."""
    units = units_of(user, role=MANAGER)
    return CaseTask.objects.waiting().filter(
        unit__in=units, case__unit__in=units, case__closed_at=None
    )


def task_of(user: User, case_pk: int, pk: int, *, what: str = "task") -> CaseTask:
    """One task of one case, with a line in the access log.

    errors   Http404 when it is not there, lies in another case, or is not for this person; nothing is logged then
    """
    wanted = tasks_open_to(user).filter(case=case_pk, pk=pk)
    task = wanted.select_related(
        "process",
        "owner",
        "done_by",
        "submission",
        "case__participant",
        "case__programme",
        "case__unit",
    ).first()
    if task is None:
        raise Http404
    why = _instead_of(user, task.case)
    access_log.record(user, subject_type="case", subject_id=task.case_id, what=what, why=why)
    return task


def queue_task_of(user: User, case_pk: int, pk: int) -> CaseTask:
    """One task from the queue, before anybody took it: nothing of the case is read with it.

    errors   Http404
    """
    task = queue_for(user).filter(case=case_pk, pk=pk).select_related("process").first()
    if task is None:
        raise Http404
    return task


def proposals_asked_of(user: User) -> QuerySet[Proposal]:
    """What waits for somebody's answer: a role offered to them or their unit, what their role must approve."""
    offered = Q(to_user=user)
    for role in sorted(roles_of(user)):
        offered |= Q(to_unit__in=units_of(user, role=role), who__contains=[role])
    held = TeamMember.objects.filter(
        user__in=hands_of(user),
        until=None,
        case__proposals__state=Proposal.State.OPEN,
        case__proposals__roles__contains=[F("role")],
    ).annotate(proposal=F("case__proposals"))
    said = ProposalAnswer.objects.filter(proposal=OuterRef("proposal"), role=OuterRef("role"))
    mine = Q(pk__in=held.exclude(Exists(said)).values("proposal"))
    return Proposal.objects.filter(offered | mine, state=Proposal.State.OPEN)


def proposal_of(user: User, pk: int) -> Proposal:
    """One thing that was asked of others: for who is asked, and for who sees the case.

    errors   Http404; nothing is logged then
    """
    seen = Q(case__in=cases_for(user).values("pk")) | Q(
        pk__in=proposals_asked_of(user).values("pk")
    )
    wanted = Proposal.objects.filter(seen, pk=pk)
    row = wanted.select_related(
        "case__participant",
        "case__programme",
        "case__unit",
        "task",
        "asked_by",
        "to_user",
        "to_unit",
    ).first()
    if row is None:
        raise Http404
    access_log.record(user, subject_type="case", subject_id=row.case_id, what="proposal")
    return row


def participants_for(user: User) -> QuerySet[Participant]:
    """People whose cases somebody may see."""
    return Participant.objects.filter(pk__in=cases_for(user).values("participant"))


def programmes_for(user: User, *, on: date | None = None) -> list[Programme]:
    """Programmes in which somebody may start a case, by name."""
    offered = Programme.objects.filter(is_open=True).select_related("unit", "workflow")
    return [programme for programme in offered if may_start(user, programme, on=on)]


def may_start(user: User, programme: Programme, *, on: date | None = None) -> bool:
    """Whether one of somebody's roles registers new cases of this programme.

    Partners register from outside; everybody else in the unit where they hold the role.
    """
    latest = programme.workflow.versions.order_by("number").last()
    if latest is None:
        return False
    for role in roles_of(user, on=on).intersection(latest.document().start.roles):
        if role == "partner" or programme.unit_id in units_of(user, role=role, on=on):
            return True
    return False


def _in_cases_of(user: User) -> Q:
    return Q(case__in=cases_for(user).values("pk"))


def _in_hands_of(user: User) -> Q:
    return Q(flow_task_type="HUMAN", status=STATUS.ASSIGNED, owner__in=hands_of(user))


def _was_asked_of(user: User) -> Q:
    """What somebody was asked beside others: who still writes when it is over is told so, and keeps the words."""
    return Q(kind=PARTY, owner__in=hands_of(user))


def _instead_of(user: User, case: Case) -> str:
    """For the access log: through whose absence somebody reads a case; empty when it is open to them anyway."""
    others = stands_in_for(user)
    if not others or case.unit_id in units_of(user, role=MANAGER):
        return ""
    team = case.team.filter(until=None)
    if team.filter(user=user).exists():
        return ""
    held = TeamMember.objects.filter(case=case, until=None, user__in=others)
    away = User.objects.filter(pk__in=others)
    names = [
        person.display_name for person in away.filter(pk__in=held.values("user")).order_by("pk")
    ]
    return f"stands in for {', '.join(names)}" if names else ""


def _in_queue_of(user: User) -> Q:
    """Untaken tasks: per role somebody holds, in the units where they hold it."""
    seeing = [role for role in roles_of(user) if "queue.see" in ROLE_BY_KEY[role].permissions]
    reach = {role: sorted(units_of(user, role=role)) for role in sorted(seeing)}
    reached = Q(pk__in=[])
    for role, units in reach.items():
        reached |= Q(unit__in=units, who__contains=[role])
    everywhere = sorted({unit for units in reach.values() for unit in units})
    # Said twice, so that the index on open tasks of a unit serves however many roles somebody holds.
    waiting = Q(flow_task_type="HUMAN", status=STATUS.NEW, unit__in=everywhere)
    return waiting & reached
