"""Where running cases stand, read for one case in hand or for all cases of a workflow at once."""

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F
from viewflow.workflow import STATUS

from cases.asked import ASKED
from cases.hand import Hand
from cases.models import CaseProcess, CaseTask, Obligation, TeamMember
from cases.nodes.steps import MAIN
from cases.owed import UNMET
from workflows.models import WorkflowDefinition
from workflows.moves.verdicts import Rest, Standing

EVENT = "event"
AT_ONCE = 1000  # cases


def standing_of(hand: Hand) -> Standing:
    """Where the case in hand stands now."""
    done = CaseTask.objects.filter(case=hand.case, status=STATUS.DONE)
    rows = done.values_list("key", "kind", "token")
    open_tasks = hand.open_tasks()
    owed = hand.case.obligations.filter(state__in=UNMET).values_list("key", flat=True)
    return Standing(
        rests=tuple(
            _rest(
                task.pk,
                task.flow_task.name,
                task.key,
                task.token.token,
                task.role,
                task.data,
                task.owner_id,
            )
            for task in open_tasks
        ),
        done=frozenset(key for key, _kind, _token in rows),
        roles=frozenset(member.role for member in hand.team),
        owed=frozenset(owed),
        events={token.token: key for key, kind, token in rows if kind == EVENT}
        | {task.token.token: task.key for task in open_tasks if task.kind == EVENT},
    )


def running(definition: WorkflowDefinition) -> Any:
    """The runs of a workflow that are not over, in whatever version."""
    return CaseProcess.objects.filter(
        version__definition=definition.source(), case__closed_at=None
    ).order_by("pk")


def standings(definition: WorkflowDefinition) -> Iterator[tuple[int, int, Standing]]:
    """Where every running case of a workflow stands: (case, version, standing). Five queries for each thousand."""
    for chunk in batched(running(definition).values_list("case", "version"), AT_ONCE):
        yield from _standings(dict(chunk))


def _standings(versions: dict[int, int]) -> Iterator[tuple[int, int, Standing]]:
    """The same for some cases, named: a subquery would be planned anew for tables whose size nobody knows yet."""
    cases = list(versions)
    rests: dict[int, list[Rest]] = {}
    events: dict[int, dict[str, str]] = {}
    open_rows = CaseTask.objects.unfinished().filter(case__in=cases).order_by("pk")
    for case, *row in open_rows.annotate(node=F("flow_task")).values_list(
        "case", "kind", "pk", "flow_task", "key", "token", "role", "data", "owner"
    ):
        kind, pk, node, key, token, role, data, owner = row
        if kind == EVENT:  # others are asked to agree to it
            events.setdefault(case, {})[token.token] = key
        rests.setdefault(case, []).append(_rest(pk, node.name, key, token.token, role, data, owner))
    finished = CaseTask.objects.filter(case__in=cases, status=STATUS.DONE)
    done = _sets(finished.values_list("case").annotate(found=ArrayAgg("key", distinct=True)))
    for case, token, key in finished.filter(kind=EVENT).values_list("case", "token", "key"):
        events.setdefault(case, {})[token.token] = key
    team = TeamMember.objects.filter(case__in=cases, until=None).order_by()
    roles = _sets(team.values_list("case").annotate(found=ArrayAgg("role", distinct=True)))
    unmet = Obligation.objects.filter(case__in=cases, state__in=UNMET).order_by()
    owed = _sets(unmet.values_list("case").annotate(found=ArrayAgg("key", distinct=True)))
    nothing: frozenset[str] = frozenset()
    for case, version in versions.items():
        yield (
            case,
            version,
            Standing(
                tuple(rests.get(case, ())),
                done.get(case, nothing),
                roles.get(case, nothing),
                owed.get(case, nothing),
                events.get(case, {}),
            ),
        )


def _sets(rows: Iterable[tuple[int, list[str]]]) -> dict[int, frozenset[str]]:
    return {case: frozenset(found) for case, found in rows}


def _rest(  # noqa: PLR0913, PLR0917  the columns of one row
    pk: int, node: str, key: str, token: str, role: str, data: Any, owner: int | None
) -> Rest:
    path = MAIN.token if token == MAIN.token else token
    return Rest(pk, node, key, path, role, bool((data or {}).get(ASKED)), owner is not None)
