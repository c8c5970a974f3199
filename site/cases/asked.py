"""How a step of a case that somebody else answers by a personal link is named, and what its task remembers."""

from typing import NamedTuple

from cases.models import Case, CaseTask

ASKED = "asked_by_link"  # in the data of a task: a link was made, so there may be one to withdraw
ANSWERED = "answered_by_link"  # in the data of a task: the submissions that came, the oldest first
SEEN = "_answered"  # on the page and in a draft: which of them it has taken in
_CASE, _TASK = "case:", "task:"


class Place(NamedTuple):
    """What a link is about."""

    case: int
    task: int


def about_case(case: Case) -> str:
    """How personal links to forms say that they are about a case."""
    return f"{_CASE}{case.pk}"


def about_task(task: CaseTask) -> str:
    """How they say that they are about a step of it."""
    return f"{_CASE}{task.case_id}/{_TASK}{task.pk}"


def task_of(about: str) -> Place | None:
    """The step that a link is about; None when it is about something else."""
    case, _slash, task = about.partition("/")
    if not (case.startswith(_CASE) and task.startswith(_TASK)):
        return None
    numbers = case.removeprefix(_CASE), task.removeprefix(_TASK)
    if not all(each.isascii() and each.isdecimal() for each in numbers):
        return None
    return Place(int(numbers[0]), int(numbers[1]))


def answers_of(task: CaseTask) -> list[int]:
    """The submissions that came for a task by links."""
    return list(task.data.get(ANSWERED, ())) if isinstance(task.data, dict) else []


def stamp(task: CaseTask) -> str:
    """Which answers there are, in a word that pages and drafts carry."""
    return "-".join(map(str, answers_of(task)))
