"""What a list of answers is narrowed to, read from its address and written back into one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

LONGEST_SEARCH = 100
NEWEST, OLDEST = "newest", "oldest"
UP, DOWN, WHO = "up", "down", "@who"  # in order of an answer, or of who handed in


@dataclass(frozen=True, slots=True)
class Wanted:
    """The answers somebody wants to see. Whatever is not understood is left out.

    since, until    days, both counted in; "" for no end
    version         number of the version
    question, says  a question, and the answer to it: a code, yes, no or a number
    q               words to look for
    unread          only what is not read yet
    order           newest or oldest first; `up:key` and `down:key` by a question, `@who` by who handed in
    """

    since: str = ""
    until: str = ""
    version: str = ""
    language: str = ""
    channel: str = ""
    question: str = ""
    says: str = ""
    q: str = ""
    unread: str = ""
    order: str = NEWEST

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Wanted":
        """Take in an address, or what an export kept."""
        typed = {name: _storable(str(given.get(name) or "")).strip() for name in _names(cls)}
        return cls(
            since=_day(typed["since"]),
            until=_day(typed["until"]),
            version=typed["version"] if _is_number(typed["version"]) else "",
            language=typed["language"][:12],
            channel=typed["channel"][:12],
            question=typed["question"][:200] if typed["says"] else "",
            says=typed["says"][:200] if typed["question"] else "",
            q=typed["q"][:LONGEST_SEARCH],
            unread="1" if typed["unread"] else "",
            order=_order(typed["order"]),
        )

    def to_json(self) -> dict[str, str]:
        """Only what narrows."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }

    def address(self, **other: str) -> str:
        """The query of an address, `?` included; "?" when everything is wanted."""
        return f"?{urlencode(replace(self, **other).to_json())}"

    @property
    def looks_inside(self) -> bool:
        """Whether being in the list says something about an answer."""
        return bool(self.q or self.says or self.sorted_by)

    @property
    def sorted_by(self) -> str:
        """The question whose answers put the list in order; "" for the orders by day and by who handed in."""
        by = self.order.partition(":")[2]
        return "" if by == WHO else by

    @property
    def narrows(self) -> bool:
        return bool(set(self.to_json()) - {"order"})


def _names(cls: type[Wanted]) -> list[str]:
    return [field.name for field in fields(cls)]


def _order(text: str) -> str:
    """An order by day, or by something: `up:key`, `down:key`."""
    way, colon, by = text.partition(":")
    if colon and way in (UP, DOWN) and by:
        return text[:LONGEST_SEARCH]
    return OLDEST if text == OLDEST else NEWEST


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9  # noqa: PLR2004  as the column holds


def _storable(text: str) -> str:
    """Without what a database cannot look for."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
