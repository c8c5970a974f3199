"""An anonymous survey a page at a time: nothing is kept on the way, the pages carry what was answered before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms.asking import checking
from forms.asking.checking import Checked
from forms.asking.pages import Page, Posted, pages, stops_in
from forms.asking.posted import Raw
from forms.document import FormDocument, Section
from forms.naming import Texts

PAGE, BACK, STAY = "_page", "_back", "_stay"


@dataclass(frozen=True, slots=True)
class Turn:
    """What is shown after a press, or that everything may be sent.

    errors   what is to be corrected on the page
    sends    every page was answered, and the last one was left by its button
    """

    page: Page
    pages: Sequence[Page]
    checked: Checked
    errors: Mapping[str, str] = field(default_factory=dict)
    sends: bool = False

    @property
    def at(self) -> int:
        """Which page of those that apply, counted from one."""
        keys = [page.key for page in self.pages]
        return keys.index(self.page.key) + 1 if self.page.key in keys else 1

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was answered on other pages, to be sent along with this one."""
        return [
            (name, text)
            for name, sent in self.checked.raw.values.items()
            if not self.page.owns(name)
            for text in sent
        ]

    @property
    def elsewhere(self) -> dict[str, Any]:
        """Answers of other pages, as conditions read them."""
        found = self.checked.answers.items()
        return {key: answer for key, answer in found if key not in self.page.keys}


def opened(document: FormDocument, texts: Texts) -> Turn:
    """The first page."""
    checked = checking.check(document, texts, Raw())
    found = pages(document, checked.hidden)
    return Turn(found[0], found, checked)


def turned(document: FormDocument, texts: Texts, posted: Posted) -> Turn:
    """Where one comes by what was pressed: back, on, or to what is to be corrected."""
    raw = checking.read(document, posted)
    checked = checking.check(document, texts, raw)
    found = pages(document, checked.hidden)
    key = (posted.get(PAGE) or ("",))[0]
    here = next((page for page in found if page.key == key), None)
    if BACK in posted:
        return Turn(_before(found, key), found, checked)
    page = here or found[0]
    if raw.rows_of or STAY in posted:
        return Turn(page, found, checked)
    if page.stops:
        return Turn(_reason(document, page, checked), found, checked)
    errors = {path: said for path, said in checked.errors.items() if not path or page.owns(path)}
    if errors:
        return Turn(page, found, checked, errors)
    after = found.index(page) + 1
    if after < len(found):
        return Turn(found[after] if here else page, found, checked)
    return _sent(found, checked)


def _sent(found: Sequence[Page], checked: Checked) -> Turn:
    """Send when the whole form is right; else show the first page that is not."""
    for page in found:
        wrong = {path: said for path, said in checked.errors.items() if page.owns(path)}
        if wrong or page.stops:
            return Turn(page, found, checked, wrong)
    return Turn(found[-1], found, checked, dict(checked.errors), sends=checked.ok)


def _before(found: Sequence[Page], key: str) -> Page:
    keys = [page.key for page in found]
    return found[max(keys.index(key) - 1, 0) if key in keys else 0]


def _reason(document: FormDocument, page: Page, checked: Checked) -> Page:
    """Where one is stopped on a long page, the reason alone; what was answered is carried."""
    if page.key:
        return page
    stops = tuple(stops_in(document, checked.hidden))
    keys = frozenset(stop.key for stop in stops)
    return Page(stops[0].key, (Section("", stops),), keys, stops=True)
