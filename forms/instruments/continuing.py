"""Versions of a scale whose owner says that one goes on where another ended: their scores are one series. Pure.

A measurement stands on no question, so questions may have any keys. Scores are followed by what the owner writes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


class Published(Protocol):
    """What is asked of an instrument here."""

    pk: Any
    code: str
    version: str
    scores: Any
    continues: Any


@dataclass(frozen=True, slots=True)
class Home:
    """Where the measurements of an instrument are shown.

    instrument   its own, or that of a later version
    scores       {score here: score there}; a score that the later version no longer has is not among them
    """

    instrument: Any
    scores: Mapping[str, str] = field(default_factory=dict)


def homes(known: Iterable[Published], measured: Iterable[Any]) -> dict[Any, Home]:
    """Find for each instrument the latest version that goes on with it and was measured, too: {pk: home}.

    known      every version of the scales concerned
    measured   pks of those that somebody was measured with
    """
    versions = list(known)
    wanted = set(measured)
    later = {
        (each.code, each.continues["version"]): each
        for each in sorted(versions, key=lambda each: str(each.version))
        if each.continues
    }
    return {each.pk: _home(each, later, wanted) for each in versions if each.pk in wanted}


def _home(start: Published, later: Mapping[tuple[str, str], Published], wanted: set[Any]) -> Home:
    scores = {score: score for score in start.scores}
    home, here, passed = Home(start, scores), start, {start.pk}
    while (onward := later.get((here.code, here.version))) and onward.pk not in passed:
        passed.add(onward.pk)
        called = {old: new for new, old in scores_of(onward).items()}
        scores = {first: called[now] for first, now in scores.items() if now in called}
        here = onward
        if here.pk in wanted:
            home = Home(here, scores)
    return home


def scores_of(instrument: Published) -> dict[str, str]:
    """What each score was called in the version before: as here, unless the owner says otherwise."""
    said = instrument.continues.get("scores", {})
    return {score: said.get(score, score) for score in instrument.scores}
