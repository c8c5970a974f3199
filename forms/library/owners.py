"""Whose a list or a field group is: the platform's, or a programme's. Forms know owners by opaque short names only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

PLATFORM = ""


def _nobody() -> Mapping[str, str]:
    return {}


@dataclass(slots=True)
class Seam:
    """Who else there is besides the platform: set by the part that knows programmes.

    names   {short name: what it is called}
    """

    names: Callable[[], Mapping[str, str]] = _nobody


seam = Seam()
