"""Parts of a page that are renewed alone: nothing reloads, the focus stays, and what happened is said.

Without scripts the same forms lead through whole pages, as everywhere.
"""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import CaseTask, Goal, Notice
from tests.factories.workspace import referred

pytestmark = pytest.mark.browser


def stays(page) -> None:
    """Mark the page: a reload would forget it."""
    page.evaluate("window.stayed = true")


def stayed(page) -> bool:
    return page.evaluate("window.stayed === true") and page.problems == []


@pytest.fixture
def told(served):
    """Two things to read."""
    Notice.objects.update(read_at=timezone.now())
    case = served.cases["Sirkka"]
    for step in ("meet", "plan"):
        Notice.objects.create(
            user=served.people["alva"],
            case=case,
            code="task_done",
            facts={"step": step},
            told_at=timezone.now(),
        )
    return Notice.objects.filter(user=served.people["alva"], read_at=None)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_read_goes_away(open_page, told, scripts):
    page = open_page("/work/", scripts=scripts)
    rows = page.locator("#to-read .notes__item")
    before = rows.count()
    if scripts:
        stays(page)

    page.get_by_role("button", name="Läst").first.click()

    expect(rows).to_have_count(before - 1)
    if scripts:
        assert stayed(page)
        expect(page.locator("#notices")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_task_is_taken_where_it_lies(open_page, served, scripts):
    case = referred(served.programme, served.people["alva"], "Ture Taken")
    page = open_page(reverse("cases:queue"), who="petter", scripts=scripts)
    mine = page.locator(f"form[action*='/{case.pk}/']")
    if scripts:
        stays(page)

    mine.get_by_role("button").click()
    expect(page.get_by_role("status").filter(has_text="Uppgiften är din nu.")).to_be_visible()

    task = CaseTask.objects.get(case=case, key="assess")
    assert task.owner == served.people["petter"]
    if scripts:
        assert stayed(page)
        expect(page.locator(f"#taken-{task.pk}")).to_be_focused()
    else:
        assert f"/tasks/{task.pk}" in page.url


def test_a_goal_moves_on_where_it_stands(open_page, served):
    case = served.cases["Sirkka"]
    goal = Goal.objects.filter(case=case, level="sub").first()
    page = open_page(reverse("cases:case_goals", args=[case.pk]))
    stays(page)

    page.locator(f"#goal-{goal.pk}").click()
    page.locator(f"#goal-{goal.pk} + div button[value=reached]").click()
    expect(page.locator("#said")).to_contain_text(goal.text)

    goal.refresh_from_db()
    assert goal.state == "reached"
    assert stayed(page)
    expect(page.locator(f"#goal-{goal.pk}")).to_be_focused()


def test_a_search_finds_while_one_types(open_page, served):
    name = served.cases["Sirkka"].participant
    page = open_page(reverse("cases:search"))
    stays(page)

    page.locator("#asked").press_sequentially(name.family_name[:4])
    page.wait_for_selector("#found table")

    assert name.family_name in page.locator("#found").inner_text()
    assert name.family_name[:4] in page.locator("#found-count").inner_text()
    assert f"q={name.family_name[:4]}" in page.url
    assert stayed(page)
    expect(page.locator("#asked")).to_be_focused()


def test_a_list_is_narrowed_when_one_chooses(open_page, served):
    page = open_page(reverse("cases:cases"))
    stays(page)

    page.locator("#phase").focus()
    page.locator("#phase").select_option("closing")
    page.wait_for_url("**phase=closing**")

    assert page.locator("#cases table").count() == 0
    assert page.locator("#cases-count").inner_text() == "0"
    assert stayed(page)
    expect(page.locator("#phase")).to_be_focused()


def test_a_refusal_comes_as_a_whole_page(open_page, served):
    case = referred(served.programme, served.people["alva"], "Tora Taken")
    page = open_page(reverse("cases:queue"), who="petter")
    task = CaseTask.objects.filter(case=case, key="assess")
    task.update(owner=served.people["maria"], status="ASSIGNED")

    page.locator(f"form[action*='/{case.pk}/'] button").click()
    page.wait_for_url(f"**/tasks/{task.get().pk}/take/")

    assert page.locator("h1").count() == 1


def test_who_was_signed_out_is_asked_to_sign_in(open_page, served):
    page = open_page(reverse("cases:search"))
    page.context.clear_cookies()

    page.locator("#asked").press_sequentially("Holm")
    page.wait_for_url("**/accounts/login/**")

    assert page.locator("input[name=password]").count() == 1
