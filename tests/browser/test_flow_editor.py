"""The editor of workflows in a real browser: an overview first, lists of what there is, the picture beside it."""

from dataclasses import replace

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.chromium import PATIENCE
from tests.factories.accounts import make_user
from tests.factories.workflows import make_definition
from tests.workflows.example import REHABILITATION, WORDS
from workflows.tables import Table

KEYS = "input[data-workflow-keys='{}']"


@pytest.fixture(scope="module")
def address(served):
    """The editor's address, with an administrator who may open it."""
    served.people["runa"] = make_user("runa", roles=("administrator",))
    definition = make_definition("example", REHABILITATION, texts=WORDS)
    return f"/cms/snippets/workflows/workflowdefinition/edit/{definition.pk}/"


def offered(page, those):
    """What is offered in the first field that names one of those; it may be folded away."""
    page.locator(KEYS.format(those)).first.dispatch_event("focusin", {"bubbles": True})
    page.wait_for_selector(f"#workflow-{those} option", state="attached")
    options = page.locator(f"#workflow-{those} option").all()
    return {option.get_attribute("value"): option.text_content() for option in options}


def test_a_workflow_opens_as_an_overview_of_titles(open_page, address):
    page = open_page(address, who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")

    assert page.locator("text=Avslutande skede").first.is_visible()
    assert not page.locator("input[value='Anmälan och bedömning']").first.is_visible()


def test_keys_of_the_same_page_are_offered(open_page, address):
    page = open_page(address, who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")

    assert offered(page, "phases")["work"] == "Arbetsskede"
    assert offered(page, "roles") == {
        "own_contact": "Egen kontaktperson",
        "counsellor": "Socialhandledare",
        "reception": "Mottagningen",
        "together": "Tillsammans",
    }
    assert offered(page, "facts")["done.meet"] == "Inledande möte"
    assert offered(page, "anchors")["phase:mapping"] == "Kartläggning"
    assert "counsellor" in offered(page, "platform-roles")
    assert page.problems == []


def test_a_field_says_what_its_keys_are_called(open_page, address):
    page = open_page(address, who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")
    page.get_by_text("Egen kontaktperson", exact=True).first.click()

    who = page.locator(KEYS.format("platform-roles") + ":visible").last
    who.scroll_into_view_if_needed()
    said = page.locator(f"#{who.get_attribute('id')}-said")

    said.filter(has_text="Handledare").wait_for()
    assert page.problems == []


def test_the_preview_follows_what_is_typed(open_page, address):
    page = open_page(address, who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")
    page.locator("[data-side-panel-toggle='preview']").click()
    preview = page.frame_locator("iframe[title], #w-preview-iframe").first
    preview.locator("svg.diagram__svg").wait_for()

    assert any(follows(page, preview, f"Ett annat namn {turn}") for turn in range(1, 6))


def follows(page, preview, title):
    """Type another title and see whether the preview shows it.

    A change that comes while the admin still draws the one before is taken up with the next change only.
    """
    page.locator("input[name='title']").fill(title)
    page.locator("input[name='title']").press("Tab")
    try:
        preview.locator("h1", has_text=title).wait_for(timeout=PATIENCE)
    except PlaywrightTimeout:
        return False
    return True


def beside(page):
    """The preview panel, opened, with its picture."""
    page.locator("[data-side-panel-toggle='preview']").click()
    frame = page.frame_locator("#w-preview-iframe").first
    frame.locator("svg.diagram__svg").wait_for()
    return frame


def title_under_the_cursor(page):
    """What stands in the field that has the focus, and that somebody can see it."""
    field = page.locator("input[type=text]:focus")
    field.wait_for(state="visible")
    return field.input_value()


def test_a_box_of_the_picture_opens_its_block(open_page, address):
    page = open_page(address, who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")
    frame = beside(page)

    frame.locator("svg a[data-part='assess']").click()

    assert title_under_the_cursor(page) == "Bedöm servicebehovet"
    assert page.problems == []


def test_a_box_is_opened_with_the_keyboard_too(open_page, address):
    page = open_page(address, who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")
    frame = beside(page)

    frame.locator("svg a[data-part='network']").press("Enter")

    assert title_under_the_cursor(page) == "Kartlägg nätverket"


def test_without_the_picture_the_text_and_the_problems_do_the_same(open_page, address):
    page = open_page(address, who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")
    frame = beside(page)

    frame.locator(".outline a[data-part='survey']").press("Enter")
    assert title_under_the_cursor(page) == "Responsenkät"


def test_a_problem_leads_to_its_block(open_page, served, address):
    lost = replace(REHABILITATION, roles=REHABILITATION.roles[1:])
    definition = make_definition("lost", lost, texts=WORDS)
    page = open_page(address.replace(address.split("/")[-2], str(definition.pk)), who="runa")
    page.wait_for_selector("text=Anmälan och bedömning")
    frame = beside(page)

    problem = frame.locator(".problems a[data-part='letter']")
    problem.press("Enter")

    assert title_under_the_cursor(page) == WORDS["step.letter.title"]


def test_a_decision_table_is_a_grid_that_says_what_is_wrong_at_the_cell(open_page, address):
    """Rows of conditions by keyboard and from a spreadsheet; the lines behind stay what is sent."""
    drawn = replace(REHABILITATION, tables=(Table("path", ("case.decisions",), ()),))
    definition = make_definition("tabled", drawn, texts=WORDS)
    page = open_page(address.replace(address.split("/")[-2], str(definition.pk)), who="runa")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    area = page.locator("textarea[data-forms-editor=table]")
    area.wait_for(state="attached")
    page.get_by_text("Path", exact=True).first.click()
    grid = area.locator("xpath=following-sibling::div[1]")
    grid.get_by_role("button", name="Redigera som tabell").click()

    page.evaluate(
        "text => navigator.clipboard.writeText(text)", "0\tfirst\n1..3\tsome\nmånga\tmore"
    )
    grid.locator("[data-at='0'][data-cell='0']").click()
    page.keyboard.press("Control+V")
    assert area.input_value() == "0 | first\n1..3 | some\nmånga | more"
    wrong = grid.locator("[data-at='2'][data-cell='0'][aria-invalid]")
    wrong.wait_for()
    assert (
        "många" in page.locator(f"[id='{wrong.get_attribute('aria-describedby')}']").text_content()
    )

    wrong.fill("> 3")
    grid.locator("[aria-invalid]").first.wait_for(state="detached")
    grid.get_by_label("Titta också på detta").fill("case.paused")
    page.keyboard.press("Enter")
    grid.locator("[data-at='0'][data-cell='2']").wait_for()
    assert area.input_value() == "0 |  | first\n1..3 |  | some\n> 3 |  | more"
    assert grid.locator("th").first.text_content().startswith("“")

    grid.locator("[data-at='2'][data-cell='2']").press("Enter")
    page.keyboard.type("4")
    page.keyboard.press("ArrowUp")
    assert page.locator(":focus").get_attribute("data-at") == "2"
    assert area.input_value().endswith("\n4 |  |")
    assert page.problems == []
