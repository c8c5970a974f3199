"""Run two ways of doing the same work in turn and compare their medians."""

import gc
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

ROUNDS = 5
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the benchmark.

    ours, reference   milliseconds per piece of work, median over the rounds
    ratio             ours divided by reference; the smaller the better
    queries           round trips of one piece of ours, BEGIN and COMMIT included; several statements may
                      travel in one
    """

    measure: str
    ours: float
    reference: float
    ratio: float
    queries: int

    def line(self) -> str:
        return json.dumps(asdict(self))


def compare(
    measure: str,
    *,
    ours: Callable[[], Work],
    reference: Callable[[], Work],
    queries: int,
    times: int,
) -> Measured:
    """Time `times` pieces of work per round, ours and the reference in turn.

    ours, reference   called before each piece, untimed, to lay out the work; what they return is timed
    """
    ours_rounds, reference_rounds = [], []
    median_of(ours, times=max(3, times // 5))
    median_of(reference, times=max(3, times // 5))
    for _ in range(ROUNDS):
        ours_rounds.append(median_of(ours, times=times))
        reference_rounds.append(median_of(reference, times=times))
    mine, theirs = median(ours_rounds), median(reference_rounds)
    return Measured(measure, round(mine, 3), round(theirs, 3), round(mine / theirs, 3), queries)


def median_of(prepare: Callable[[], Work], *, times: int) -> float:
    """Return the median time of one piece of work in milliseconds; what `prepare` does is not timed."""
    spent = []
    for _ in range(times):
        work = prepare()
        gc.collect(0)
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)
