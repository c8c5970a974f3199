"""Every kind of question in a real browser: by keyboard alone, on narrow screens, with and without scripts."""

from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import expect

from forms.asking.checking import check, from_answers, read
from forms.asking.markup import make
from forms.asking.showing import show as show_form
from tests.forms.every_kind import ANSWERS, EVERY, FACTS, TEXTS

AXE = Path("tests/browser/vendor/axe.min.js")
WIDTHS = (1280, 390, 320)


def form(posted=None, *, answers=None, language="sv", judge=False) -> str:
    raw = from_answers(EVERY, answers) if answers else read(EVERY, posted or {})
    with translation.override(language):
        checked = check(EVERY, TEXTS, raw, facts=FACTS) if judge else None
    errors = checked.errors if checked else {}
    skeleton = make(EVERY, TEXTS, language)
    body = show_form(EVERY, skeleton, raw=raw, errors=errors, facts=FACTS)
    return f'<form class="task" method="post" action="/sent">{body}<button>Send</button></form>'


def sent(page) -> dict[str, list[str]]:
    """What the form would post now, as the server reads it."""
    return page.evaluate(
        """() => { const all = {};
        for (const [name, value] of new FormData(document.forms[0])) {
          if (typeof value === "string") (all[name] ??= []).push(value);
        }
        return all; }"""
    )


def stored(page) -> dict:
    """What the server would store of the form as it stands."""
    checked = check(EVERY, TEXTS, read(EVERY, sent(page)), facts=FACTS)
    return {"answers": checked.answers, "errors": checked.errors, "checked": checked}


def place(page, key):
    return page.locator(f'[data-field="{key}"]')


def test_answers_of_every_kind_are_sent_as_they_were_stored(show):
    page = show(form(answers=ANSWERS))

    found = stored(page)

    assert found["errors"] == {}
    assert {**found["answers"], "papers": None} == {**ANSWERS, "papers": None}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_no_rule_of_accessibility_is_broken(show, width, language):
    page = show(form({"stay.from": ["x"], "agree.calm": ["often"]}, language=language, judge=True))
    page.set_viewport_size({"width": width, "height": 900})

    source = AXE.read_text()
    page.evaluate(f"() => {{ {source}\n; window.axe = window.axe ?? globalThis.axe; }}")
    found = page.evaluate(
        """async () => (await axe.run(document.forms[0], {runOnly: {type: "tag",
        values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}})).violations
        .map((each) => each.id + ": " + each.nodes.map((node) => node.html).join(" | ").slice(0, 400))"""
    )

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", WIDTHS)
def test_every_target_is_big_enough(show, width):
    page = show(form())
    page.set_viewport_size({"width": width, "height": 900})

    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, textarea, input:not([type=hidden])")]
        .filter((each) => each.offsetParent && each.tabIndex >= 0 && !each.closest(".visually-hidden"))
        .filter((each) => { const {width, height} = each.getBoundingClientRect(); return width < 24 || height < 24; })
        .map((each) => each.outerHTML.slice(0, 80))"""
    )

    assert small == []


def test_a_matrix_is_a_table_where_there_is_room_and_stacked_where_not(show):
    page = show(form())
    line = page.locator('[data-field="agree"] .matrix__line').first
    first, last = line.locator("input").first, line.locator("input").last
    heads = page.locator('[data-field="agree"] .matrix__heads')

    page.set_viewport_size({"width": 1280, "height": 900})
    expect(heads).to_be_visible()
    assert first.bounding_box()["y"] == last.bounding_box()["y"]
    for number in range(4):
        head = heads.locator("span.matrix__head").nth(number + 1).bounding_box()
        radio = line.locator("input").nth(number).bounding_box()
        assert abs(head["x"] + head["width"] / 2 - radio["x"] - radio["width"] / 2) < 2

    page.set_viewport_size({"width": 390, "height": 900})
    expect(heads).to_be_hidden()
    expect(line.get_by_text("Hela tiden")).to_be_visible()
    assert first.bounding_box()["y"] < last.bounding_box()["y"]


def test_each_line_of_a_matrix_and_each_radio_has_a_name(show):
    page = show(form())

    line = page.get_by_role("radiogroup", name="Jag har vaknat utvilad")
    line.get_by_role("radio", name="Sällan").check()

    assert sent(page)["agree.rested"] == ["seldom"]


def test_things_are_put_in_order_with_the_keyboard_alone(show):
    page = show(form())
    down = page.get_by_role("button", name="Flytta ner: Calm")

    down.focus()
    page.keyboard.press("Enter")
    expect(down).to_be_focused()
    expect(place(page, "order").get_by_role("status")).to_have_text("Calm har nu plats 2.")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Flytta upp: Calm")).to_be_focused()
    assert stored(page)["answers"]["order"] == ["rested", "curious", "calm"]


def test_a_place_that_is_taken_changes_hands(show):
    page = show(form(answers=ANSWERS))

    page.get_by_label("Calm", exact=True).select_option("1")

    assert stored(page)["answers"]["order"] == ["calm", "curious", "rested"]


def test_a_long_list_is_searched_and_chosen_with_the_keyboard_alone(show):
    page = show(form())
    field = place(page, "home")
    field.get_by_role("searchbox", name="Skriv för att söka: I vilken kommun bor du?").focus()

    page.keyboard.type("vaasa")
    expect(field.get_by_role("status")).to_have_text("Träffar: 1")
    page.keyboard.press("ArrowDown")
    expect(
        page.get_by_label("I vilken kommun bor du?", exact=False).locator("visible=true").last
    ).to_be_focused()
    page.keyboard.press("Enter")

    assert sent(page)["home"] == ["fi-905"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("xyzzy")
    expect(field.get_by_role("status")).to_have_text("Inget passar. Prova ett kortare ord.")
    assert sent(page)["home"] == ["fi-905"]


def test_a_slider_answers_only_once_it_is_touched_and_follows_its_box(show):
    page = show(form())
    box = page.locator("#q-slider")
    assert sent(page)["slider"] == [""]

    box.press("ArrowUp")
    assert sent(page)["slider"] == ["0"]
    box.fill("40")

    assert place(page, "slider").locator('input[type="range"]').input_value() == "40"
    assert stored(page)["answers"]["slider"] == 40


def test_a_name_is_signature_enough_and_a_drawing_goes_along(show):
    page = show(form())
    page.get_by_label("Ditt namn").fill("Elina")
    assert stored(page)["answers"]["signed"] == {"name": "Elina"}

    page.locator(".signature__paper").scroll_into_view_if_needed()
    box = page.locator(".signature__paper").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()
    assert len(stored(page)["answers"]["signed"]["strokes"]) == 1

    page.get_by_role("button", name="Rita på nytt").click()
    assert stored(page)["answers"]["signed"] == {"name": "Elina"}


def test_what_is_counted_is_the_same_here_and_on_the_server(show):
    page = show(form())
    total = page.locator("#q-total")
    expect(total).to_have_text("")

    place(page, "scale").get_by_role("radio", name="3").check()
    expect(total).to_have_text("")
    for number, words in (("40", "43 poäng (High)"), ("10", "13 poäng (Low)")):
        page.locator("#q-slider").fill(number)
        expect(total).to_have_text(words)
        assert stored(page)["checked"].counted["total"] == words


def test_conditions_read_parts_of_answers(show):
    page = show(form())
    later = place(page, "later")
    expect(later).to_be_hidden()

    page.locator('[name="stay.from"]').fill("1.1.2026")
    page.get_by_role("radiogroup", name="Jag har känt mig lugn och avspänd").get_by_label(
        "Ofta"
    ).check()
    expect(later).to_be_visible()

    page.locator('[name="stay.from"]').fill("31.12.2025")
    expect(later).to_be_hidden()


def test_what_is_locked_cannot_be_changed_and_is_not_sent(show):
    page = show(form({"fixed": ["Elina Exempel"]}))
    expect(page.locator("#q-fixed")).to_be_enabled()

    place(page, "sure").get_by_label("Ja").check()

    expect(page.locator("#q-fixed")).to_be_disabled()
    assert "fixed" not in sent(page)
    assert stored(page)["answers"]["fixed"] == "Elina Exempel"


def test_a_stop_shows_itself_and_holds_the_form_back(show):
    page = show(form(answers=ANSWERS))
    expect(place(page, "stopped")).to_be_hidden()

    place(page, "one").get_by_label("Car").check()

    expect(place(page, "stopped")).to_be_visible()
    assert stored(page)["errors"] == {"stopped": "Med bil behöver du en annan blankett"}


def test_rows_inside_rows_are_added_removed_and_numbered_again(show):
    page = show(form())
    page.locator('[name="goals-0-what"]').fill("första")
    page.locator('[name="goals-0-steps-0-step"]').fill("ett")
    page.get_by_role("button", name="Lägg till mål").click()
    page.keyboard.type("andra")
    page.get_by_role("button", name="Lägg till steg").nth(1).click()
    page.keyboard.type("två")

    page.get_by_role("button", name="Ta bort mål 1").click()

    assert stored(page)["answers"]["goals"] == [{"what": "andra", "steps": [{"step": "två"}]}]
    expect(page.get_by_role("heading", name="Steg 2")).to_be_visible()
    page.get_by_role("button", name="Ta bort steg 1").click()
    assert sent(page)["goals-0-steps-0-step"] == ["två"]
    page.get_by_role("button", name="Lägg till mål").click()
    expect(page.locator('[name="goals-1-what"]')).to_be_focused()
    page.get_by_role("button", name="Lägg till steg").nth(1).click()
    expect(page.locator('[name="goals-1-steps-1-step"]')).to_be_focused()


def test_links_of_the_summary_lead_to_the_part_that_is_wrong(show):
    links = "".join(f'<p><a class="errors__link" href="#q-{name}">{name}</a></p>' for name in PARTS)
    page = show(links + form(PARTS_TYPED, judge=True))

    for name in PARTS:
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator(f'[id="q-{name}"]')).to_be_focused()


PARTS = ("stay.to", "agree.rested-1", "address.postcode", "order.rested", "who.name")
PARTS_TYPED = {
    "stay.from": ["2.1.2026"],
    "stay.to": ["1.1.2026"],
    "agree.calm": ["often"],
    "address.street": ["x"],
    "address.postcode": ["###"],
    "order.calm": ["1"],
    "order.rested": ["1"],
    "order.curious": ["2"],
    "who.code": ["user-4"],
    "who.name": ["Annan"],
}


def test_only_the_wrong_part_is_marked_and_its_sentence_belongs_to_it(show):
    page = show(form(PARTS_TYPED, judge=True))

    for right in ("stay.from", "address.street", "order.calm", "who.code"):
        expect(page.locator(f'[name="{right}"]')).not_to_have_attribute("aria-invalid", "true")
    for wrong in ("stay.to", "address.postcode", "order.rested", "who.name"):
        control = page.locator(f'[name="{wrong}"]')
        expect(control).to_have_attribute("aria-invalid", "true")
        expect(control).to_have_attribute("aria-describedby", f"q-{wrong}-error")
        expect(page.locator(f'[id="q-{wrong}-error"]')).to_be_visible()


def test_a_unit_and_a_hint_belong_to_their_control(show):
    page = show(form())

    expect(page.locator("#q-number")).to_have_accessible_description("kilometer")
    expect(page.locator("#q-day")).to_have_accessible_description("Till exempel 7.12.2026")


def test_without_scripts_everything_can_be_answered(show):
    page = show(form(), scripts=False)
    page.locator('[name="line"]').fill("Elina")
    page.locator('[name="order.calm"]').select_option("1")
    page.locator('[name="home"]').select_option("se-0380")
    page.locator('[name="slider"]').fill("40")
    page.locator('[name="signed.name"]').fill("Elina")
    page.get_by_role("radiogroup", name="Jag har vaknat utvilad").get_by_label("Ofta").check()

    with page.expect_request("**/sent") as request:
        page.get_by_role("button", name="Send").click()

    body = request.value.post_data or ""
    for pair in ("order.calm=1", "home=se-0380", "slider=40", "agree.rested=often"):
        assert pair in body
    assert page.locator(".ranking__move").count() == 0
