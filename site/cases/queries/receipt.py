"""What somebody who registered a case may know of it afterwards: who has it, and whom to tell about mistakes.

The whole rule: whoever registered a case keeps its receipt. The first answers are on it until somebody has taken
a task of the case; from then on they belong to the work, and the receipt only says who has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from viewflow.workflow import STATUS

from accounts.models import User
from accounts.roles import people_who_may
from cases.duties import MANAGER
from cases.models import Case, CaseTask

CONTACTS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """One registration, seen by the person who made it.

    first      the start, with the answers; None when they are no longer shown
    holders    who has a task of the case in hand now, by name
    contacts   whom to write to about something that is wrong
    """

    case: Case
    first: CaseTask | None
    holders: Sequence[str]
    contacts: Sequence[User]


def receipt_of(case: Case) -> Receipt:
    """Gather what the receipt of a case says now."""
    first = case.tasks.filter(submission__isnull=False).select_related("submission__version")
    mine = case.tasks.filter(flow_task_type="HUMAN", status=STATUS.ASSIGNED)
    holders = {task.owner.display_name for task in mine.select_related("owner") if task.owner}
    managers = people_who_may(MANAGER, case.unit_id).exclude(email="")
    return Receipt(
        case=case,
        first=None if _was_taken(case) else first.order_by("pk").first(),
        holders=sorted(holders),
        contacts=list(managers[:CONTACTS_AT_MOST]),
    )


def _was_taken(case: Case) -> bool:
    return not case.is_open or case.team.exists()
