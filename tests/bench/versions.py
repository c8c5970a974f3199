"""Two hundred versions of a large service in one process: what they hold in memory, and what they cost a request."""

import gc
import tracemalloc
from collections.abc import Iterator

from accounts.models import User
from cases import published
from cases.actions.tasks import complete_task
from cases.models import CaseTask
from cases.versions import parts_of
from programmes.bundle import SHIPPED, read_folder
from tests.bench.measuring import Measured, median_of
from tests.bench.queries import count_queries
from tests.bench.step import ANSWERS, next_tasks, programme
from tests.factories import cases as made
from workflows.models import WorkflowVersion

FEW, MANY = 20, 200
LARGE = "social_rehabilitering"
TIMES = 60


def versions(user: User) -> Iterator[Measured]:
    """Kilobytes for each version, of two hundred beside twenty; a task done with all of them built, beside none."""
    frozen = list(_frozen())
    tasks = next_tasks(programme(), user)

    def done() -> object:
        task: CaseTask = next(tasks)
        return lambda: complete_task(task, by=user, answers=ANSWERS)

    before = median_of(done, times=TIMES)
    held = [_kilobytes(frozen[:FEW]), _kilobytes(frozen[FEW:MANY])]
    few, many = held[0] / FEW, sum(held) / MANY
    yield Measured("versions_memory", round(many), round(few), round(many / few, 3), 0)
    after = median_of(done, times=TIMES)
    queries = count_queries(done)
    ratio = round(after / before, 3)
    yield Measured("versions_request", round(after, 3), round(before, 3), ratio, queries)


def _frozen() -> Iterator[WorkflowVersion]:
    """The largest service that is shipped, published again and again."""
    document, _texts = read_folder(SHIPPED / LARGE).workflow_document
    forms = dict.fromkeys(document.forms(), made.make_form_version("any", "remark"))
    first = made.make_version(document, forms=forms)
    yield first
    for _ in range(MANY - 1):
        yield made.make_version(document, forms=forms, definition=first.definition)


def _kilobytes(frozen: list[WorkflowVersion]) -> float:
    """What Python holds more once these are built, and everything that a request reads of them was read."""
    gc.collect()
    tracemalloc.start()
    for version in frozen:
        published.flow_of(version)
        parts_of(version.pk)
    gc.collect()
    held, _highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1024
