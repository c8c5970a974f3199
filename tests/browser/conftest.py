"""A served site with content of its own, and Chromium to look at it."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, expect, sync_playwright

from accounts.models import User
from tests.browser.site import Served, furnish
from tests.chromium import CHROMIUM, PATIENCE
from tests.forgetting import forget_versions


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A copy of the empty test database: a served site commits, and other tests expect to find nothing.

    Named like pytest-django's own fixture, which it replaces here: tests that ask for `db` get a database.
    """
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        own = f"{name}_browser"
        connection.close()
        _run(
            f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)',
            f'CREATE DATABASE "{own}" TEMPLATE "{name}"',
        )
        connection.settings_dict["NAME"] = own
        forget_versions()
        yield
        connections.close_all()
        connection.settings_dict["NAME"] = name
        forget_versions()
        _run(f'DROP DATABASE "{own}" WITH (FORCE)')


def _run(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="module")
def served(db) -> Iterator[Served]:
    """The site at an address of its own, with people and cases."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    yield from serve(furnish())


def serve(content: Served) -> Iterator[Served]:
    """Serve what is in the database, at an address of its own."""
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    content.address = f"http://localhost:{server.port}"
    yield content
    server.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        # Inside Playwright's loop Django keeps other connections: those of an earlier file lead to its database.
        connections.close_all()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def one_page(chromium) -> Iterator[Any]:
    """One page of one browser that looks at many addresses: what it has fetched once, it keeps."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    listen(page)
    yield page
    context.close()


def listen(page: Any) -> None:
    """Keep what the browser complains about in `page.problems`."""
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda said: page.problems.append(said.text) if said.type == "error" else None,
    )


@pytest.fixture
def open_page(served, chromium):
    """Open a page as somebody: `open_page("/work/", who="alva", width=390)`."""
    contexts = []

    def opened(
        path: str,
        *,
        who: str = "alva",
        width: int = 1280,
        language: str = "sv",
        scripts: bool = True,
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_cookies([{**signed_in(served.people[who], language), "url": served.address}])
        page = context.new_page()
        listen(page)
        page.goto(served.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def signed_in(user: User, language: str) -> dict[str, str]:
    """Sign somebody in without the form, reading in this language."""
    User.objects.filter(pk=user.pk).update(language=language)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}
