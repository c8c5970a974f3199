"""When a service says anew who may hold a role, what lies open in its cases follows. See `cases.rights`."""

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.tasks import task

from accounts.models import Unit
from cases import places
from cases.models import Case, CaseProcess, CaseTask, Proposal
from cases.parties import PARTY
from cases.versions import version_of
from workflows.models import WorkflowVersion

AT_ONCE = 500  # cases


def when_frozen(version: WorkflowVersion) -> None:
    """Let open tasks follow a version that was just published, when it says anew who may hold a role."""
    before = version.definition.versions.filter(number__lt=version.number).order_by("-number")
    known = before.first()
    if known is None:
        return
    was = {role.key: (role.who, role.queue) for role in known.document().roles}
    now = {role.key: (role.who, role.queue) for role in version.document().roles}
    if any(was.get(key, said) != said for key, said in now.items()):
        follow_rights.enqueue(version.pk)  # stored with the version, or not at all


@task
def follow_rights(version: int) -> None:
    """Let open tasks lie where those find them who may do them now."""
    follow(version)


def follow(pk: int) -> int:
    """Write at every open task and offer who may take it now. Done again, it finds nothing to do.

    returns   how many tasks changed
    """
    version = version_of(pk)
    if version.definition.latest_version() != version:
        return 0  # a later one has its own turn
    changed = 0
    for role in version.document().roles:
        who, unit = list(role.who), places.queue_unit(role)
        mine = Q(role=role.key, process__version__definition=version.definition_id)
        lies = Q(unit=unit.pk) if unit else Q(unit=F("case__unit"))
        behind = mine & (~Q(who=who) | (~lies & ~Q(kind=PARTY)))
        while found := list(_behind(behind)):
            changed += _write(found, behind, who, unit)
        offers = Proposal.objects.filter(
            state=Proposal.State.OPEN,
            role=role.key,
            task__process__version__definition=version.definition_id,
        )
        offers.exclude(who=who).update(who=who)
    return changed


def _behind(mine: Q) -> list[int]:
    rows = CaseTask.objects.unfinished().filter(mine).order_by("process")
    return list(rows.values_list("process", flat=True).distinct()[:AT_ONCE])


@transaction.atomic
def _write(processes: list[int], mine: Q, who: list[str], unit: Unit | None) -> int:
    """In the order of all writers: the case first, then its tasks."""
    locked = CaseProcess.objects.select_for_update(no_key=True).filter(pk__in=processes)
    held = list(locked.order_by("pk").values_list("pk", flat=True))
    rows = CaseTask.objects.unfinished().filter(mine, process__in=held)
    changed = list(rows.values_list("pk", flat=True))
    own = Case.objects.filter(pk=OuterRef("case")).values("unit")[:1]
    CaseTask.objects.filter(pk__in=changed).exclude(kind=PARTY).update(
        unit=unit.pk if unit else Subquery(own)
    )
    return CaseTask.objects.filter(pk__in=changed).update(who=who)
