"""The little stair that stands beside a word in a list: treads that rise, a dot where the person is. Pure."""

from dataclasses import dataclass

LEFT, WIDTH, FLOOR, RISE, GAP, DOT_ABOVE = 1.5, 47.5, 20.0, 13.0, 4.5, 5.6


@dataclass(frozen=True)
class Tread:
    """One step of the stair."""

    path: str
    ahead: bool


@dataclass(frozen=True)
class Stair:
    """The treads from left to right, and where the dot stands: (x, y), or None when nobody is on it."""

    treads: tuple[Tread, ...]
    dot: tuple[float, float] | None


def stair(of: int, *, at: int, dot: bool = True) -> Stair:
    """Draw `of` treads of which the first `at` are taken or being taken.

    of   how many phases there are, at least one
    at   the phase the person is in, counted from 1; 0 before the first one
    dot  False when the way is over and nobody stands on the stair
    """
    count = max(of, 1)
    gap = min(GAP, WIDTH / (2 * count))
    length = (WIDTH - gap * (count - 1)) / count
    rise = RISE / (count - 1) if count > 1 else 0.0
    places = [(LEFT + step * (length + gap), FLOOR - step * rise) for step in range(count)]
    treads = tuple(
        Tread(f"M{x:.1f} {y:.1f}h{length:.1f}", ahead=step >= at)
        for step, (x, y) in enumerate(places)
    )
    if not dot or not 1 <= at <= count:
        return Stair(treads, None)
    x, y = places[at - 1]
    return Stair(treads, (round(x + length / 2, 1), round(y - DOT_ABOVE, 1)))
