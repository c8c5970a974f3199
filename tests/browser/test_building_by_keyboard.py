"""Building a form by keyboard alone, also as narrow as a phone: choices pasted, a condition set, published."""

import pytest

from forms.models import FormVersion
from tests.browser.author import ADD, MORE
from tests.browser.test_building import served  # noqa: F401  a site with one administrator
from tests.chromium import PATIENCE
from tests.factories.forms import when

pytestmark = pytest.mark.browser
HERE = "(wanted) => document.activeElement.matches(wanted)"
SAYS = "(words) => document.activeElement.textContent.trim().startsWith(words)"
VALUE = "() => document.activeElement.value"
SETTINGS = '[aria-controls="block_group-body-0-value-fields-1-value-settings"]'


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page) -> None:
        self.page = page
        self.press = page.keyboard.press
        self.type = page.keyboard.type

    def go(self, wanted: str, *, asked: str = HERE, key: str = "Tab", most: int = 120) -> None:
        """Press Tab until the focus is where it is wanted."""
        for _n in range(most):
            self.press(key)
            if self.page.evaluate(asked, wanted):
                return
        raise AssertionError(f"{wanted} cannot be reached")

    def add(self, kind: str, first: str) -> None:
        """Add a block after the one where one stands; the focus goes into its first field."""
        self.go(ADD)
        self.press("Enter")
        self.go("[role=combobox]", most=3)
        self.type(kind)
        self.page.get_by_role("option").first.wait_for()
        self.press("Enter")
        self.page.locator(f'[name="{first}"]').wait_for()
        assert self.page.evaluate(HERE, f'[name="{first}"]')

    def pick(self, wanted: str) -> None:
        """Choose in a list that is closed: the focus stays in it while one looks for the answer."""
        for _n in range(12):
            if self.page.evaluate(VALUE) == wanted:
                return
            self.press("ArrowDown")
            assert self.page.evaluate(HERE, "select")
        raise AssertionError(f"{wanted} is not offered")


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def value_of(page, name: str) -> str:
    return page.locator(f'[name="body-0-value-fields-{name}"]').input_value()


@pytest.mark.parametrize("width", [1280, 390])
def test_choices_are_pasted_a_condition_is_set_and_the_form_published(open_page, width):
    page = open_page("/cms/snippets/forms/formdefinition/add/", who="oskar", width=width)
    page.set_default_timeout(PATIENCE)
    keys = Keys(page)
    name_and_copy_rows(keys, f"Blankett {width}")
    keys.add("Avsnitt", "body-0-value-title")
    keys.type("Om dig")
    paste_choices(keys)
    keys.add("Text, en rad", "body-0-value-fields-1-value-label")
    keys.type("Varför?")
    set_condition(keys)
    assert fits(page)

    keys.go(f"footer {MORE}")
    keys.press("Enter")
    keys.go("[name=action-publish]", most=8)
    with page.expect_navigation():
        keys.press("Enter")

    asked = list(FormVersion.objects.latest("pk").document().fields())
    assert [choice.code for choice in asked[0].choices] == ["varje_dag", "sallan", "aldrig"]
    assert asked[1].visible_if == when(("hur_ofta", "is", "sallan"))


def name_and_copy_rows(keys: Keys, title: str) -> None:
    """Title and short name; then the rows are written in a text and cut, as if they came from a spreadsheet."""
    keys.go("[name=title]")
    keys.type(title)
    keys.go("[name=slug]", most=5)
    keys.press("Control+A")
    keys.type(title.lower().replace(" ", "-"))
    keys.go("[name=intro]", most=8)
    keys.type("Varje dag\nSällan\nAldrig")
    keys.press("Control+A")
    keys.press("Control+X")


def paste_choices(keys: Keys) -> None:
    keys.add("Ett val", "body-0-value-fields-0-value-label")
    keys.type("Hur ofta?")
    keys.go(".forms-editor button")
    keys.press("Enter")
    keys.go('[data-at="0"][data-cell="1"]', most=4)
    keys.press("Control+V")
    assert value_of(keys.page, "0-value-choices").split() == ["Varje", "dag", "Sällan", "Aldrig"]
    keys.go('[data-at="2"][data-cell="1"]', most=40)
    assert fits(keys.page)


def set_condition(keys: Keys) -> None:
    keys.go(SETTINGS, key="Shift+Tab", most=12)
    keys.press("Enter")
    keys.go("Ändra villkor", asked=SAYS)
    keys.press("Enter")
    keys.go("Lägg till", asked=SAYS, most=4)
    keys.press("Enter")
    assert keys.page.evaluate(VALUE) == "hur_ofta"
    keys.press("Tab")
    keys.pick("is")
    keys.press("Tab")
    keys.pick("sallan")
    assert value_of(keys.page, "1-value-rules") == "show all: hur_ofta is sallan"
