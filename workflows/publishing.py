"""Where the running side joins in, so that this package never knows it. Filled when the site starts."""

from collections.abc import Callable
from typing import Any

# Called with each new WorkflowVersion, inside the transaction that stores it: what raises, prevents it.
on_freeze: list[Callable[[Any], object]] = []

# {key: label} of the roles that people have on the platform: who may start a case, who may hold a role in it.
platform_roles: dict[str, Any] = {}
