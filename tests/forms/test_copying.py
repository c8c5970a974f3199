"""Addresses and numbers are copied with a button that says so; without scripts they are text to mark."""

import pytest
from django.template.loader import render_to_string

SCRIPT = '<script type="module" src="/static/stegvis/js/copying.js"></script>'


def card():
    said = {"card_language": "sv", "card_title": "Kurs", "address": "https://example.org/l/abc"}
    return render_to_string("forms/public/staff/_card.html", said)


@pytest.mark.browser
def test_the_address_is_copied_and_the_button_says_so(show):
    page = show(f"{card()}<textarea></textarea>{SCRIPT}")

    page.get_by_role("button", name="Kopiera").click()

    assert page.get_by_role("status").inner_text() == "Kopierat"
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    assert page.locator("textarea").input_value() == "https://example.org/l/abc"


@pytest.mark.browser
def test_without_scripts_the_address_is_text_and_no_button_is_there(show):
    page = show(card(), scripts=False)

    assert page.get_by_text("https://example.org/l/abc").is_visible()
    assert page.get_by_role("button").count() == 0
