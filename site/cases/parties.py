"""One who is asked beside others, and what their task remembers: in which round, who it is, why it stopped."""

from dataclasses import dataclass

from accounts.models import Unit, User
from cases.models import CaseTask

SEVERAL, PARTY = "several", "party"  # kinds of task: of the one who asks, of each who is asked
ROUND = "round"  # in the data of both; 0: given before the step was reached
EARLY = 0
WHOM = (
    "whom"  # `role:partner`, `user:7`, `unit:3:health`, `name:doctor berg`: nobody is asked twice
)
NAME = "called"  # of somebody without an account, or for whom somebody else writes
WRITTEN_FOR = "written_for"  # somebody else writes down what this one said
GROUND = "ground"  # why it is asked no longer: one of GROUNDS
WHY = "why"  # in the data of the one who asks: the reason of going on without
WENT_ON = "went_on"  # in the data of the one who asks: enough, deadline or reason
GROUNDS = ("consent_withdrawn", "declined", "not_needed", "wrong_party", "other")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Whom:
    """One who is asked: a person, the queue of a unit, or somebody outside by name.

    role     the role of the case in which they are asked
    follows  the task follows the role when somebody else comes to hold it
    """

    role: str = ""
    user: User | None = None
    unit: Unit | None = None
    name: str = ""
    follows: bool = False

    @property
    def key(self) -> str:
        """How parties are compared: nobody is asked twice in a round."""
        if self.name:
            return f"name:{self.name.casefold()}"
        if self.unit is not None:
            return f"unit:{self.unit.pk}:{self.role}"
        if self.user is not None and not self.follows:
            return f"user:{self.user.pk}"
        return f"role:{self.role}"


def round_of(task: CaseTask) -> int | None:
    """The round that a task belongs to; None for tasks that nobody is asked in, and before the first."""
    return task.data.get(ROUND) if isinstance(task.data, dict) else None


def whom_of(task: CaseTask) -> str:
    """Who is asked, as it is compared."""
    return str(task.data.get(WHOM, ""))


def name_of(task: CaseTask) -> str:
    """Who is asked, as it is read: empty while it lies in a queue."""
    return str(task.data.get(NAME, "")) or (task.owner.display_name if task.owner else "")
