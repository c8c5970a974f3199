"""Decisions: checked against the periods of the case, and what ending does to them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import day_limits
from cases.hand import Hand
from cases.models import CaseTask, Decision
from cases.periods import Fault, Granted, faults
from cases.refusals import AnswersRefused, PeriodMisplaced, PeriodTooLong
from workflows import steps
from workflows.effects import Approval

TOO_LONG = frozenset({"too_long", "over_total"})


def prepare(hand: Hand, task: CaseTask, answers: Mapping[str, Any]) -> Decision:
    """Make the decision that these answers take, after checking its period. Nothing is written yet.

    errors   PeriodTooLong · PeriodMisplaced · AnswersRefused, each marked with the field
    """
    step: steps.Decision = task.flow_task.block
    granted = step.effect == "grant" and not step.refuses(answers)
    starts_on, ends_on = _day(answers, step.starts), _day(answers, step.ends)
    if step.effect == "end":
        _check_years(hand, {step.starts: starts_on})
    if granted:
        _check_period(hand, step, starts_on, ends_on)
    return Decision(
        case=hand.case,
        number=hand.case.decisions.count() + 1,
        step=step.key,
        effect=step.effect,
        granted=granted,
        starts_on=starts_on if granted or step.effect == "end" else None,
        ends_on=ends_on if granted else None,
        laws=list(step.laws),
        task=task,
        decided_by=hand.by,
        decided_at=hand.now,
    )


def take_effect(hand: Hand, decision: Decision) -> None:
    """Write the decision with the action, and know it from now on."""
    known = hand.facts.granted
    hand.also(decision)
    if decision.effect == "grant" and decision.granted and decision.starts_on:
        known.append(decision)
    if decision.effect == "end":
        revoke_after(hand, decision.starts_on or hand.today, "ended")
    hand.anchors_moved = True


def wind_up(hand: Hand) -> None:
    """The case is closed: a service that never started has no granted time; nobody has any after the end."""
    if hand.case.outcome_kind == "not_started":
        revoke_after(hand, date.min, "not_started")
    else:
        revoke_after(hand, hand.today, hand.case.outcome_kind)


def revoke_after(hand: Hand, day: date, why: str) -> None:
    """Take back granted periods that begin after a day."""
    for decision in list(hand.facts.granted):
        if decision.starts_on and decision.starts_on > day:
            decision.revoked_at, decision.revoked_why = hand.now, why
            hand.facts.granted.remove(decision)
            hand.also(decision)
            hand.anchors_moved = True
            hand.trace("decision_revoked", number=decision.number, why=why)


def _day(answers: Mapping[str, Any], field: str) -> date | None:
    value = answers.get(field) if field else None
    return date.fromisoformat(value) if value else None


def _check_period(
    hand: Hand, step: steps.Decision, starts_on: date | None, ends_on: date | None
) -> None:
    if not step.starts:
        return
    missing = {
        field: _("Write the day.")
        for field, day in ((step.starts, starts_on), (step.ends, ends_on))
        if field and day is None
    }
    if missing:
        raise AnswersRefused(errors=missing)
    _check_years(hand, {step.starts: starts_on, step.ends: ends_on})
    if starts_on is None or ends_on is None:
        return
    earlier = [
        Granted(each.starts_on, each.ends_on)
        for each in hand.facts.granted
        if each.starts_on and each.ends_on
    ]
    first = min([starts_on, *(period.starts_on for period in earlier)])
    found = faults(
        starts_on,
        ends_on,
        earlier=earlier,
        longest=step.longest,
        total=_total(hand, step),
        paused=hand.facts.days_stopped("length", since=first),
    )
    if found:
        kind = PeriodTooLong if TOO_LONG & {fault.kind for fault in found} else PeriodMisplaced
        raise kind(*map(_sentence, found), errors=_marked(step, found))


def _total(hand: Hand, step: steps.Decision) -> steps.Period | None:
    """The longest time together, with what joint approvals have added to it."""
    event = next((each for each in hand.document.events if each.key == step.exceeded_by), None)
    if step.total is None or event is None or not isinstance(event.effect, Approval):
        return step.total
    times = hand.facts.value(f"event.{event.key}.times")
    more = event.effect.longer or steps.Period()
    return steps.Period(
        step.total.months + more.months * times,
        step.total.weeks + more.weeks * times,
        step.total.days + more.days * times,
    )


def _check_years(hand: Hand, days: Mapping[str, date | None]) -> None:
    """Refuse a slip in the year: it would grant what nobody meant."""
    odd = {
        field: sentence
        for field, day in days.items()
        if (sentence := day_limits.why_not(day, day_limits.PLANNED, today=hand.today))
    }
    if odd:
        raise PeriodMisplaced(errors=odd)


def _marked(step: steps.Decision, found: list[Fault]) -> dict[str, str]:
    at_start = ("overlaps", "gap")
    marked: dict[str, str] = {}
    for fault in found:
        field = step.starts if fault.kind in at_start else step.ends
        marked.setdefault(field, _sentence(fault))
    return marked


def _sentence(fault: Fault) -> str:
    day = date_format(fault.day, "DATE_FORMAT")
    match fault.kind:
        case "backwards":
            return _("The period ends before it starts. It starts on %(day)s.") % {"day": day}
        case "too_long":
            return _("One decision may run until %(day)s at the latest.") % {"day": day}
        case "over_total":
            return _("All decisions together may run until %(day)s at the latest.") % {"day": day}
        case "overlaps":
            return _("Days are already granted. The new period starts on %(day)s.") % {"day": day}
        case _:
            return _("No day may be left between. The new period starts on %(day)s.") % {"day": day}
