"""Every page of the workspace, judged by axe in three languages, and narrowed to 320 pixels (400 % zoom).

One page of one browser looks at all of them; colours know no language, so only the first one judges them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from cases.models import CaseTask
from forms.models import Submission
from tests.browser.conftest import signed_in
from tests.browser.site import Served

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
IN_WORDS = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
LANGUAGES = ("sv", "fi", "en")
Address = Callable[[Served], str]


def below(name: str, rest: str = "") -> Address:
    """The address of a page of somebody's case."""
    return lambda served: f"/work/cases/{served.cases[name].pk}/{rest}"


def task(name: str, key: str, rest: str = "") -> Address:
    """The address of a task."""

    def address(served: Served) -> str:
        case = served.cases[name]
        found = CaseTask.objects.filter(case=case, key=key).latest("pk")
        return f"/work/cases/{case.pk}/tasks/{found.pk}/{rest}"

    return address


def handed_in(name: str, key: str) -> Address:
    """The address of something that was handed in."""

    def address(served: Served) -> str:
        case = served.cases[name]
        return f"/work/cases/{case.pk}/documents/{CaseTask.objects.get(case=case, key=key).pk}/"

    return address


def answers(served: Served) -> str:
    """The address of the answers to the first form that somebody has answered."""
    return f"/work/answers/{Submission.objects.earliest('pk').definition_id}/"


PAGES: dict[str, tuple[str, str | Address]] = {
    "my day": ("alva", "/work/"),
    "my day of somebody with a queue": ("petter", "/work/"),
    "queue": ("petter", "/work/queue/"),
    "cases": ("maria", "/work/cases/?whose=unit"),
    "unit": ("maria", "/work/unit/"),
    "away": ("maria", "/work/away/"),
    "days away": ("alva", "/work/away/new/"),
    "search": ("alva", "/work/search/?q=holm"),
    "overview": ("alva", below("Sirkka")),
    "timeline": ("alva", below("Sirkka", "timeline/")),
    "goals": ("alva", below("Sirkka", "goals/")),
    "documents": ("alva", below("Sirkka", "documents/")),
    "decision": ("alva", handed_in("Sirkka", "decide")),
    "team": ("alva", below("Sirkka", "team/")),
    "appoint": ("alva", below("Sirkka", "team/appoint/?role=counsellor")),
    "note": ("alva", below("Sirkka", "note/")),
    "contact": ("alva", below("Sirkka", "contact/")),
    "add a goal": ("alva", below("Sirkka", "goals/new/")),
    "event": ("alva", below("Sirkka", "events/stop/")),
    "extra task": ("alva", below("Sirkka", "extra-task/")),
    "task": ("alva", task("Mikael", "meet")),
    "decision task": ("petter", task("Henrik", "decide")),
    "task nobody has taken": ("petter", task("Jonas", "assess")),
    "hand over": ("petter", task("Henrik", "decide", "give/")),
    "measurements": ("alva", below("Sirkka", "measurements/")),
    "forms to give out": ("petter", "/work/forms/"),
    "forms with answers": ("alva", "/work/answers/"),
    "answers to a form": ("alva", answers),
    "answers in figures": ("alva", lambda served: f"{answers(served)}summary/"),
    "start: whom": ("alva", "/work/start/social-rehabilitering/?q=sir"),
    "start: new person": ("alva", "/work/start/social-rehabilitering/?who=new"),
}


def problems(page, language: str = LANGUAGES[0]) -> list[str]:
    """What the browser complained about and what axe finds, one line each."""
    page.wait_for_load_state()  # without its styles yet it would be judged too small
    complaints = list(
        page.problems
    )  # before axe, which writes styles of its own that the policy refuses
    page.evaluate(AXE)
    rules = RULES if language == LANGUAGES[0] else IN_WORDS
    found = page.evaluate("rules => axe.run(document, rules)", rules)
    barriers = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]
    return complaints + barriers


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_in_three_languages(served, one_page, name):
    who, address = PAGES[name]
    path = address if isinstance(address, str) else address(served)

    found = {}
    for language in LANGUAGES:
        one_page.set_viewport_size({"width": 1280, "height": 900})
        cookie = signed_in(served.people[who], language)
        one_page.context.add_cookies([{**cookie, "url": served.address}])
        one_page.problems.clear()
        one_page.goto(served.address + path)
        assert one_page.locator("html").get_attribute("lang") == language
        assert one_page.locator("h1").count() == 1
        found[language] = problems(one_page, language)
        one_page.set_viewport_size({"width": 320, "height": 800})
        width = one_page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, "scrolls sideways"

    assert found == {"sv": [], "fi": [], "en": []}
