"""A case on a phone of 320 points: the person, where they are, and the next step on the first screen."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.browser


@pytest.fixture
def small(open_page, served):
    page = open_page(reverse("cases:case", args=[served.cases["Sirkka"].pk]))
    page.set_viewport_size({"width": 320, "height": 568})
    return page


def test_the_next_step_stands_on_the_first_screen(small):
    box = small.locator("main .next__title, main .empty__title").first.bounding_box()

    assert box["y"] + box["height"] < 568


def test_where_the_person_is_stands_in_words_and_every_phase_is_still_read_out(small):
    here = small.locator(".steps__item[aria-current='step'] .steps__name")

    assert here.is_visible()
    assert all(small.locator(".case-head .steps__name").all_inner_texts())
    assert small.evaluate("document.documentElement.scrollWidth") == 320


def test_the_timeline_shows_the_whole_stair(small, served):
    small.goto(served.address + reverse("cases:case_timeline", args=[served.cases["Sirkka"].pk]))

    names = small.locator(".case-head .steps__body")
    assert all(each.bounding_box()["width"] > 40 for each in names.all())


def test_on_paper_the_whole_stair_is_named(small):
    """A sheet is narrower than a screen; it is no phone for that."""
    small.emulate_media(media="print")
    small.set_viewport_size({"width": 640, "height": 900})

    names = small.locator(".case-head .steps__body")
    assert all(each.bounding_box()["width"] > 40 for each in names.all())
