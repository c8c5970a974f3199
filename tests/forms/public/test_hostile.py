"""Whatever is sent to a form: 200, 302 or 422 with a sentence, never a fault; stored as shown or not at all."""

import pytest

from forms.models import Submission
from tests.factories.forms import question, section
from tests.forms.public.conftest import Person, open_form

pytestmark = pytest.mark.django_db
VALUES = {
    "null": "a\x00b",
    "override": "\u202eabc",
    "surrogate": "\ud800",
    "huge": "x" * 1_000_001,
    "exponent": "1e400",
    "year 0": "0000-01-01",
    "no leap day": "29.2.2025",
    "full width": "１２",
    "script": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% debug %}",
    "sql": "'; DROP TABLE forms_submission; --",
    "path": "../../etc/passwd",
    "newlines": "\r\n" * 500,
    "format": "%s%n%(name)s",
    "combining": "e" + "\u0301" * 1000,
}
NAMES = ("life", "day", "many", "chosen", "goals-0-what", "proof", "away.from")
OWN = (
    "_page",
    "_shown",
    "_subject",
    "_language",
    "_easy",
    "_back",
    "_later",
    "_add",
    "_remove",
    "_remove_file",
    "_to_check",
)


@pytest.fixture
def person() -> Person:
    open_form(
        section(
            "all",
            question("life", "long_text"),
            question("day", "date"),
            question("many", "number"),
            question("chosen", "choice", choices=("a", "b")),
            question("goals", "group", items=(question("what"),)),
            question("proof", "file"),
            question("away", "date_range"),
        )
    )
    return Person("/sv/forms/wish/")


def written(text: str) -> str:
    """As a browser could send it: half a character becomes bytes that are no letter."""
    return text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("name", [*NAMES, *OWN])
def test_any_value_is_taken_or_refused(person, name, value):
    page = person.post({name: written(value)})

    assert page.status_code in {200, 302, 422}
    assert person.get().status_code == 200
    assert b"<script>alert" not in person.get().content


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_any_value_is_saved_by_itself_or_refused(person, value):
    said = person.post({"life": written(value)}, "draft/")

    assert said.status_code in {200, 422}
    assert said.json()["words"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "life[]",
        "life.x",
        "goals-99999999-what",
        "goals-0-what-0-x",
        "__proto__",
        "a" * 900,
        "liﬀe",
        "section:all",
    ],
)
def test_names_that_the_form_does_not_ask_store_nothing(person, name):
    page = person.post({name: "x", "life": "Bra"})

    assert page.status_code in {302, 422}
    assert not Submission.objects.exists()


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_codes_tokens_and_cookies_are_only_looked_up(person, value):
    said = written(value)[:3000]
    person.client.cookies["stegvis_form_1"] = "x"

    assert person.post({"code": said}, "resume/").status_code == 422
    assert person.get("?page=" + "".join(filter(str.isalnum, said))).status_code == 200


def test_what_is_shown_is_what_is_stored(person):
    typed = "<b>Åsa & Öla</b> {{ x }} %s"

    person.post({"life": typed})
    shown = person.get("check/").content.decode()
    person.send()

    assert Submission.objects.get().answers["life"] == typed
    assert "&lt;b&gt;Åsa &amp; Öla&lt;/b&gt; {{ x }} %s" in shown


def test_a_character_that_cannot_be_stored_is_named(person):
    page = person.post({"life": "a\x00b"})

    assert page.status_code == 422
    assert "a\N{REPLACEMENT CHARACTER}b" in page.content.decode()
