"""Patterns that a text must follow: known ones by name, or an editor's own in RE2, which never runs away. Pure."""

from functools import lru_cache
from typing import Any

import re2
from django.utils.translation import gettext_lazy as _

OWN = "re2:"
LONGEST = 300
# name: (pattern, what it should look like)
PATTERNS: dict[str, tuple[str, Any]] = {
    "digits": (r"[0-9]+", _("figures only")),
    "letters": (r"[\pL \-'’]+", _("letters only")),
    "postcode_fi": (r"[0-9]{5}", _("five figures, for example 22100")),
    "postcode_se": (r"[0-9]{3} ?[0-9]{2}", _("five figures, for example 753 10")),
    "business_id_fi": (r"[0-9]{7}-[0-9]", _("for example 1234567-8")),
    "organisation_number_se": (r"[0-9]{6}-?[0-9]{4}", _("for example 556016-0680")),
    "web_address": (r"https?://[^\s/]+\.[^\s]+", _("beginning with https://")),
}


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text follows a pattern. A pattern that cannot be read fits nothing."""
    compiled = _compiled(pattern)
    return compiled is not None and compiled.fullmatch(text) is not None


def is_sound(pattern: str) -> bool:
    """Whether a pattern is known, or can be read."""
    return len(pattern) <= LONGEST and _compiled(pattern) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    if pattern in PATTERNS:
        return re2.compile(PATTERNS[pattern][0])
    if not pattern.startswith(OWN):
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(pattern.removeprefix(OWN), options)
    except re2.error:
        return None
