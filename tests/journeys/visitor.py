"""Somebody at a browser: signed in, opens pages, fills in forms, follows where the answer leads."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from forms.asking.posted import row_path, typed
from tests.journeys.page import Page, PageForm, read_page

DAY = re.compile(r"\d{4}-\d\d-\d\d")
FORM_ENCODED = "application/x-www-form-urlencoded"
TOKEN = "csrfmiddlewaretoken"


class TurnedAway(Exception):
    """The server answered with a status that says no.

    written   what had been typed into the form
    """

    def __init__(self, page: Page, by: User, written: list[str]) -> None:
        super().__init__(f"{page.status} at {page.address}: {' '.join(page.alerts())[:600]}")
        self.page = page
        self.by = by
        self.written = written


class Visitor:
    """One person at one browser, without scripts."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.token = ""

    def open(self, address: str) -> Page:
        """Open a page.

        errors   TurnedAway
        """
        return self._read(self.client.get(address, follow=True), address, [])

    def press(self, page: Page, form: PageForm, *, button: tuple[str, str] | None = None) -> Page:
        """Send a form of the page, with all that stands in it.

        errors   TurnedAway
        """
        return self.send(form.action or page.address, form.posted(button), form.written)

    def send(
        self, address: str, posted: Mapping[str, list[str]], written: list[str] | None = None
    ) -> Page:
        """Send something, also when the page no longer offers it: it may have lain open for long.

        errors   TurnedAway
        """
        body = urlencode({TOKEN: [self.token], **posted}, doseq=True)
        answer = self.client.post(address, body, content_type=FORM_ENCODED, follow=True)
        return self._read(answer, address, written or [])

    def fill_in(self, page: Page, asked: str, answers: Mapping[str, Any]) -> tuple[Page, PageForm]:
        """Answer the questions of a form; each row that is not there yet is asked for with its button.

        asked    the form, by its id or by something it asks
        """
        form = page.form(asked)
        for key, given in answers.items():
            if f"{key}-rows" not in form.controls:
                form.fill(key, *written(given))
                continue
            while int(form.controls[f"{key}-rows"].values[0]) < len(given):
                page = self.press(page, form, button=("_add", key))
                lost = page.lost([text for text in form.written if text])
                assert not lost, f"Another row of “{key}” lost {lost}."
                before, form = form, page.form(asked)
                form.written = before.written
            for n, row in enumerate(given):
                for item, answer in row.items():
                    form.fill(row_path(key, n, item), *written(answer))
        return page, form

    def _read(self, answer: HttpResponse, address: str, written: list[str]) -> Page:
        chain = getattr(answer, "redirect_chain", [])
        page = read_page(
            chain[-1][0] if chain else address, answer.status_code, answer.content.decode()
        )
        tokens = (form.controls[TOKEN].values[0] for form in page.forms if TOKEN in form.controls)
        self.token = next(tokens, self.token)
        if page.status >= 400:
            raise TurnedAway(page, self.user, written)
        return page


def written(given: Any) -> tuple[str, ...]:
    """Write an answer of a story as a person does: days as 7.12.2026, numbers with a comma."""
    texts = typed("choices", given)
    assert texts is not None, f"Nobody can type {given!r}."
    if isinstance(given, float):
        return (texts[0].replace(".", ","),)
    return tuple(_day(text) if DAY.fullmatch(text) else text for text in texts)


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day}.{day.month}.{day.year}"
