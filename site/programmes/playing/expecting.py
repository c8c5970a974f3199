"""What a story expects after a step, compared with what is so."""

import re
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.facts import Facts
from cases.models import Case, CaseTask, Notice, Obligation
from cases.refusals import GateHoldsBack, Refusal
from programmes.playing.cast import Cast
from programmes.shapes.story import ExpectShape

State = Obligation.State


def name_of(refusal: Refusal) -> str:
    """Name a refusal as stories do: `period_too_long`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(refusal).__name__).lower()


def is_expected(refusal: Refusal, expect: ExpectShape | None) -> bool:
    """Tell whether a story expects this refusal: its name, the key of a gate, or a part of what it says.

    What it says is in the reader's language. Names and keys are the same for all.
    """
    if expect is None or not expect.refused:
        return False
    gates = refusal.keys if isinstance(refusal, GateHoldsBack) else ()
    return expect.refused in (name_of(refusal), *gates) or expect.refused in str(refusal)


def open_tasks(case: Case) -> list[CaseTask]:
    """The tasks of people that are open, the earliest due first."""
    return list(CaseTask.objects.waiting().filter(case=case))


def failures(case: Case, expect: ExpectShape, cast: Cast) -> Iterator[str]:
    """Yield one sentence for everything that is not as expected."""
    tasks = {task.key or "extra": task for task in open_tasks(case)}
    for key in expect.open:
        if key not in tasks:
            yield _("“%(key)s” is not open. Open are: %(open)s.") % {
                "key": key,
                "open": _list(tasks),
            }
    for key in expect.not_open:
        if key in tasks:
            yield _("“%(key)s” is open.") % {"key": key}
    for key in expect.late:
        due = tasks[key].due_on if key in tasks else None
        if due is None or due >= timezone.localdate():
            yield _("“%(key)s” is not late.") % {"key": key}
    yield from _state(case, expect)
    yield from _obligations(case, expect)
    for key in expect.told:
        if not Notice.objects.filter(case=case, user=cast.person(key)).exists():
            yield _("“%(key)s” was told nothing.") % {"key": key}


def _state(case: Case, expect: ExpectShape) -> Iterator[str]:
    if expect.phase and case.phase != expect.phase:
        yield _("The phase is “%(phase)s”.") % {"phase": case.phase}
    if expect.outcome and case.outcome != expect.outcome:
        yield _("The outcome is “%(outcome)s”.") % {"outcome": case.outcome or _("none")}
    if expect.ending and case.ending_reason != expect.ending:
        said = {"reason": case.ending_reason or _("none")}
        yield _("The reason for the ending is “%(reason)s”.") % said
    if expect.closed is not None and case.is_open is expect.closed:
        yield _("The case is open.") if case.is_open else _("The case is closed.")
    if expect.holds and not Facts(case).holds(expect.holds.rule()):
        rows = expect.holds.rule().rows
        facts = Facts(case)
        known = ", ".join(f"{row.field} = {facts.value(row.field)}" for row in rows)
        yield _("The condition does not hold: %(known)s.") % {"known": known}


def _obligations(case: Case, expect: ExpectShape) -> Iterator[str]:
    for key, state in expect.obligations.items():
        rows = list(case.obligations.filter(key=key).order_by("number"))
        begun = [row for row in rows if row.state != State.COMING] or rows[:1]
        found = begun[-1].state if begun else _("none")
        if found != state:
            yield _("The obligation “%(key)s” is %(found)s, not %(state)s.") % {
                "key": key,
                "found": found,
                "state": state,
            }


def _list(keys: dict[str, CaseTask]) -> str:
    return ", ".join(keys) or _("none")
