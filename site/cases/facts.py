"""What is known about a case, for rules, first answers and moments. Each part is fetched when first asked for.

Paths are dotted: `<step>.<field>`, `done.<step>`, `met.<obligation>`, `event.<event>.times`,
`case.<fact>`, `participant.<fact>`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from viewflow.workflow import STATUS

from cases.models import Case, CaseTask, Decision, Obligation, Pause
from cases.parties import PARTY, SEVERAL
from cases.stopped_time import Stop, stopped_days
from cases.stopped_time import moved as moved_by_pauses
from cases.tallies import Tally
from cases.versions import version_of
from forms.conditions.logic import holds
from forms.conditions.rules import Rule
from workflows.calendars import moved
from workflows.dates import add
from workflows.document import WorkflowDocument
from workflows.steps import Moment
from workflows.tables import result

MET = (Obligation.State.MET, Obligation.State.MET_LATE)


class Facts:
    """The facts of one case, as they are now or as they will be when the present action is done."""

    def __init__(
        self, case: Case, *, now: datetime | None = None, document: WorkflowDocument | None = None
    ) -> None:
        self.case = case
        self._document = document
        self.today = timezone.localdate(now)
        self._steps: dict[str, dict[str, Any]] = {}  # answers of steps, {} when never asked
        self._done: dict[str, bool] = {}
        self._tallies: dict[str, Tally] = {}  # of steps that ask several
        self._met: dict[str, int] | None = None
        self._events: dict[str, int] | None = None
        self._granted: list[Decision] | None = None
        self._pauses: list[Pause] | None = None
        self.entered: dict[str, date] = {}  # phases entered during the present action

    @property
    def calendar(self) -> str:
        """Whose holidays are no working days."""
        return self.document.calendar

    @property
    def document(self) -> WorkflowDocument:
        """The workflow as the case runs it."""
        if self._document is None:
            process = self.case.processes.order_by("pk").last()
            found = version_of(process.version_id).document() if process else None
            self._document = found or WorkflowDocument()
        return self._document

    def follow(self, document: WorkflowDocument) -> None:
        """Read another version of the workflow from now on."""
        self._document = document

    # For rules -------------------------------------------------------------------------------

    def holds(self, rule: Rule | None) -> bool:
        """Judge a rule. No rule means *always*."""
        return rule is None or holds(
            rule, {"today": self.today.isoformat(), **self.known(rule.fields())}
        )

    def known(self, paths: Iterable[str]) -> dict[str, Any]:
        """The facts behind these paths, nested as rules and forms read them."""
        wanted = [path.partition(".") for path in paths]
        self._fetch({head if head != "done" else rest for head, _, rest in wanted})
        nested: dict[str, Any] = {}
        for head, _, rest in wanted:
            value = self._value(head, rest)
            if value is not None:
                _put(nested, f"{head}.{rest}" if rest else head, value)
        return nested

    def value(self, path: str) -> Any:
        """One fact; None when it is not known."""
        head, _, rest = path.partition(".")
        self._fetch({head if head != "done" else rest})
        return self._value(head, rest)

    def answers(self, step: str) -> Mapping[str, Any]:
        """The latest answers of a step; empty when it was never done."""
        self._fetch({step})
        return self._steps[step]

    def tally(self, step: str) -> Tally:
        """What those have said whom a step asks."""
        self._fetch({step})
        return self._tallies.setdefault(step, Tally())

    def record(self, step: str, answers: Mapping[str, Any]) -> None:
        """Know the answers that are being handed in."""
        self._steps[step] = dict(answers)
        self._done.setdefault(step, False)

    def mark_done(self, step: str) -> None:
        """Know that a step is finished."""
        self._steps.setdefault(step, {})
        self._done[step] = True

    def mark_met(self, obligation: str) -> None:
        """Know that something owed is being met."""
        met = self._times_met()
        met[obligation] = met.get(obligation, 0) + 1

    def mark_started(self, event: str) -> None:
        """Know that an event is being started, one time more than before."""
        started = self._times_started()
        started[event] = started.get(event, 0) + 1

    def forget_decisions(self) -> None:
        """Read the decisions again when they are next asked for."""
        self._granted = None

    def _value(self, head: str, rest: str) -> Any:
        match head:
            case "done":
                return self._done.get(rest, False)
            case "met":
                return self._times_met().get(rest, 0)
            case "event":
                return self._times_started().get(rest.removesuffix(".times"), 0)
            case "case":
                return _CASE[rest](self) if rest in _CASE else None
            case "table":
                return self._given(rest)
            case "participant":
                return _PARTICIPANT[rest](self) if rest in _PARTICIPANT else None
            case _ if head in self._tallies:
                return self._tallies[head].value(rest)
            case _:
                return self._steps.get(head, {}).get(rest)

    def _given(self, key: str) -> str | None:
        """What a decision table gives for what is known now."""
        table = next((each for each in self.document.tables if each.key == key), None)
        if table is None:
            return None
        self.known(table.columns)  # all of them in one query
        return result(table, [self.value(fact) for fact in table.columns])

    def _fetch(self, steps: Iterable[str]) -> None:
        missing = [key for key in steps if key not in self._steps and key not in _OWN]
        if not missing:
            return
        counted = Q(status=STATUS.DONE) | Q(kind__in=(SEVERAL, PARTY))
        rows = (
            CaseTask.objects.filter(counted, case=self.case, key__in=missing)
            .order_by("finished", "pk")
            .values_list(
                "key",
                "skipped_reason",
                "submission__answers",
                "pk",
                "kind",
                "status",
                "data__round",
            )
        )
        for key in missing:
            self._steps[key], self._done[key] = {}, False
        parties: dict[str, list[tuple[int, str, str, Any, Any]]] = {}
        for key, skipped, answers, pk, kind, status, number in rows:
            if kind in (SEVERAL, PARTY):
                parties.setdefault(key, []).append((pk, kind, status, number, answers))
            if kind == PARTY or status != STATUS.DONE:
                continue
            self._done[key] = self._done[key] or not skipped
            if answers is not None:
                self._steps[key] = answers
        self._tallies |= {key: Tally.of_rows(those) for key, those in parties.items()}

    def _times_met(self) -> dict[str, int]:
        if self._met is None:
            rows = Obligation.objects.filter(case=self.case, state__in=MET).order_by()
            self._met = dict(rows.values_list("key").annotate(times=Count("pk")))
        return self._met

    def _times_started(self) -> dict[str, int]:
        if self._events is None:
            rows = CaseTask.objects.filter(case=self.case, kind__in=EVENTS, status=STATUS.DONE)
            times = rows.order_by().values_list("key").annotate(times=Count("pk"))
            self._events = dict(times)
        return self._events

    # Pauses ----------------------------------------------------------------------------------

    @property
    def pauses(self) -> list[Pause]:
        """Every pause of the case, the earliest first; a case that never paused is not asked."""
        if self._pauses is None:
            rows = Pause.objects.filter(case=self.case).order_by("starts_on", "pk")
            self._pauses = list(rows) if self.case.times_paused else []
        return self._pauses

    @property
    def pause(self) -> Pause | None:
        """The pause that the case is in."""
        return next((each for each in self.pauses if each.ended_at is None), None)

    def stands_still(self, clock: str, rule: str = "") -> bool:
        """Whether a clock is stopped now.

        clock   one of `workflows.effects.CLOCKS`
        rule    `stops` or `runs` in every pause; empty: as the pause says
        """
        pause = self.pause
        return pause is not None and rule != "runs" and (rule == "stops" or clock in pause.clocks)

    def stops(self, clock: str, rule: str = "") -> list[Stop]:
        """The pauses behind us in which a clock stood still."""
        if rule == "runs":
            return []
        return [
            Stop(each.starts_on, each.ends_on)
            for each in self.pauses
            if each.ends_on and (rule == "stops" or clock in each.clocks)
        ]

    def days_stopped(self, clock: str, *, since: date) -> int:
        """How many days a clock has stood still since a day, the pause of now included."""
        stops = self.stops(clock)
        if self.pause and self.stands_still(clock):
            stops.append(Stop(self.pause.starts_on, self.today))
        return stopped_days(stops, since=since)

    # Decisions and days ----------------------------------------------------------------------

    @property
    def granted(self) -> list[Decision]:
        """Granted periods that were not revoked, the earliest first."""
        if self._granted is None:
            rows = Decision.objects.filter(
                case=self.case, effect="grant", granted=True, revoked_at=None
            )
            self._granted = list(rows.order_by("starts_on", "number"))
        return self._granted

    def day_of(
        self, moment: Moment | None, *, since: date | None = None, clock: str = ""
    ) -> date | None:
        """The day a moment falls on; None when its anchor is not known yet.

        since   what `now` means; today unless told otherwise
        clock   moved by the pauses in which this clock stood still
        """
        if moment is None:
            return None
        counted = self.counted_day(moment, since=since, clock=clock)
        return counted and moved(counted, moment.day_off, self.calendar)

    def counted_day(
        self, moment: Moment, *, since: date | None = None, clock: str = ""
    ) -> date | None:
        """The same, before a day off is moved: what comes back is counted from it."""
        anchor = since or self.today if moment.anchor == "now" else self.anchor(moment.anchor)
        if anchor is None:
            return None
        day = add(anchor, moment.period, self.calendar)
        return moved_by_pauses(day, self.stops(clock), since=anchor) if clock else day

    def anchor(self, name: str) -> date | None:
        """The day that an anchor stands for; None when it has not come or is not known."""
        head, _, rest = name.partition(":")
        match head:
            case "case_start":
                return timezone.localdate(self.case.opened_at)
            case "closing":
                return self.case.closed_at and timezone.localdate(self.case.closed_at)
            case "service_start":
                return self.case.service_start
            case "decision_start" | "decision_end":
                last = self.granted[-1] if self.granted else None
                if last is None:
                    return None
                return last.starts_on if head == "decision_start" else last.ends_on
            case "phase":
                return self._entered(rest)
            case "obligation":
                return self._last_met(rest)
            case "answer":
                return _as_day(self.value(rest))
            case "date":
                return _as_day(rest)
        raise LookupError(name)

    def _entered(self, phase: str) -> date | None:
        """The day the case last came into a phase."""
        if phase in self.entered:
            return self.entered[phase]
        visit = self.case.visits.filter(phase=phase).order_by("entered_at").last()
        return timezone.localdate(visit.entered_at) if visit else None

    def _last_met(self, key: str) -> date | None:
        met = self.case.obligations.filter(key=key, state__in=MET).order_by("met_at").last()
        return timezone.localdate(met.met_at) if met else None


def _put(nested: dict[str, Any], path: str, value: Any) -> None:
    """Lay a fact where a dotted path reads it."""
    *inwards, last = path.split(".")
    for name in inwards:
        nested = nested.setdefault(name, {})
    nested[last] = value


def _as_day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _text_of(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _age(facts: Facts) -> int | None:
    person = facts.case.participant
    return person.age_on(facts.today) if person else None


def _age_at_entry(facts: Facts) -> int | None:
    person = facts.case.participant
    return person.age_on(timezone.localdate(facts.case.opened_at)) if person else None


def _age_at_start(facts: Facts) -> int | None:
    person, start = facts.case.participant, facts.case.service_start
    return person.age_on(start) if person and start else None


def _days_in_service(facts: Facts) -> int | None:
    start = facts.case.service_start
    if start is None:
        return None
    return (facts.today - start).days - facts.days_stopped("length", since=start)


EVENTS = ("event", "extra")  # what an event leaves behind, by its key
_OWN = frozenset({"case", "participant", "met", "event", "done", "today", "table"})
_CASE: dict[str, Callable[[Facts], Any]] = {
    "entry": lambda facts: facts.case.entry or None,
    "urgency": lambda facts: facts.case.urgency or None,
    "reason": lambda facts: facts.case.reason or None,
    "onward_path": lambda facts: facts.case.onward_path or None,
    "special_support": lambda facts: facts.case.special_support,
    "phase": lambda facts: facts.case.phase or None,
    "service_start": lambda facts: _text_of(facts.case.service_start),
    "decisions": lambda facts: len(facts.granted),
    "decision_end": lambda facts: _text_of(facts.anchor("decision_end")),
    "days_in_service": _days_in_service,
    "paused": lambda facts: facts.case.paused_on is not None,
}
_PARTICIPANT: dict[str, Callable[[Facts], Any]] = {
    "name": lambda facts: facts.case.participant and facts.case.participant.name,
    "age": _age,
    "age_at_entry": _age_at_entry,
    "age_at_start": _age_at_start,
    "language": lambda facts: facts.case.participant and facts.case.participant.language,
    "municipality": lambda facts: (
        (facts.case.participant and facts.case.participant.municipality) or None
    ),
}
