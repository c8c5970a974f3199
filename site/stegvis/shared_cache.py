"""The cache: quick and per process, save for what all processes of the server must count together."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache

# Attempts to sign in, codes that were used.
COUNTED_TOGETHER = ("allauth:", "allauth.")


class SharedWhereCounted(DatabaseCache):
    """Keys of limits lie in a table of the database; everything else in this process.

    A limit of six wrong passwords is one for the whole service, not one for each process of the server.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self._own = LocMemCache(table, params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Fetch a value."""
        if _is_own(key):
            return self._own.get(key, default, version)
        return super().get(key, default, version)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Store a value."""
        if _is_own(key):
            self._own.set(key, value, timeout, version)
        else:
            super().set(key, value, timeout, version)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Store a value unless there is one."""
        if _is_own(key):
            return self._own.add(key, value, timeout, version)
        return bool(super().add(key, value, timeout, version))

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let a value live on."""
        if _is_own(key):
            return self._own.touch(key, timeout, version)
        return bool(super().touch(key, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value."""
        if _is_own(key):
            return self._own.delete(key, version)
        return super().delete(key, version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Whether there is a value."""
        if _is_own(key):
            return self._own.has_key(key, version)
        return super().has_key(key, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        """Fetch several values, each from where it lies."""
        own = [key for key in keys if _is_own(key)]
        together = [key for key in keys if not _is_own(key)]
        return self._own.get_many(own, version) | super().get_many(together, version)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Forget several values."""
        for key in keys:
            self.delete(key, version)

    def clear(self) -> None:
        """Forget everything."""
        self._own.clear()
        super().clear()


def _is_own(key: str) -> bool:
    return not str(key).startswith(COUNTED_TOGETHER)
