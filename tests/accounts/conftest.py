"""Browsers for several people, and a clean count of sign-ins."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client


@pytest.fixture(autouse=True)
def _no_counted_sign_ins():
    """Rate limits are kept in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A browser of its own for somebody, signed in unless it is nobody."""

    def open_browser(user=None) -> Client:
        client = Client()
        if user:
            client.force_login(user)
        return client

    return open_browser
