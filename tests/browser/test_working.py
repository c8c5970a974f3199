"""Working with the keyboard, with and without scripts: what a counsellor does in a day."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import CaseTask, TaskDraft
from tests.chromium import PATIENCE

pytestmark = pytest.mark.browser


def meeting(served) -> CaseTask:
    """The counsellor's start meeting with Mikael."""
    return CaseTask.objects.get(case=served.cases["Mikael"], key="meet")


def address(task: CaseTask) -> str:
    return f"/work/cases/{task.case_id}/tasks/{task.pk}/"


def test_the_key_n_opens_the_next_task(served, open_page):
    page = open_page("/work/")

    page.keyboard.press("n")

    page.wait_for_url(re.compile(r"/tasks/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Inledande möte")


def test_a_letter_typed_in_a_field_is_only_a_letter(served, open_page):
    page = open_page("/work/")

    page.locator("#topbar-search").press_sequentially("nnn")

    assert page.url.endswith("/work/")


def test_the_first_tab_leads_past_the_head(served, open_page):
    page = open_page("/work/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip-link")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_draft_keeps_itself_and_says_so(served, open_page):
    task = meeting(served)
    page = open_page(address(task))

    page.get_by_label("Vad kom ni överens om?").fill("Vi ses på tisdagar")

    expect(page.locator("#saved")).to_have_text(re.compile(r"Utkast sparat \d"), timeout=PATIENCE)
    assert TaskDraft.objects.get(task=task).raw["agreed"] == ["Vi ses på tisdagar"]
    assert page.problems == []


def test_a_broken_connection_is_said_and_nothing_is_lost(served, open_page):
    page = open_page(address(meeting(served)))
    page.route("**/draft/", lambda route: route.abort())

    page.get_by_label("Vad kom ni överens om?").fill("Under ett avbrott")

    expect(page.locator("#saved")).to_contain_text("Inte sparat", timeout=PATIENCE)
    expect(page.get_by_label("Vad kom ni överens om?")).to_have_value("Under ett avbrott")


def test_what_must_be_corrected_is_met_first(served, open_page):
    page = open_page(address(meeting(served)))
    page.get_by_label("Vad kom ni överens om?").fill("")

    page.get_by_role("button", name="Kontrollera svaren").click()

    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors__link").first.click()
    expect(page.get_by_label("Vad kom ni överens om?")).to_be_focused()


@pytest.mark.parametrize("scripts", [False, True])
def test_a_task_is_finished_with_and_without_scripts(served, open_page, scripts):
    name = "Sirkka" if scripts else "Amina"
    task = CaseTask.objects.get(case=served.cases[name], key="evaluate")
    page = open_page(address(task), scripts=scripts)

    page.get_by_label("Hur har tiden varit?").fill("Bättre än i våras")
    page.get_by_role("button", name="Kontrollera svaren").click()
    expect(page.get_by_text("Bättre än i våras")).to_be_visible()
    page.get_by_role("button", name="Slutför uppgiften").click()

    expect(page.get_by_role("status").first).to_contain_text("”Utvärdering” är klar.")
    task.refresh_from_db()
    assert task.submission.answers["view"] == "Bättre än i våras"


def test_no_script_or_style_stands_in_the_page(served, open_page):
    page = open_page("/work/", scripts=False)
    html = page.content()

    assert not re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", html)
