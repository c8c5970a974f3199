"""An administrator who draws a service in the editor without a mouse, as the manual tells; every key is counted."""

from playwright.sync_api import Page

from tests.browser.author import COUNTS, MORE
from tests.chromium import PATIENCE

HERE = "(wanted) => document.activeElement.matches(wanted)"
# The plus sign of one list of blocks, however many others stand in it.
PLUS_OF = """(list) => {
  const button = document.activeElement;
  if (!button.matches(".c-sf-add-button")) return false;
  for (let around = button.parentElement; around; around = around.parentElement) {
    const count = around.querySelector(':scope > input[name$="-count"]');
    if (count) return count.name === `${list}-count`;
  }
  return false;
}"""


class FlowAuthor:
    """Somebody at the page of a new workflow, whose way through it leads only forward."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press, self.type = page.keyboard.press, page.keyboard.type
        page.set_default_timeout(PATIENCE)
        page.evaluate(COUNTS)

    def go(self, wanted: str, *, asked: str = HERE, most: int = 60) -> None:
        """Press Tab until the focus is where it is wanted."""
        for _n in range(most):
            self.press("Tab")
            if self.page.evaluate(asked, wanted):
                return
        raise AssertionError(f"{wanted} cannot be reached")

    def add(self, kind: str, where: str, number: int, first: str = "title") -> str:
        """Add a block at the end of a list; the focus goes into its first field by itself.

        returns   the name that its fields begin with
        """
        self.go(where, asked=PLUS_OF)
        self.press("Enter")
        self.go("[role=combobox]", most=3)
        self.type(kind)
        self.page.get_by_role("option", name=kind, exact=True).wait_for()
        found = self.page.get_by_role("option").all_inner_texts()
        for _before in range([each.strip() for each in found].index(kind)):
            self.press("ArrowDown")
        self.press("Enter")
        block = f"{where}-{number}-value"
        self.page.locator(f'[name="{block}-{first}"]:focus').wait_for()
        return block

    def fill(self, block: str, **said: str) -> str:
        """Write into the fields of a block, in the order in which they stand."""
        for field, words in said.items():
            name = f"{block}-{field.replace('__', '-')}"
            if not self.page.evaluate(HERE, f'[name="{name}"]'):
                self.go(f'[name="{name}"]')
            self.type(words)
        return block

    def another(self, where: str) -> None:
        """One more entry of a list that has one kind of entry only."""
        self.go(where, asked=PLUS_OF)
        there = self.page.locator(f"[name='{where}-count']").input_value()
        self.press("Enter")
        self.page.wait_for_function(
            "([list, there]) => document.getElementsByName(`${list}-count`)[0].value !== there",
            arg=[where, there],
        )

    def begin(self, title: str, slug: str) -> None:
        """Title and short name."""
        self.go("[name=title]")
        self.type(title)
        self.go("[name=slug]", most=6)
        self.press("Control+A")
        self.type(slug)

    def publish(self) -> None:
        """Open what else can be done than saving, and publish."""
        self.go(f"footer {MORE}", most=200)
        self.press("Enter")
        self.go("[name=action-publish]", most=8)
        with self.page.expect_navigation():
            self.press("Enter")

    def counted(self) -> dict[str, int]:
        return self.page.evaluate("window.counted")


def draw_the_workshop(author: FlowAuthor) -> None:
    """Referral, first talk, one of two paths, a plan, what the others think, a closing; and a talk every week."""
    author.fill(author.add("Roll", "body", 0), title="Handledare", who="counsellor")
    author.fill(author.add("Roll", "body", 1), title="Nätverket", who="partner")
    author.fill(author.add("Utfall", "body", 2), title="Vidare till arbete eller studier")
    start = author.add("Start", "body", 3)
    author.fill(start, title="Ny remiss", roles="counsellor", form="remiss")
    _coming_in(author)
    _in_the_workshop(author)
    closing = author.add("Skede", "body", 6)
    author.type("Avslut")
    last = author.add("Steg", f"{closing}-blocks", 0)
    author.fill(last, title="Avslutande samtal", role="handledare", form="samtal")
    end = author.add("Slut", f"{closing}-blocks", 1, first="outcome")
    author.fill(end, outcome="vidare_till_arbete_eller_studier")
    _weekly(author)


def _coming_in(author: FlowAuthor) -> None:
    phase = author.add("Skede", "body", 4)
    author.type("Att komma in")
    path = f"{phase}-blocks"
    author.fill(author.add("Steg", path, 0), title="Läs remissen", role="handledare")
    talk = author.add("Steg", path, 1)
    author.fill(talk, title="Första samtalet", role="handledare", form="samtal")
    choice = author.add("Val", path, 2)
    author.fill(choice, title="Vad passar bäst?", judged_by="handledare")
    ways = f"{choice}-branches"
    author.fill(f"{ways}-0-value", label="Börja i verkstaden")
    trial = author.add("Steg", f"{ways}-0-value-blocks", 0)
    author.fill(trial, title="Provvecka", role="handledare")
    author.another(ways)
    author.fill(f"{ways}-1-value", label="Se andra ställen först")
    visit = author.add("Steg", f"{ways}-1-value-blocks", 0)
    author.fill(visit, title="Studiebesök", role="handledare")


def _in_the_workshop(author: FlowAuthor) -> None:
    phase = author.add("Skede", "body", 5)
    author.type("I verkstaden")
    path = f"{phase}-blocks"
    author.fill(author.add("Steg", path, 0), title="Gör en plan", role="handledare", form="plan")
    several = author.add("Fråga flera parter", path, 1)
    author.fill(
        several,
        title="Gemensamt möte",
        role="handledare",
        form="svar",
        asking__may_ask="natverket",
    )


def _weekly(author: FlowAuthor) -> None:
    owed = author.add("Åtagande", "body", 7)
    author.fill(
        owed,
        title="Veckans uppföljning",
        first__weeks="1",
        first__anchor="case_start",
        every__weeks="1",
        role="handledare",
        form="samtal",
    )
