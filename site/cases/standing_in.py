"""What a substitute is told and what is noted of them, while somebody of the team is away."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from accounts.absences import substitutes_of
from accounts.models import User
from cases.models import JournalEntry, Notice


def note(traces: Iterable[JournalEntry], instead_of: User | None) -> None:
    """Keep with each trace in whose place it happened."""
    if instead_of is None:
        return
    for entry in traces:
        entry.facts = {**entry.facts, "instead_of": instead_of.display_name}


def also_told(notices: Iterable[Notice], hand: Any) -> list[Notice]:
    """The same things, told to those who stand in for readers who are away; once each, and not to the one who acts."""
    led = substitutes_of({each.user_id for each in notices}, on=hand.today)
    found: dict[tuple[Any, ...], Notice] = {}
    for each in notices if led else ():
        reader = led.get(each.user_id)
        if reader is None or reader == hand.by or _is_told(reader, each, notices):
            continue
        facts = {**each.facts, "instead_of": each.user.display_name}
        copy = Notice(
            user=reader,
            case=each.case,
            task=each.task,
            code=each.code,
            facts=facts,
            told_at=hand.now,
        )
        found.setdefault((reader.pk, each.code, id(each.task), str(each.facts)), copy)
    return list(found.values())


def told_instead(people: Collection[int], *, on: date) -> set[int]:
    """Who stands in for these people (primary keys) and is written to as well."""
    return {user.pk for user in substitutes_of(people, on=on).values()} if people else set()


def _is_told(reader: User, notice: Notice, notices: Iterable[Notice]) -> bool:
    return any(
        (each.user_id, each.code, each.task) == (reader.pk, notice.code, notice.task)
        for each in notices
    )
