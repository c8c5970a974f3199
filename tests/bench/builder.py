"""The form builder with 150 questions, open in Chromium and ready to type, beside a StreamField of 150 paragraphs."""

import shutil
import statistics
import time

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test import Client
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import BrowserContext, sync_playwright

from accounts.models import User
from forms.document import Choice, Field, FormDocument, Section
from tests.bench.measuring import Measured
from tests.bench.queries import count_queries
from tests.bench.stock.models import StockParagraphs
from tests.factories.forms import make_definition

QUESTIONS, SECTIONS, ROUNDS = 150, 10, 5
THREE = tuple(Choice(f"choice_{n}") for n in range(1, 4))
KINDS = (
    *("text", "long_text", "choice", "yes_no", "number"),
    *("date", "choices", "scale", "text", "choice"),
)
LAST_OURS = '[name$="-value-label"]'
LAST_REFERENCE = 'textarea[name^="body-"][name$="-value"]'


def builder_form() -> FormDocument:
    """150 questions of the usual kinds in ten sections."""
    each = QUESTIONS // SECTIONS
    return FormDocument(
        tuple(
            Section(f"part_{s}", tuple(_question(s, n) for n in range(each)))
            for s in range(SECTIONS)
        )
    )


def _question(section: int, n: int) -> Field:
    kind = KINDS[n % len(KINDS)]
    choices = THREE if kind in {"choice", "choices"} else ()
    return Field(f"question_{section}_{n}", kind, choices=choices)  # type: ignore[arg-type]


def builder() -> Measured:
    """Open both editors in turn; each is ready once a letter typed into its last question stands there."""
    with connection.schema_editor() as editor:
        editor.create_model(StockParagraphs)
    admin = User.objects.create_superuser("byggare", "byggare@example.org", "ett långt lösenord")
    ours = _edit_page(make_definition("builder", *builder_form().sections))
    paragraphs = [("paragraph", f"Stycke {n}. Några ord.") for n in range(QUESTIONS)]
    reference = _edit_page(StockParagraphs.objects.create(title="Stycken", body=paragraphs))
    client = Client()
    client.force_login(admin)
    queries = count_queries(lambda: lambda: client.get(ours))
    with sync_playwright() as playwright:
        mine, theirs = _compared(playwright, client, ours, reference)
    return Measured("builder", mine, theirs, round(mine / theirs, 3), queries)


def _edit_page(instance: object) -> str:
    opts = type(instance)._meta  # type: ignore[attr-defined]
    name = f"wagtailsnippets_{opts.app_label}_{opts.model_name}:edit"
    return reverse(name, args=[instance.pk])  # type: ignore[attr-defined]


def _compared(playwright: object, client: Client, ours: str, reference: str) -> tuple[float, float]:
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    address = f"http://localhost:{server.port}"
    browser = playwright.chromium.launch(  # type: ignore[attr-defined]
        executable_path=shutil.which("chromium"), args=["--no-sandbox"]
    )
    context = browser.new_context()
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": address}
    context.add_cookies([cookie])
    mine, theirs = [], []
    for n in range(ROUNDS + 1):  # the first round only warms the caches of both
        first = _ready(context, address + ours, LAST_OURS)
        second = _ready(context, address + reference, LAST_REFERENCE)
        if n:
            mine.append(first)
            theirs.append(second)
    browser.close()
    server.terminate()
    return round(statistics.median(mine)), round(statistics.median(theirs))


def _ready(context: BrowserContext, url: str, inputs: str) -> float:
    """Milliseconds from asking for the page to a letter standing in the last of its 150 inputs."""
    page = context.new_page()
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_function(
        "([inputs, count]) => document.querySelectorAll(inputs).length >= count",
        arg=[inputs, QUESTIONS],
        polling=50,
    )
    last = page.locator(inputs).last
    last.evaluate("each => each.focus()")
    page.keyboard.type("x")
    page.wait_for_function(
        "inputs => [...document.querySelectorAll(inputs)].at(-1).value.includes('x')",
        arg=inputs,
        polling=50,
    )
    took = (time.perf_counter() - began) * 1000
    page.close()
    return took
