"""The form in a real browser, under the strict policy of the site: it follows along, with and without scripts."""

import pytest
from playwright.sync_api import expect

from forms.asking.checking import check, read
from forms.asking.markup import make
from forms.asking.showing import show as show_form
from tests.factories.forms import document, question, section, when, words

ASKED = document(
    section(
        "one",
        question("help", "yes_no", required=True),
        question(
            "kind", "choice", choices=("money", "home"), visible_if=when(("help", "is", True))
        ),
        question(
            "sum",
            "number",
            required_if=when(("kind", "is", "money")),
            visible_if=when(("kind", "answered")),
        ),
        question("born", "date"),
        question("adult", visible_if=when(("born", "at_most", "2008-11-22"))),
    ),
    section("two", question("rest", "long_text"), visible_if=when(("sum", "more_than", 100))),
    section(
        "three",
        question(
            "goals",
            "group",
            most=3,
            items=(question("what"), question("why", visible_if=when(("row.what", "is", "other")))),
        ),
    ),
)


def form(posted=None, errors=None):
    raw = None if posted is None else read(ASKED, posted)
    texts = words(ASKED)
    body = show_form(ASKED, make(ASKED, texts, "en"), raw=raw, errors=errors)
    return f'<form class="task" method="post" action="/sent">{body}<button>Send</button></form>'


def sent(page) -> dict[str, str]:
    """What the form would post now."""
    return page.evaluate("() => Object.fromEntries(new FormData(document.forms[0]))")


def test_what_does_not_apply_hides_and_is_not_sent(show):
    page = show(form())
    kind, amount = page.locator('[data-field="kind"]'), page.locator('[data-field="sum"]')
    expect(kind).to_be_hidden()

    page.get_by_label("Yes").check()
    expect(kind).to_be_visible()
    page.get_by_label("Money").check()
    amount.locator("input").fill("250,5")
    expect(page.locator('[data-section="two"]')).to_be_visible()
    assert sent(page)["sum"] == "250,5"

    page.get_by_label("No", exact=True).check()
    expect(amount).to_be_hidden()
    expect(page.locator('[data-section="two"]')).to_be_hidden()
    assert sent(page) == {"help": "no", "born": "", "goals-rows": "1", "goals-0-what": ""}


def test_required_is_said_in_words_and_follows_its_condition(show):
    page = show(form({"help": ["yes"], "kind": ["home"]}))
    mark = page.locator('[data-field="sum"] [data-optional]')
    expect(mark).to_be_visible()

    page.get_by_label("Money").check()

    expect(mark).to_be_hidden()


def test_a_day_is_read_as_the_server_reads_it(show):
    page = show(form())
    born, adult = page.locator("#q-born"), page.locator('[data-field="adult"]')

    for typed, seen in [
        ("22.11.2008", True),
        ("23.11.2008", False),
        ("30.2.2000", False),
        ("2000-02-29", True),
    ]:
        born.fill(typed)
        expect(adult).to_be_visible() if seen else expect(adult).to_be_hidden()


def test_changes_are_told_to_those_who_listen(show):
    page = show(form())
    status = page.locator("[data-form-status]")
    expect(status).to_have_text("")

    page.get_by_label("Yes").check()
    expect(status).to_have_text("More questions are shown below.")

    page.get_by_label("No", exact=True).check()
    expect(status).to_have_text("Questions that no longer apply were hidden.")


def test_rows_are_added_and_removed_in_place_with_the_focus_kept(show):
    page = show(form())
    add = page.get_by_role("button", name="Add goals")
    page.locator("#q-goals-0-what").fill("first")
    add.click()
    expect(page.locator("#q-goals-1-what")).to_be_focused()
    page.locator("#q-goals-1-what").fill("other")
    expect(page.locator('[data-row="1"] [data-field="why"]')).to_be_visible()
    page.locator("#q-goals-1-why").fill("because")
    add.click()
    page.locator("#q-goals-2-what").fill("third")
    expect(add).to_be_hidden()

    page.get_by_role("button", name="Remove goals 1").click()

    expect(page.locator("[data-row-title]").first).to_be_focused()
    expect(page.locator("[data-form-status]")).to_have_text("Removed: goals 1.")
    expect(page.locator("[data-row-title]")).to_have_text(["Goals 1", "Goals 2"])
    expect(add).to_be_visible()
    assert sent(page) == {
        "born": "",
        "goals-rows": "2",
        "goals-0-what": "other",
        "goals-0-why": "because",
        "goals-1-what": "third",
    }
    assert page.get_by_label("What").first.get_attribute("id") == "q-goals-0-what"


def test_the_last_row_can_go_and_come_back(show):
    page = show(form())

    page.get_by_role("button", name="Remove goals 1").click()
    expect(page.get_by_role("button", name="Add goals")).to_be_focused()
    assert sent(page)["goals-rows"] == "0"

    page.get_by_role("button", name="Add goals").click()
    expect(page.locator("#q-goals-0-what")).to_be_focused()


def test_links_of_the_summary_lead_to_the_control(show):
    link = '<p><a class="errors__link" href="#q-help-1">Choose</a></p>'
    page = show(link + form())

    page.get_by_role("link", name="Choose").click()

    expect(page.locator("#q-help-1")).to_be_focused()


@pytest.mark.parametrize(
    "posted", [{"help": ["yes"], "kind": ["money"], "sum": ["101"]}, {"help": ["no"]}]
)
def test_the_page_and_the_server_agree_from_the_start(show, posted):
    checked = check(ASKED, words(ASKED), read(ASKED, posted))
    page = show(form(posted))

    for key in ("kind", "sum", "adult"):
        place = page.locator(f'[data-field="{key}"]')
        expect(place).to_be_hidden() if key in checked.hidden else expect(place).to_be_visible()


def test_without_scripts_every_question_is_in_sight_with_its_condition_in_words(show):
    page = show(form(), scripts=False)

    expect(page.locator('[data-field="kind"]')).to_be_visible()
    expect(page.get_by_text("Answer this if “Help” is Yes.")).to_be_visible()
    expect(page.locator('[data-field="kind"] input').first).to_be_enabled()


def test_enter_sends_the_form_and_never_removes_a_row(show):
    page = show(form(), scripts=False)
    page.locator("#q-goals-0-what").fill("x")

    with page.expect_request("**/sent") as request:
        page.locator("#q-goals-0-what").press("Enter")

    assert "_remove" not in (request.value.post_data or "")
