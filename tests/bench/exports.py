"""All answers to a form taken out as a file, as the job does it: how much memory ten times as many answers need."""

import json
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from accounts.models import User
from forms.answers import exporting, jobs
from forms.answers.wanted import Wanted
from forms.models import Export, FormVersion
from tests.factories.answers import ASKED, make_handler
from tests.factories.forms import make_form
from tests.factories.many_answers import fill

FEW, MANY = 10_000, 100_000


@dataclass(frozen=True, slots=True)
class Steady:
    """One line of the benchmark.

    few, many   megabytes that Python held more at the highest, with ten and with a hundred thousand answers
    ratio       many divided by few; 1 is memory that does not depend on how many there are
    seconds     how long the hundred thousand took, while the memory was being counted, which slows it down
    megabytes   the size of their file
    """

    measure: str
    few: float
    many: float
    ratio: float
    seconds: float
    megabytes: float

    def line(self) -> str:
        return json.dumps(asdict(self))


def exports() -> Iterator[Steady]:
    """A workbook and a file of values, each with few and with many answers."""
    few, many, handler = (
        make_form("few", ASKED),
        make_form("very-many", ASKED),
        make_handler("hanna"),
    )
    fill(few, FEW)
    fill(many, MANY)
    with TemporaryDirectory() as folder:
        settings.PRIVATE_FILES = Path(folder)
        for kind in ("xlsx", "csv"):
            _grown(few, handler, kind)  # what is loaded once is no part of the answers
            first, _seconds, _size = _grown(few, handler, kind)
            second, seconds, size = _grown(many, handler, kind)
            ratio = round(second / max(first, 0.01), 2)
            yield Steady(f"export_{kind}", first, second, ratio, round(seconds, 1), size)


def _grown(version: FormVersion, by: User, kind: str) -> tuple[float, float, float]:
    """Write one file: megabytes at the highest, seconds, megabytes of the file."""
    export = exporting.ask(
        version.definition, by=by, wanted=Wanted(), kind=kind, say="words", language="sv"
    )
    tracemalloc.start()
    began = time.perf_counter()
    jobs.write_export.call(str(export.pk))
    seconds, highest = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    export.refresh_from_db()
    if export.state != Export.State.READY or export.done != export.total:
        raise RuntimeError(f"the {kind} was not written: {export.state}")
    return round(highest / 1_000_000, 2), seconds, round(export.size / 1_000_000, 1)
