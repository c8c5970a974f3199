"""The moves of a dry run: a story in the making, sent to and fro between the browser and the site. Pure."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from programmes.shapes.parts import Words
from programmes.shapes.story import ExpectShape, ParticipantShape, StepShape, StoryShape

MOST_MOVES = 120
LAST_DAY = 5000  # as in a story
LONGEST = 400_000  # characters
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SOMEBODY = ParticipantShape(
    given_name="Elin", family_name="Exempel", age=40, municipality="Raseborg"
)


class NotAStory(ValueError):
    """What the browser sent is no list of moves that this page wrote."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What was done so far, in order."""

    steps: tuple[StepShape, ...] = ()

    @property
    def day(self) -> int:
        return self.steps[-1].day if self.steps else 0

    @property
    def is_full(self) -> bool:
        return len(self.steps) >= MOST_MOVES

    def next(self, **done: Any) -> StepShape:
        """One more move on the present day, or on a later one when `day` is given.

        errors   ValidationError when that is no move
        """
        return StepShape(day=min(done.pop("day", self.day), LAST_DAY), **done)

    def first(self, count: int) -> "Moves":
        return Moves(self.steps[:count])

    def text(self) -> str:
        return json.dumps([step.plain() for step in self.steps], ensure_ascii=False)


def moves_from(text: str) -> Moves:
    """Read what the page wrote into itself.

    errors   NotAStory
    """
    try:
        if len(text) > LONGEST:
            raise NotAStory
        rows = json.loads(text or "[]")
        steps = tuple(StepShape.model_validate(row) for row in rows)
    except (ValueError, TypeError, RecursionError, ValidationError) as wrong:
        raise NotAStory from wrong
    days = [step.day for step in steps]
    if len(steps) > MOST_MOVES or days != sorted(days):
        raise NotAStory
    return Moves(steps)


def story_of(
    moves: Moves, *, name: str = "", expected: Iterable[ExpectShape | None] = ()
) -> StoryShape:
    """The moves as a story that can be played, saved and exported.

    expected   what was so after each move
    """
    after = list(expected) or [None] * len(moves.steps)
    steps = [
        step.model_copy(update={"expect": said}) if said else step
        for step, said in zip(moves.steps, after, strict=True)
    ]
    return StoryShape(
        title=Words(sv=name or "-"), participant=SOMEBODY, steps=steps or [StepShape(day=0)]
    )


def relative(answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Write the days in answers as a distance from today, so that the story is never out of date."""
    return {key: _relative(value, today) for key, value in answers.items()}


def _relative(value: Any, today: date) -> Any:
    if isinstance(value, Mapping):
        return {key: _relative(each, today) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_relative(each, today) for each in value]
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return {"in": {"days": (date.fromisoformat(value) - today).days}}
        except ValueError:
            return value
    return value
