"""Editors open in Chromium and ready to type: a form of 150 questions, a workflow of 60 steps.

Beside each a StreamField with as many plain paragraphs.
"""

import statistics
import time
from dataclasses import dataclass

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
from tests.bench.pictures import long_workflow
from tests.bench.queries import count_queries
from tests.bench.stock.models import StockParagraphs
from tests.chromium import CHROMIUM
from tests.factories.forms import make_definition
from tests.factories.workflows import make_definition as make_workflow_definition

QUESTIONS, SECTIONS, STEPS, ROUNDS = 150, 10, 60, 5
THREE = tuple(Choice(f"choice_{n}") for n in range(1, 4))
KINDS = (
    *("text", "long_text", "choice", "yes_no", "number"),
    *("date", "choices", "scale", "text", "choice"),
)
LAST_OURS = '[name$="-value-label"]'
LAST_STEP = '[data-contentpath="form"]'
LAST_REFERENCE = 'textarea[name^="body-"][name$="-value"]'


@dataclass(frozen=True, slots=True)
class Ready:
    """When an editor is ready.

    inputs, count   so many of these are there
    typed           where a letter is typed; the last of them unless it is another place
    """

    inputs: str
    count: int
    typed: str = ""


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
    """A form; it is ready once a letter typed into its last question stands there."""
    ours = make_definition("builder", *builder_form().sections)
    return _opened("builder", ours, Ready(LAST_OURS, QUESTIONS))


def editor() -> Measured:
    """A workflow, its phases closed; it is ready once all its steps are there and a letter typed into its title."""
    ours = make_workflow_definition("editor", long_workflow(STEPS))
    return _opened("editor", ours, Ready(LAST_STEP, STEPS, typed="#id_title"))


def _opened(measure: str, ours: object, ready: Ready) -> Measured:
    """Open both editors in turn."""
    if StockParagraphs._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as schema:
            schema.create_model(StockParagraphs)
    admin = User.objects.create_superuser(measure, f"{measure}@example.org", "ett långt lösenord")
    paragraphs = [("paragraph", f"Stycke {n}. Några ord.") for n in range(ready.count)]
    stock = StockParagraphs.objects.create(title="Stycken", body=paragraphs)
    mine, theirs = _edit_page(ours), _edit_page(stock)
    client = Client()
    client.force_login(admin)
    queries = count_queries(lambda: lambda: client.get(mine))
    with sync_playwright() as playwright:
        sides = (mine, ready), (theirs, Ready(LAST_REFERENCE, ready.count))
        took, reference = _compared(playwright, client, *sides)
    return Measured(measure, took, reference, round(took / reference, 3), queries)


def _edit_page(instance: object) -> str:
    opts = type(instance)._meta  # type: ignore[attr-defined]
    name = f"wagtailsnippets_{opts.app_label}_{opts.model_name}:edit"
    return reverse(name, args=[instance.pk])  # type: ignore[attr-defined]


def _compared(
    playwright: object, client: Client, ours: tuple[str, Ready], reference: tuple[str, Ready]
) -> tuple[float, float]:
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    address = f"http://localhost:{server.port}"
    browser = playwright.chromium.launch(  # type: ignore[attr-defined]
        executable_path=CHROMIUM, args=["--no-sandbox"]
    )
    context = browser.new_context()
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": address}
    context.add_cookies([cookie])
    mine, theirs = [], []
    for n in range(ROUNDS + 1):  # the first round only warms the caches of both
        first = _ready(context, address, *ours)
        second = _ready(context, address, *reference)
        if n:
            mine.append(first)
            theirs.append(second)
    browser.close()
    server.terminate()
    return round(statistics.median(mine)), round(statistics.median(theirs))


def _ready(context: BrowserContext, address: str, path: str, ready: Ready) -> float:
    """Milliseconds from asking for the page to a letter standing where it was typed."""
    page = context.new_page()
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(address + path, wait_until="commit")
    page.wait_for_function(
        "([inputs, count]) => document.querySelectorAll(inputs).length >= count",
        arg=[ready.inputs, ready.count],
        polling=50,
    )
    typed = ready.typed or ready.inputs
    page.locator(typed).last.evaluate("each => each.focus()")
    page.keyboard.type("x")
    page.wait_for_function(
        "typed => [...document.querySelectorAll(typed)].at(-1).value.includes('x')",
        arg=typed,
        polling=50,
    )
    took = (time.perf_counter() - began) * 1000
    page.close()
    return took
