"""A page as a browser without scripts reads it: its forms, what they hold, and what it says aloud."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.html import escape

ALERT = re.compile(r'<(div|section|p)\b[^>]*\brole="alert"[^>]*>(?P<said>.*?)</\1>', re.DOTALL)
LINK_HERE = re.compile(r'href="#([^"]+)"')
TICKED = ("checkbox", "radio")


@dataclass(slots=True)
class Control:
    """One named control of a form.

    offered   the answers one may choose among; None where one writes freely
    """

    name: str
    kind: str
    offered: list[str] | None = None
    values: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PageForm:
    """A form in a page, which is filled in and sent as it stands.

    written   every text that was typed into it
    """

    action: str
    identity: str
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: set[tuple[str, str]] = field(default_factory=set)
    written: list[str] = field(default_factory=list)

    def fill(self, name: str, *answers: str) -> None:
        """Write or choose, as far as the page lets one."""
        control = self.controls.get(name)
        assert control, f"The page does not ask “{name}”. It asks {', '.join(self.controls)}."
        if control.offered is None:
            self.written += answers
        else:
            missing = [answer for answer in answers if answer not in control.offered]
            assert not missing, f"“{name}” does not offer {missing}, only {control.offered}."
        control.values = list(answers)

    def posted(self, press: tuple[str, str] | None = None) -> dict[str, list[str]]:
        """Write down what a browser sends when a button is pressed."""
        sent = {name: each.values for name, each in self.controls.items() if each.values}
        if press:
            assert press in self.buttons, f"There is no button {press}, only {self.buttons}."
            sent[press[0]] = [press[1]]
        return sent


@dataclass(slots=True)
class Page:
    """What the server answered in the end, after every redirect."""

    address: str
    status: int
    text: str
    forms: list[PageForm] = field(default_factory=list)

    def form(self, asked: str) -> PageForm:
        """Find the form that asks something, or that bears this id or leads to this address."""
        found = self.find_form(asked)
        assert found, f"{self.address} has no form with “{asked}”."
        return found

    def find_form(self, asked: str) -> PageForm | None:
        for each in self.forms:
            if asked in (each.identity, each.action) or asked in each.controls:
                return each
        return None

    def alerts(self) -> Iterator[str]:
        """Yield what the page says first: the list of what to correct, or why something was not done."""
        for alert in ALERT.finditer(self.text):
            yield alert["said"]

    def dead_links(self, said: str) -> list[str]:
        """Name the places in the page that a sentence points at and that are not there."""
        return [place for place in LINK_HERE.findall(said) if f'id="{place}"' not in self.text]

    def lost(self, texts: list[str]) -> list[str]:
        """Name the texts that cannot be read in the page."""
        return [text for text in texts if text not in self.text and escape(text) not in self.text]


def read_page(address: str, status: int, text: str) -> Page:
    """Read an answer of the server."""
    reader = _Reader()
    reader.feed(text)
    return Page(address, status, text, reader.forms)


class _Reader(HTMLParser):
    """Collects forms and their controls; what lies in a template is not part of the page yet."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.form: PageForm | None = None
        self.asleep = 0
        self.select: Control | None = None
        self.area: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "template":
            self.asleep += 1
        if self.asleep:
            return
        if tag == "form":
            self.form = PageForm(told.get("action", ""), told.get("id", ""))
            self.forms.append(self.form)
        elif self.form is not None and "disabled" not in told:
            self.inside(self.form, tag, told)

    def inside(self, form: PageForm, tag: str, told: dict[str, str]) -> None:
        name = told.get("name", "")
        if tag == "option" and self.select is not None:
            _offer(self.select, told.get("value", ""), chosen="selected" in told)
        elif tag == "button" and name:
            form.buttons.add((name, told.get("value", "")))
        elif tag == "select" and name:
            self.select = form.controls[name] = Control(name, tag, offered=[])
        elif tag == "textarea" and name:
            self.area = form.controls[name] = Control(name, tag, values=[""])
        elif tag == "input" and name:
            self.input(form, name, told)

    def input(self, form: PageForm, name: str, told: dict[str, str]) -> None:
        kind, value = told.get("type", "text"), told.get("value", "")
        if kind in TICKED:
            control = form.controls.setdefault(name, Control(name, kind, offered=[]))
            _offer(control, value, chosen="checked" in told)
        else:
            form.controls[name] = Control(name, kind, values=[value])

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "template":
                self.asleep -= 1
            case "form":
                self.form = None
            case "select":
                if self.select and not self.select.values and self.select.offered:
                    self.select.values = self.select.offered[:1]
                self.select = None
            case "textarea":
                self.area = None

    def handle_data(self, data: str) -> None:
        if self.area is not None and not self.asleep:
            self.area.values[0] += data


def _offer(control: Control, value: str, *, chosen: bool) -> None:
    assert control.offered is not None
    control.offered.append(value)
    if chosen:
        control.values.append(value)
