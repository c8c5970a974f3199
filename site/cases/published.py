"""Where Viewflow finds the Flow classes of frozen workflow versions: `cases.published.Version12`.

A class is built on first use, once per process. Viewflow reads AttributeError and ImportError as "no such
flow" and would silently take every task of the version off its step: so anything that goes wrong here is a
RuntimeError.
"""

import re
import threading

from viewflow.workflow import fields

from cases.flows import CaseFlow
from cases.versions import version_of
from workflows.builder import build_flow
from workflows.models import WorkflowVersion

_building = threading.RLock()
_NAME = re.compile(r"Version([1-9]\d*)")


def __getattr__(name: str) -> type[CaseFlow]:
    named = _NAME.fullmatch(name)
    if named is None:
        raise AttributeError(name)
    with _building:
        if name not in globals():
            globals()[name] = _build(name, int(named[1]))
    return globals()[name]


def flow_of(version: WorkflowVersion) -> type[CaseFlow]:
    """The Flow class that runs a version.

    errors   RuntimeError when it cannot be built
    """
    name = f"Version{version.pk}"
    return globals().get(name) or __getattr__(name)


def forget(pk: int) -> None:
    """Let go of the class of a version that was only tried and is not kept.

    Viewflow remembers every class that it ever looked up; it looks the others up again.
    """
    globals().pop(f"Version{pk}", None)
    for found in (
        fields.import_flow_by_ref,
        fields.get_flow_ref,
        fields.import_task_by_ref,
        fields.get_task_ref,
    ):
        found.cache_clear()


def _build(name: str, pk: int) -> type[CaseFlow]:
    try:
        document = version_of(pk).document()
        return build_flow(document, name=name, module=__name__, base=CaseFlow)
    except Exception as error:
        raise RuntimeError(f"workflow version {pk} cannot be built: {error!r}") from error
