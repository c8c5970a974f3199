"""What all processes of the server count together, and what each keeps for itself."""

import pytest
from django.conf import settings
from django.core.cache import cache

from stegvis.shared_cache import SharedWhereCounted
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def another_process() -> SharedWhereCounted:
    """The cache as another process has it: the same table, its own memory."""
    other = SharedWhereCounted(settings.CACHES["default"]["LOCATION"], {})
    other._own._cache, other._own._expire_info = {}, {}
    return other


def test_a_limit_is_seen_by_every_process_and_everything_else_by_one():
    cache.set("allauth:rl:somebody", [1.0])
    cache.set("page", "kept here")

    other = another_process()

    assert other.get("allauth:rl:somebody") == [1.0]
    assert other.get("page") is None
    assert not other.add("allauth:rl:somebody", [])
    assert other.get_many(["allauth:rl:somebody", "page"]) == {"allauth:rl:somebody": [1.0]}
    other.delete("allauth:rl:somebody")
    assert cache.get("allauth:rl:somebody") is None
    assert cache.get("page") == "kept here"


def test_what_each_process_keeps_for_itself_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        cache.set("page", 1)
        assert cache.get("page") == 1
        assert cache.has_key("page")
        assert cache.touch("page")
        cache.delete_many(["page"])


def test_wrong_passwords_are_counted_where_other_processes_see_them(client):
    make_user("alva")
    for _attempt in range(6):
        client.post("/accounts/login/", {"login": "alva", "password": "fel lösenord"})
    cache._own.clear()  # as a process that has just started

    client.post("/accounts/login/", {"login": "alva", "password": PASSWORD})

    assert "_auth_user_id" not in client.session
