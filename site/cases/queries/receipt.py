"""What somebody who registered a case may know of it afterwards: who has it, and whom to tell about mistakes.

The whole rule: whoever registered a case keeps its receipt. The first answers are on it, and can be corrected,
until somebody has taken a task of the case; from then on they belong to the work, and the receipt only says who
has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from viewflow.workflow import STATUS

from accounts.models import User
from accounts.roles import people_who_may
from cases.duties import MANAGER, was_taken
from cases.models import Case, CaseTask

CONTACTS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """One registration, seen by the person who made it.

    first      the start with the answers, as last corrected; None when they are no longer shown
    holders    who has a task of the case in hand now, by name
    contacts   whom to write to about something that is wrong
    """

    case: Case
    first: CaseTask | None
    holders: Sequence[str]
    contacts: Sequence[User]


def receipt_of(case: Case) -> Receipt:
    """Gather what the receipt of a case says now."""
    starts = case.tasks.filter(kind="start").select_related("submission__version", "process")
    mine = case.tasks.filter(flow_task_type="HUMAN", status=STATUS.ASSIGNED)
    holders = {task.owner.display_name for task in mine.select_related("owner") if task.owner}
    managers = people_who_may(MANAGER, case.unit_id).exclude(email="")
    return Receipt(
        case=case,
        first=None if was_taken(case) else starts.order_by("pk").last(),
        holders=sorted(holders),
        contacts=list(managers[:CONTACTS_AT_MOST]),
    )
