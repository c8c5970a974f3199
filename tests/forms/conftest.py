"""A Chromium of our own, and pages served to it from memory under the strict policy of the site."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from playwright.sync_api import Browser, Page, Route, sync_playwright

ADDRESS = "http://forms.test"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Playwright keeps a loop running in this thread; Django takes that for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        # Inside Playwright's loop Django keeps other connections: those of an earlier file lead to its database.
        connections.close_all()
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Show markup as a page of the site; `scripts=False` is a browser without them."""
    contexts = []

    def shown(body: str, *, scripts: bool = True) -> Page:
        context = chromium.new_context(java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.route(f"{ADDRESS}/**", lambda route: _serve(route, body))
        page.goto(f"{ADDRESS}/")
        return page

    yield shown
    for context in contexts:
        context.close()


def _serve(route: Route, body: str) -> None:
    path = route.request.url.removeprefix(ADDRESS)
    if not path.startswith("/static/"):
        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
        route.fulfill(headers=headers, body=_page(body))
        return
    found = finders.find(path.removeprefix("/static/").split("?")[0])
    if not found:
        route.fulfill(status=404)
        return
    file = Path(found)
    route.fulfill(content_type=TYPES.get(file.suffix, "text/plain"), body=file.read_bytes())


def _page(body: str) -> str:
    return (
        '<!doctype html><html lang="sv"><head><title>Form</title>'
        '<link rel="stylesheet" href="/static/stegvis/css/stegvis.css">'
        '<script type="module" src="/static/forms/forms.js"></script></head>'
        f'<body><main class="page"><h1>Form</h1>{body}</main></body></html>'
    )
