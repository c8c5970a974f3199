"""Filling in a form outside the workspace, in Chromium: no barriers, by keyboard, on a phone, saved as one types."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from forms.models import FormDraft, Submission
from forms.sent import links
from tests.browser.conftest import serve
from tests.browser.site import Served
from tests.browser.test_accessible import LANGUAGES, problems
from tests.chromium import PATIENCE
from tests.factories.accounts import make_user
from tests.factories.forms import question, section, when
from tests.forms.public.conftest import open_form

pytestmark = pytest.mark.browser
TALKS = when(("talks", "is", True))
SECTIONS = (
    section("who", question("name", required=True), question("talks", "yes_no")),
    section("words", question("language", "choice", choices=("sv", "fi")), visible_if=TALKS),
    section("more", question("life", "long_text"), question("proof", "file")),
)


@pytest.fixture(scope="module")
def served(db):
    """A site with forms and one counsellor, and no cases."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    people = {"alva": make_user("alva", roles=("counsellor",))}
    yield from serve(Served(people, programme=None, cases={}))


@pytest.fixture(scope="module")
def site(served, tmp_path_factory):
    """Forms that are open to people: on one long page, page by page, by link, and closed."""
    before, settings.PRIVATE_FILES = settings.PRIVATE_FILES, tmp_path_factory.mktemp("private")
    open_form(
        *SECTIONS, slug="long", texts={"form.intro": "Berätta kort.", "form.purpose": "För stöd."}
    )
    open_form(*SECTIONS, slug="paged", layout="pages")
    open_form(slug="closed", texts={"form.closed": "Ring oss."}, is_template=True)
    served.token = links.make(open_form(slug="linked", open_to="link").definition).token
    yield served
    settings.PRIVATE_FILES = before


@pytest.fixture
def visit(site, chromium):
    """Open a page as somebody without an account, or signed in with `who`."""
    contexts = []

    def opened(path: str, *, width: int = 1280, scripts: bool = True, language: str = "sv"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(site.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def barriers(page, language: str = "sv") -> list[str]:
    """What axe finds, and whether anything scrolls sideways at 400 % zoom."""
    found = problems(page, language)
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth") > 320
    page.set_viewport_size(size)
    return found + (["scrolls sideways"] if wide else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_through_a_form_has_no_barrier(visit, language):
    page = visit(f"/{language}/forms/paged/", language=language)
    found = {"first": barriers(page, language)}
    page.press("#q-name", "Enter")
    found["errors"] = barriers(page, language)
    page.fill("#q-name", "Aino")
    page.check("#q-talks-2")
    page.press("#q-name", "Enter")
    page.fill("#q-life", "Bra")
    found["last"] = barriers(page, language)
    page.click("button[name=_later]")
    found["later"] = barriers(page, language)
    page.click(".actions .button--primary")
    page.goto(page.url.split("?")[0] + "check/")
    found["check"] = barriers(page, language)
    age_the_draft()
    page.click(".finish .button--primary")
    page.wait_for_url("**/receipt/")
    found["receipt"] = barriers(page, language)

    assert page.locator("html").get_attribute("lang") == language
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("path", ["long/", "long/blank/", "long/resume/", "closed/"])
def test_pages_beside_the_way_have_no_barrier(site, one_page, path):
    found = {}
    for language in LANGUAGES:
        cookie = {"name": "django_language", "value": language, "url": site.address}
        one_page.context.add_cookies([cookie])
        one_page.problems.clear()
        one_page.goto(f"{site.address}/{language}/forms/{path}")
        if path == "closed/":  # a closed form answers 403, and the browser says so
            assert len(one_page.problems) == 1
            one_page.problems.clear()
        found[language] = barriers(one_page, language)

    assert found == {language: [] for language in LANGUAGES}


def test_a_personal_link_has_no_barrier(visit, site):
    assert barriers(visit(f"/l/{site.token}/")) == []


@pytest.mark.parametrize("path", ["", "linked/link/", "linked/paper/"])
def test_pages_of_those_who_help_have_no_barrier(site, open_page, path):
    page = open_page(f"/work/forms/{path}", who="alva")

    assert page.locator("h1").count() == 1
    assert barriers(page) == []


def test_a_link_is_made_with_a_square_for_the_phone(site, open_page):
    page = open_page("/work/forms/linked/link/", who="alva")
    page.click("main .button--primary")

    page.wait_for_selector("svg.card__code")
    assert re.search(r"/l/[\w-]{43}/", page.inner_text(".card__address"))
    assert barriers(page) == []


def test_what_one_types_is_saved_by_itself(visit):
    page = visit("/sv/forms/long/")
    page.fill("#q-life", "Det går framåt")
    page.wait_for_selector("#saved:has-text('Sparat')")

    assert FormDraft.objects.latest("pk").typed["life"] == ["Det går framåt"]
    page.reload()
    assert page.input_value("#q-life") == "Det går framåt"


def test_while_one_types_without_a_pause_it_is_saved_within_five_seconds(visit):
    page = visit("/sv/forms/long/")
    for _ in range(14):
        page.type("#q-life", "ab", delay=150)
        page.wait_for_timeout(200)

    assert FormDraft.objects.latest("pk").typed["life"][0].startswith("ab")


def test_leaving_the_page_saves_what_was_just_typed(visit, site):
    page = visit("/sv/forms/long/")
    page.fill("#q-life", "Hastigt")
    page.goto("about:blank")
    for _ in range(50):
        if FormDraft.objects.filter(typed__life=["Hastigt"]).exists():
            break
        page.wait_for_timeout(100)
    page.goto(f"{site.address}/sv/forms/long/")

    assert page.input_value("#q-life") == "Hastigt"


def test_by_keyboard_alone_on_a_phone_without_scripts(visit):
    page = visit("/sv/forms/paged/", width=390, scripts=False)
    press_to(page, "q-name")
    page.keyboard.type("Aino")
    press_to(page, "q-talks-1")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**page=language")
    assert "Del 2 av 3" in page.inner_text("main")
    press_to(page, "q-language-1")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**page=life")
    press_to(page, "q-life")
    page.keyboard.type("Bra")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    age_the_draft()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('button--primary')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/")

    answers = Submission.objects.latest("pk").answers
    assert answers == {"name": "Aino", "talks": True, "language": "sv", "life": "Bra"}


def test_a_file_is_sent_without_scripts_and_stays_when_something_is_missing(visit, tmp_path):
    file = Path(tmp_path) / "intyg.pdf"
    file.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page = visit("/sv/forms/long/", scripts=False)
    page.set_input_files("#q-proof", file)
    page.click(".finish .button--primary")

    page.wait_for_selector(".errors")
    assert "intyg.pdf" in page.inner_text(".attached")
    assert barriers_without_scripts(page)


def test_targets_are_large_enough(visit):
    page = visit("/sv/forms/paged/", width=390)

    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main input:not([type=hidden])')]
        .filter(each => each.offsetParent && !each.closest('[aria-hidden]') && !each.matches('.visually-hidden'))
        .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    )

    assert small == []


def barriers_without_scripts(page) -> bool:
    """Axe needs scripts; here only that the page has one title and says what is wrong in it."""
    return page.locator("h1").count() == 1 and page.title().startswith("Rätta")


def press_to(page, ident: str) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"#{ident}:focus").count():
            return
    raise AssertionError(f"{ident} cannot be reached")


def age_the_draft() -> None:
    """As if somebody had taken their time."""
    FormDraft.objects.filter(sent_at=None).update(shown_at="2020-01-01T00:00Z")
