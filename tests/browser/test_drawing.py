"""Drawing a service of eight steps without a mouse, trying it, publishing it and changing it, as the manual tells.

`make pictures` lets the same walk write the pictures of the manual.
"""

import os
import time

import pytest

from tests.browser.conftest import serve
from tests.browser.flow_author import FlowAuthor, draw_the_workshop
from tests.browser.site import Served
from tests.factories.accounts import make_unit, make_user
from tests.factories.forms import make_form
from workflows.models import WorkflowVersion

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
        make_form(slug, {"what": "long_text"}, texts={"field.what.label": question})
    yield from serve(Served(people, programme=None, cases={}))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_service_of_eight_steps_is_drawn_with_the_keyboard_and_published(open_page, width):
    page = open_page(ADD, who="oskar", width=width)
    author, began = FlowAuthor(page), time.perf_counter()

    author.begin(f"Ungdomsverkstad {width}", f"verkstad_{width}")
    draw_the_workshop(author)
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
