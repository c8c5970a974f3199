"""Long lists without long waits: counts that stop, and pages that continue after the last row shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet

CAP = 500


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, as far as anybody needs to know."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


def counted(rows: QuerySet[Any], cap: int = CAP) -> Counted:
    """Count rows, but stop at the cap: nobody does anything else with 3,412 than with "500+"."""
    found = rows.order_by().values("pk")[: cap + 1].count()
    return Counted(min(found, cap), more=found > cap)


@dataclass(frozen=True, slots=True)
class Page[T]:
    """Some rows of a list and the mark to continue from; no mark on the last page."""

    rows: Sequence[T]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One column a list is ordered by. An empty value stands last."""

    name: str
    descending: bool = False
    empty: bool = False  # may be null

    def order(self) -> Any:
        column = F(self.name)
        last = True if self.empty else None
        return column.desc(nulls_last=last) if self.descending else column.asc(nulls_last=last)

    def after(self, value: Any) -> Q:
        """Rows that come later than `value` by this column alone."""
        if value is None:
            return Q(pk__in=[])
        later = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return later | Q(**{f"{self.name}__isnull": True}) if self.empty else later

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def page_of[T](
    rows: QuerySet[Any],
    keys: Sequence[Key],
    *,
    size: int,
    mark: str = "",
    value: Callable[..., Any] = getattr,
) -> Page[T]:
    """Fetch the rows after `mark`. A mark somebody made up, or an old one, begins from the top.

    keys  columns that together are unique, the last one the primary key
    """
    position = _read(mark, len(keys))
    if position is not None:
        rows = rows.filter(_after(keys, position))
    fetched = list(rows.order_by(*(key.order() for key in keys))[: size + 1])
    if len(fetched) <= size:
        return Page(fetched)
    last = fetched[size - 1]
    return Page(fetched[:size], _write([value(last, key.name) for key in keys]))


def _after(keys: Sequence[Key], position: Sequence[Any]) -> Q:
    """Later by the first column, or the same there and later by the next, and so on."""
    later, same = Q(pk__in=[]), Q()
    for key, at in zip(keys, position, strict=True):
        later |= same & key.after(at)
        same &= key.same(at)
    return later


def _write(values: list[Any]) -> str:
    plain = [each.isoformat() if hasattr(each, "isoformat") else each for each in values]
    return signing.dumps(plain, salt="cases.page", compress=True)


def _read(mark: str, columns: int) -> list[Any] | None:
    if not mark:
        return None
    try:
        position = signing.loads(mark, salt="cases.page")
    except signing.BadSignature:
        return None
    return position if isinstance(position, list) and len(position) == columns else None
