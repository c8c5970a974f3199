"""An administrator who builds a form in the editor, as the manual tells, and whose clicks and keys are counted."""

from playwright.sync_api import Locator, Page

from tests.chromium import PATIENCE

ADD = "button.c-sf-add-button"
MORE = "[data-w-dropdown-target=toggle]"
COUNTS = """() => {
  window.counted = { clicks: 0, keys: 0 };
  addEventListener("click", (event) => { if (event.detail) window.counted.clicks += 1; }, true);
  addEventListener("keydown", () => { window.counted.keys += 1; }, true);
}"""


class Author:
    """Somebody at the page of a new form."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.questions = 0
        page.set_default_timeout(PATIENCE)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate(COUNTS)

    def write(self, name: str, text: str) -> None:
        self.page.locator(f'[name="{name}"]').click()
        self.page.keyboard.type(text)

    def name(self, n: int, setting: str) -> str:
        return f"body-0-value-fields-{n}-value-{setting}"

    def begin(self, title: str, slug: str, section: str) -> None:
        """Title, short name, and the first section."""
        self.write("title", title)
        self.page.locator('[name="slug"]').fill("")
        self.write("slug", slug)
        self.page.locator(ADD).first.click()
        self.page.get_by_role("option", name="Avsnitt", exact=True).click()
        self.write("body-0-value-title", section)

    def choose_kind(self) -> Locator:
        """Open the list of kinds at the end of the section."""
        self.page.locator(ADD).nth(self.questions + 1).click()
        return self.page.locator(".w-combobox")

    def ask(self, kind: str, label: str) -> int:
        """Add a question; the writer stands in its label at once."""
        self.choose_kind()
        self.page.get_by_role("option", name=kind, exact=True).click()
        label_field = self.page.locator(f'[name="{self.name(self.questions, "label")}"]')
        label_field.wait_for()
        assert label_field.evaluate("each => each === document.activeElement")
        self.page.keyboard.type(label)
        self.questions += 1
        return self.questions - 1

    def opened(self, n: int, setting: str) -> Locator:
        """Open the small editor on top of a setting."""
        area = self.page.locator(f'[name="{self.name(n, setting)}"]')
        around = area.locator("xpath=following-sibling::div[1]")
        around.locator("button").first.click()
        return around

    def paste_choices(self, n: int, rows: str) -> Locator:
        """Paste rows of a spreadsheet into the grid of choices."""
        grid = self.opened(n, "choices")
        self.page.evaluate("text => navigator.clipboard.writeText(text)", rows)
        grid.locator('[data-at="0"][data-cell="1"]').click()
        self.page.keyboard.press("Control+V")
        return grid

    def show_when(self, n: int, question: str, answer: str) -> Locator:
        """Show a question only when another one has this answer."""
        self.page.locator(f'[aria-controls="block_group-{self.name(n, "settings")}"]').click()
        rules = self.opened(n, "rules")
        rules.locator("fieldset").first.locator("button").last.click()
        row = rules.locator(".forms-editor__row").first
        row.locator("select").first.select_option(label=question)
        row.locator("select").nth(1).select_option(label="är")
        row.locator("select").nth(2).select_option(label=answer)
        return rules

    def publish(self) -> None:
        self.page.locator(f"footer {MORE}").last.click()
        with self.page.expect_navigation():
            self.page.locator('[name="action-publish"]').click()

    def counted(self) -> dict[str, int]:
        return self.page.evaluate("window.counted")
