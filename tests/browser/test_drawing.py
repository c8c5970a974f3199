"""Drawing a service of eight steps without a mouse, trying it, publishing it and changing it, as the manual tells.

`make pictures` lets the same walk write the pictures of the manual.
"""

import os
import time

import pytest
from django.urls import reverse

from cases.models import Programme
from programmes.models import Story
from tests.browser.conftest import serve
from tests.browser.flow_author import FlowAuthor, draw_the_workshop
from tests.browser.site import Served
from tests.browser.test_building import picture
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_worker
from tests.factories.forms import make_form
from workflows.models import WorkflowDefinition, WorkflowVersion

pytestmark = pytest.mark.browser
ADD = "/cms/snippets/workflows/workflowdefinition/add/"


@pytest.fixture(scope="module")
def served(db):
    """A site with an administrator, a unit and the forms that the service asks."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    unit = make_unit(name="Ungdomsverkstaden")
    people = {"oskar": make_user("oskar", roles=("administrator",), unit=unit)}
    for slug, question in (
        ("remiss", "Varför skickas remissen?"),
        ("samtal", "Vad kom ni fram till?"),
        ("plan", "Vad ska ni göra?"),
        ("svar", "Hur ser ni på det?"),
    ):
        make_form(
            slug,
            {"what": "long_text"},
            texts={"field.what.label": question, "form.title": slug.title()},
        )
    yield from serve(Served(people, programme=None, cases={}))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_service_of_eight_steps_is_drawn_with_the_keyboard_and_published(open_page, width):
    page = open_page(ADD, who="oskar", width=width)
    author, began = FlowAuthor(page), time.perf_counter()

    author.begin("Ungdomsverkstaden", f"verkstad_{width}")
    draw_the_workshop(author)
    if width > 1000:
        picture("drawing", page)
    fits = page.evaluate("document.documentElement.scrollWidth") <= width
    keys, seconds = author.counted()["keys"], time.perf_counter() - began
    author.publish()

    print(f"8 steps at {width}: {keys} keys, {seconds:.0f} s")
    assert fits
    version = WorkflowVersion.objects.get(definition__slug=f"verkstad_{width}")
    document = version.document()
    assert [phase.key for phase in document.phases] == ["att_komma_in", "i_verkstaden", "avslut"]
    assert [block.key for block in document.phases[0].blocks] == [
        *("las_remissen", "forsta_samtalet", "vad_passar_bast"),
    ]
    assert [each.key for each in document.obligations] == ["veckans_uppfoljning"]


@pytest.fixture
def about(served):
    """Addresses of pages about the service that was drawn, which runs as a programme with one case."""
    definition = WorkflowDefinition.objects.get(slug="verkstad_1280")
    unit = served.people["oskar"].unit
    programme, new = Programme.objects.get_or_create(
        slug="verkstad",
        defaults={"titles": {"sv": "Verkstad"}, "unit": unit, "workflow": definition},
    )
    if new:
        make_case(programme, by=make_worker(programme))
    name = "wagtailsnippets_workflows_workflowdefinition"
    return lambda page: reverse(f"{name}:{page}", args=[definition.pk])


def test_it_is_tried_and_kept_as_a_story(open_page, about):
    page = open_page(about("dry_run"), who="oskar", width=1100)

    for name in ("_do", "_do", "_do", "_judge"):
        with page.expect_navigation():
            page.locator(f"button[name={name}]").first.click()
    picture("dry-run", page)
    page.get_by_label("Vad berättelsen heter").fill("Den vanliga vägen")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara som berättelse").click()

    assert Story.objects.get().key == "den_vanliga_vagen"
    assert page.problems == []


def test_a_change_says_what_happens_to_the_cases(open_page, about):
    page = open_page(about("edit"), who="oskar", width=1280)
    page.locator("[data-side-panel-toggle='preview']").click()
    frame = page.frame_locator("#w-preview-iframe").first
    frame.locator("svg.diagram__svg").wait_for()
    picture("preview", page)
    frame.locator("svg a[data-part='las_remissen']").click()
    page.locator("input[type=text]:focus").wait_for(state="visible")
    page.keyboard.press("Control+A")
    page.keyboard.type("Läs remissen tillsammans")
    with page.expect_navigation(wait_until="commit"):
        page.locator("footer button.action-save").first.click()

    page.goto(page.url.split("/cms/")[0] + about("cases"))
    assert page.locator(".moves__counts").inner_text()
    picture("cases", page.locator("main"))
    page.goto(page.url.split("/cms/")[0] + about("compare") + "?from=1")
    picture("compare", page.locator("main"))
