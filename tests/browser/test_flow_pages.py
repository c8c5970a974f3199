"""Every page about a drawn service, judged by axe in three languages, and narrowed to a phone.

One page of one browser looks at all of them; colours know no language, so only the first one judges them.
"""

import os
from collections.abc import Callable

import pytest

from tests.browser.conftest import serve, signed_in
from tests.browser.flow_site import Drawn, draw, proposal
from tests.browser.test_accessible import AXE, IN_WORDS, LANGUAGES, RULES
from tests.chromium import PATIENCE

pytestmark = pytest.mark.browser
PAGES: dict[str, tuple[str, Callable[[Drawn], str]]] = {
    "dry run": ("oskar", lambda site: site.about("dry_run")),
    "outlook with verdicts": ("oskar", lambda site: site.about("cases")),
    "run": ("oskar", lambda site: site.about("run", site.run)),
    "two pictures": ("oskar", lambda site: site.about("compare") + "?from=1&to=2"),
    "asked to take over": ("bo", lambda _site: proposal("transfer")),
    "asked to approve": ("alva", lambda _site: proposal("approval")),
    "case that waits for answers": ("alva", lambda site: site.case("case", "busy")),
    "paused case": ("alva", lambda site: site.case("case", "paused")),
    "case with something missed": ("alva", lambda site: site.case("case", "missed")),
    "why it was missed": ("alva", lambda site: site.case("explain", "missed", missed(site))),
    "event that pauses": ("alva", lambda site: site.case("event", "missed", "rest")),
    "event that resumes": ("alva", lambda site: site.case("event", "paused", "go_on")),
    "event that hands on": ("alva", lambda site: site.case("event", "missed", "hand_on")),
    "event that needs approval": ("alva", lambda site: site.case("event", "missed", "longer")),
    "event that gives a task": ("alva", lambda site: site.case("event", "missed", "extra")),
    "enrolment": ("alva", lambda site: site.case("event", "missed", "beside")),
    "nobody chosen yet": ("alva", lambda site: site.step("asking", "chosen")),
    "choose whom": ("alva", lambda site: site.step("several_more", "chosen")),
    "some have answered": ("alva", lambda site: site.step("asking", "growing")),
    "side by side": ("alva", lambda site: site.step("several_answers", "answered")),
    "a link for one": ("alva", lambda site: site.step("party_link", "growing", outside(site))),
    "ask one no longer": ("alva", lambda site: site.step("party_stop", "growing", outside(site))),
    "question of one": ("iris", lambda site: site.case("task", "growing", site.asked("growing", 1).pk)),
    "one declines": ("iris", lambda site: site.case("party_decline", "growing", site.asked("growing", 1).pk)),
}  # fmt: skip


def missed(site: Drawn) -> int:
    """Something that was owed and needs a reason."""
    return site.cases["missed"].obligations.filter(state="overdue").earliest("pk").pk


def outside(site: Drawn) -> int:
    """Somebody outside who is asked by a link."""
    return site.asked("growing", 2).pk


@pytest.fixture(scope="module")
def served(db):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    yield from serve(draw())


@pytest.fixture(scope="module")
def page(chromium):
    """The one page that looks at everything."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_in_three_languages_and_fits_a_phone(served, page, name):
    who, address = PAGES[name]
    path, found = address(served), {}

    for language in LANGUAGES:
        cookie = signed_in(served.people[who], language)
        page.context.add_cookies([{**cookie, "url": served.address}])
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(served.address + path)
        found[language] = [answer.status, *barriers(page, language)]
        page.set_viewport_size({"width": 390, "height": 800})
        found[language].append(page.evaluate("document.documentElement.scrollWidth"))

    assert found == {language: [200, 390] for language in LANGUAGES}


def barriers(page, language: str) -> list[str]:
    """What axe finds, one line each; of a page of the admin only what is ours."""
    page.evaluate(AXE)
    where = "main" if page.locator("#wagtail").count() or "/cms/" in page.url else "html"
    rules = RULES if language == LANGUAGES[0] else IN_WORDS
    judged = page.evaluate("([where, rules]) => axe.run(where, rules)", [where, rules])
    assert page.locator("html").get_attribute("lang").startswith(language)
    assert page.locator("h1").count() == 1
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in judged["violations"]]
