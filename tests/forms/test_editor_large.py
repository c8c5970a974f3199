"""Long forms in the editor: what was never drawn is saved as it was, and long lists are pasted at once."""

import time

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from forms.document import Choice
from forms.models import FormDefinition
from tests.factories.forms import make_definition, question, section, when

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PASTE = """([area, text]) => {
  const given = new DataTransfer();
  given.setData("text/plain", text);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def opened(live_server, chromium, client):
    """The editor of thirty questions with settings of many kinds, open in a browser."""
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long phrase")
    client.force_login(user)
    rule = when(("q0", "is", "a"))
    asked = [
        question(
            f"q{n}", "choice", choices=(Choice("a", 1), Choice("b")), required=True, sensitive=True
        )
        if n % 2 == 0
        else question(
            f"q{n}",
            "number",
            least=1.5,
            step=0.5,
            visible_if=rule,
            sees=("counsellor",),
            voice="worker",
        )
        for n in range(30)
    ]
    definition = make_definition("long", section("main", *asked, visible_if=None))
    context, name = chromium.new_context(), settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    url = reverse("wagtailsnippets_forms_formdefinition:edit", args=[definition.pk])
    page.goto(live_server.url + url)
    page.wait_for_selector('[name="body-0-value-fields-29-value-label"]')
    yield page, definition
    context.close()


def saved_as_it_was(page, definition):
    """Change one label; everything else comes back as it was."""
    before = definition.compiled()

    page.locator('[name="body-0-value-fields-29-value-label"]').fill("Sist")
    with page.expect_navigation():
        page.locator("[data-edit-form]").evaluate("form => form.submit()")

    document, texts = FormDefinition.objects.get().get_latest_revision_as_object().compiled()
    assert document == before[0]
    assert texts == {**before[1], "field.q29.label": "Sist"}


def pasted_at_once(page):
    """Four hundred rows from a spreadsheet; few of them are drawn."""
    page.locator('[name="body-0-value-fields-0-value-label"]').focus()
    area = page.locator('[name="body-0-value-fields-0-value-choices"]')
    grid = area.locator("xpath=following-sibling::div[1]")
    grid.locator("button").first.click()
    cell = grid.locator('[data-at="0"][data-cell="1"]').element_handle()

    began = time.perf_counter()
    page.evaluate(PASTE, [cell, "a\tEtt"])
    one = time.perf_counter() - began
    began = time.perf_counter()
    cell = grid.locator('[data-at="0"][data-cell="1"]').element_handle()
    page.evaluate(PASTE, [cell, "\n".join(f"k{n}\tVal {n}\t{n}" for n in range(400))])
    many = time.perf_counter() - began

    print(f"400 rows take {many / one:.1f} times as long as one row")
    lines = area.input_value().split("\n")
    assert (len(lines), lines[399]) == (400, "k399\tVal 399\t399")
    assert grid.locator("tbody tr").count() <= 60


def test_what_was_never_drawn_is_saved_and_four_hundred_rows_are_pasted_at_once(opened):
    """One editor for both: each opened editor leaves requests behind that the next test would meet."""
    page, definition = opened
    address = page.url

    saved_as_it_was(page, definition)
    page.goto(address)
    pasted_at_once(page)
    page.goto("about:blank")
