"""Forms for people, answers and survey rounds by keyboard alone; axe looks at every page on the way."""

import os

import pytest
from wagtail.models import Locale

from forms.models import AnonymousAnswer, Campaign, Export, FormDefinition, FormLink, Submission
from tests.browser.conftest import serve
from tests.browser.site import Served
from tests.browser.test_accessible import problems
from tests.browser.test_building_by_keyboard import SAYS, Keys
from tests.factories.accounts import make_user
from tests.factories.answers import give
from tests.factories.forms import make_form

pytestmark = pytest.mark.browser
COMPLAINTS = (
    "Applying inline style",
    "Failed to load resource: the server responded with a status of 422",
)
ASKED = {
    "name": {"kind": "text", "required": True},
    "mood": {"kind": "choice", "choices": ("good", "bad")},
    "points": "number",
}


@pytest.fixture(scope="module")
def served(db):
    """A form with answers that is open to everybody, an anonymous survey, and those who work with them."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    people = {
        "helmi": make_user("helmi", roles=("survey_handler",)),
        "petter": make_user("petter", roles=("counsellor",)),
    }
    Locale.objects.get_or_create(language_code="sv")
    wish = make_form("wish", ASKED)
    make_form("survey", {"safe": "yes_no"})
    FormDefinition.objects.filter(slug="wish").update(open_to="public")
    FormDefinition.objects.filter(slug="survey").update(anonymous=True)
    for name in ("Aino", "Bo"):
        give(wish, name=name, mood="good", points=3)
    yield from serve(Served(people, programme=None, cases={}))


class Reader(Keys):
    """Somebody without a mouse, on pages that axe looks at as they come."""

    def press_on(self, words: str) -> None:
        """Press the link or button that says this; the page it leads to has no barrier and fits a phone."""
        self.go(words, asked=SAYS)
        with self.page.expect_navigation():
            self.press("Enter")
        self.look()

    def look(self) -> None:
        # The browser complains of a refused page, and of the styles that axe wrote on the page before.
        found = [each for each in problems(self.page) if not each.startswith(COMPLAINTS)]
        assert found == [], self.page.url
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 800})
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 320, self.page.url
        self.page.set_viewport_size(size)

    def fill(self, wanted: str, text: str) -> None:
        self.go(wanted)
        self.type(text)

    def says(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()


def definition(slug: str) -> FormDefinition:
    return FormDefinition.objects.get(slug=slug)


def test_answers_are_searched_read_counted_and_taken_out(open_page):
    keys = Reader(open_page(f"/work/answers/{definition('wish').pk}/", who="helmi"))
    keys.look()

    keys.go(".answers-narrow summary")
    keys.press("Enter")
    keys.fill("#q", "aino")
    keys.press_on("Visa")
    assert keys.page.locator("tbody tr").count() == 1
    keys.go("tbody th a")
    with keys.page.expect_navigation():
        keys.press("Enter")
    keys.look()
    assert keys.says("Aino")
    keys.page.go_back()
    keys.press_on("Diagram")
    keys.press_on("Som fil")
    keys.press_on("Skapa filen")
    assert Export.objects.get().wanted == {"q": "aino"}


def test_a_round_is_begun_handed_out_closed_and_read(open_page):
    keys = Reader(open_page(f"/work/answers/{definition('survey').pk}/rounds/", who="helmi"))
    keys.look()

    keys.fill("[name=title]", "Höst")
    keys.fill("[name=closes_on]", "12122030")
    keys.fill("[name=groups]", "Norr, 6, 2")
    keys.press_on("Börja och skapa länkarna")
    links = keys.page.locator(".answers-links li").all_inner_texts()
    keys.press_on("Länkarna är tagna")
    assert keys.says("Norr")
    keys.press_on("Mata in svar")
    keys.go("[name=group]")
    keys.press("Space")
    keys.go("[name=safe]")
    keys.press("Space")
    keys.press_on("Spara svaret")
    assert AnonymousAnswer.objects.get().answers == {"safe": True}
    answer_survey(keys, links[0])
    keys.page.goto(
        f"{keys.page.url.split('/survey')[0]}/work/answers/rounds/{Campaign.objects.get().pk}/"
    )
    keys.press_on("Avsluta omgången nu")
    assert keys.says("Omgången är slut")


def answer_survey(keys: Reader, link: str) -> None:
    keys.page.goto(link)
    keys.look()
    keys.go("[name=safe]")
    keys.press("Space")
    keys.press_on("Skicka svaren")
    assert AnonymousAnswer.objects.count() == 2


def test_a_personal_link_is_made_answered_and_another_one_withdrawn(open_page, served):
    keys = Reader(open_page("/work/forms/", who="petter"))

    keys.press_on("Personlig länk: ")
    keys.press_on("Gör länken")
    address = keys.page.locator(".card__address").inner_text().split()[0]
    keys.go(".copying")
    keys.press("Enter")
    keys.page.locator(".copying__said", has_text="Kopierat").wait_for()
    keys.press_on("En till")
    keys.press_on("Gör länken")
    keys.press_on("En till")
    keys.press_on("Återkalla")
    assert FormLink.objects.open().count() == 1
    left = FormLink.objects.open().get()
    assert left.made_at == FormLink.objects.earliest("made_at").made_at
    keys.page.context.clear_cookies()
    keys.page.set_extra_http_headers({"Accept-Language": "sv"})
    keys.page.goto(address)
    answer(keys, "Cia")
    assert Submission.objects.get(channel="link").answers == {"name": "Cia", "mood": "good"}


def answer(keys: Reader, name: str) -> None:
    """Make a mistake, mend it, look through and send."""
    keys.look()
    keys.press_on("Titta igenom svaren")
    assert keys.page.evaluate("document.activeElement.className").startswith("errors")
    keys.fill("[name=name]", name)
    keys.go("[name=mood]")
    keys.press("Space")
    keys.press_on("Titta igenom svaren")
    keys.page.wait_for_timeout(4_100)  # nobody sends within four seconds
    keys.press_on("Skicka svaren")
    assert keys.says("Tack") or "receipt" in keys.page.url


def test_a_blank_form_is_shown_for_print_and_paper_typed_in(open_page):
    keys = Reader(open_page("/work/forms/", who="petter"))

    keys.press_on("Skriv ut tomt")
    keys.page.go_back()
    keys.press_on("Skriv in från papper")
    keys.fill("[name=_answered_on]", "1.11.2026")
    keys.fill("[name=_helped_by]", "Dotter")
    keys.fill("[name=name]", "Doris")
    keys.press_on("Titta igenom svaren")
    keys.press_on("Skicka svaren")

    given = Submission.objects.get(channel="paper")
    assert (given.helped_by, str(given.answered_on)) == ("Dotter", "2026-11-01")
