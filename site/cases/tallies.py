"""How many were asked by a step and what they said, as it is now or will be when the present action is done."""

from collections.abc import Iterable, Mapping
from typing import Any

from viewflow.workflow import STATUS

from cases.models import CaseTask
from cases.parties import EARLY, PARTY, round_of
from workflows.tallies import ANSWERED, ASKED, counted

Answers = Mapping[str, Any]


class Tally:
    """The newest round of one step.

    round   counted from 1; 0 before the step was ever reached
    """

    def __init__(self) -> None:
        self.round = EARLY
        self._said: dict[int, Answers | None] = {}  # None: has not answered yet

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[int, str, str, Any, Answers | None]]) -> "Tally":
        """Count what is stored.

        rows   (key, kind, status, round, answers)
        """
        tally, rows = cls(), list(rows)
        tally.round = max(
            (number or EARLY for _pk, _kind, _status, number, _said in rows), default=EARLY
        )
        for pk, kind, status, number, said in rows:
            if kind != PARTY or (number or EARLY) != tally.round or status == STATUS.CANCELED:
                continue
            tally._said[pk] = (said or {}) if status == STATUS.DONE else None
        return tally

    @property
    def asked(self) -> int:
        """Everybody who was asked and not stopped."""
        return len(self._said)

    @property
    def answered(self) -> int:
        return sum(said is not None for said in self._said.values())

    def open_round(self) -> int:
        """Begin anew: whoever was asked before is not counted in the new round."""
        self.round, self._said = self.round + 1, {}
        return self.round

    def asks(self, task: CaseTask) -> None:
        """Know that somebody is asked."""
        if round_of(task) == self.round:
            self._said[_name(task)] = None

    def answers(self, task: CaseTask, said: Answers) -> None:
        """Know what somebody answered."""
        if round_of(task) == self.round:
            self._said[_name(task)] = dict(said)

    def stops(self, task: CaseTask) -> None:
        """Know that somebody is asked no longer."""
        if round_of(task) == self.round:
            self._said.pop(_name(task), None)

    def value(self, name: str) -> Any:
        """`asked`, `answered`, `<question>` as {code: how many}, `<question>.<code>`."""
        if name in (ASKED, ANSWERED):
            return self.asked if name == ASKED else self.answered
        question, dot, code = name.partition(".")
        counts = counted(said for said in self._said.values() if said).get(question, {})
        return counts.get(code, 0) if dot else counts


def _name(task: CaseTask) -> int:
    """How a row is told from others before it has a key: keys are above zero."""
    return task.pk or -id(task)
