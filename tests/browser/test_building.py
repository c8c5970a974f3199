"""Building a form of twenty questions and three conditions in the editor, step by step as the manual tells.

`make pictures` lets the same walk write the pictures of the manual.
"""

import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from forms.models import FormDefinition, FormVersion
from tests.browser.author import Author
from tests.browser.conftest import serve
from tests.browser.site import Served
from tests.browser.test_accessible import AXE, RULES
from tests.factories.accounts import make_user

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("STEGVIS_PICTURES", "")
OFTEN = "daily\tVarje dag\t3\nweekly\tVarje vecka\t2\nseldom\tSällan\t1\nnever\tAldrig\t0"
ASKED = (
    *(("Text, en rad", "Vad vill du bli kallad?"), ("Telefonnummer", "Telefon")),
    *(("E-postadress", "E-post"), ("Datum", "Vilken dag passar dig?")),
    *(("Ja eller nej", "Bor du ensam?"), ("Text, en rad", "Vem bor du med?")),
    *(("Ett val", "Hur ofta går du ut?"), ("Text, flera rader", "Vad skulle göra det lättare?")),
    *(("Ett val", "Hur ofta träffar du någon?"), ("Skala", "Hur mår du just nu?")),
    *(("Ja eller nej", "Studerar du?"), ("Text, en rad", "Var studerar du?")),
    *(("Tal", "Hur många timmar sover du?"), ("En summa pengar", "Vad är din hyra?")),
    *(("Kommun", "I vilken kommun bor du?"), ("Klockslag", "När är det lättast att nå dig?")),
    *(("Ja eller nej", "Har du en läkarkontakt?"), ("Filer", "Intyg, om du har ett")),
    *(("Text, flera rader", "Vad vill du ändra?"), ("Text, flera rader", "Något annat?")),
)
CONDITIONS = (
    (5, "Bor du ensam?", "Nej"),
    (7, "Hur ofta går du ut?", "Aldrig"),
    (11, "Studerar du?", "Ja"),
)


@pytest.fixture(scope="module")
def served(db):
    """A site with one administrator and no forms."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    people = {"oskar": make_user("oskar", roles=("administrator",))}
    yield from serve(Served(people, programme=None, cases={}))


def picture(name: str, shown) -> None:
    """Write a picture of the manual, when it is asked for, in few colours and so in few bytes."""
    if PICTURES:
        taken = Image.open(io.BytesIO(shown.screenshot(animations="disabled")))
        small = taken.convert("RGB").quantize(48)
        small.save(Path(PICTURES) / f"{name}.png", optimize=True)


def barriers(page) -> list[str]:
    """What axe finds in what is ours on a page of the admin."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run('main', rules)", RULES)
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]


def test_twenty_questions_and_three_conditions_are_built_tried_read_and_published(open_page):
    page = open_page("/cms/snippets/forms/formdefinition/add/", who="oskar", width=1100)
    author, began = Author(page), time.perf_counter()

    author.begin("Vardagen nu", "vardagen", "Om dig")
    picture("kinds", author.choose_kind())
    page.keyboard.press("Escape")
    for kind, label in ASKED:
        n = author.ask(kind, label)
        if kind == "Ett val":
            grid = author.paste_choices(n, OFTEN)
            picture("choices", grid)
    for n, question, answer in CONDITIONS:
        picture("condition", author.show_when(n, question, answer))
    counted, seconds = author.counted(), time.perf_counter() - began
    author.publish()

    print(
        f"20 questions, 3 conditions: {counted['clicks']} clicks, {counted['keys']} keys, {seconds:.0f} s"
    )
    version = FormVersion.objects.get()
    asked = list(version.document().fields())
    assert [version.texts("sv")[f"field.{each.key}.label"] for each in asked] == [
        label for _kind, label in ASKED
    ]
    assert [choice.score for choice in asked[6].choices] == [3, 2, 1, 0]
    assert [n for n, each in enumerate(asked) if each.visible_if] == [n for n, *_rest in CONDITIONS]
    assert counted["clicks"] < 120


def address(view: str) -> str:
    return f"/cms/snippets/forms/formdefinition/{view}/{FormDefinition.objects.get().pk}/"


def test_it_is_tried_with_made_up_answers(open_page):
    page = open_page(address("try"), who="oskar", width=1100)

    page.get_by_role("button", name="Fyll i med påhittade svar").click()
    page.wait_for_load_state()

    assert page.locator('[name="vad_vill_du_bli_kallad"]').input_value()
    page.get_by_role("heading", name="Varför är något dolt?").scroll_into_view_if_needed()
    picture("try", page)


def test_every_condition_is_read_as_a_sentence(open_page):
    page = open_page(address("rules"), who="oskar", width=1100)

    said = page.locator("main").inner_text()
    assert all(question in said for _n, question, _answer in CONDITIONS)
    picture("rules", page.locator("main"))


@pytest.mark.parametrize("view", ["try", "rules", "versions", "library", "languages", "edit"])
def test_pages_about_a_form_have_no_barrier_and_fit_a_phone(open_page, view):
    page = open_page(address(view), who="oskar")
    found = barriers(page) if view != "edit" else []  # the editor itself is Wagtail's
    page.set_viewport_size({"width": 390, "height": 800})

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
