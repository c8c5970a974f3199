"""From page to page of a survey, as plain rules: what is carried, where one stays, when it may be sent. Pure."""

from dataclasses import replace

from forms.answers.survey_pages import PAGE, opened, turned
from tests.factories.forms import document, question, section, words

ASKED = replace(
    document(
        section("one", question("a"), question("g", "group", items=(question("b"),))),
        section("two", question("c")),
    ),
    layout="pages",
)
WORDS = words(ASKED)


def pressed(at, **typed):
    """Somebody presses the button of a page that they see."""
    key = opened(ASKED, WORDS).pages[at].key if isinstance(at, int) else at
    posted = {name: [said] for name, said in typed.items()}
    return turned(ASKED, WORDS, {PAGE: [key], **posted})


def test_what_is_asked_on_the_page_itself_is_not_carried_beside_it():
    turn = pressed(0, a="Hej", c="Du")

    assert turn.at == 2
    assert ("a", "Hej") in turn.carried
    assert "c" not in dict(turn.carried)
    assert turn.elsewhere == {"a": "Hej"}


def test_whoever_comes_from_a_page_that_is_not_there_begins_at_the_first():
    assert pressed("nowhere", a="Hej").at == 1
    assert not pressed("nowhere", a="Hej").sends


def test_a_row_that_is_added_keeps_one_on_the_page():
    turn = pressed(0, a="Hej", _add="g")

    assert turn.at == 1
    assert not turn.errors


def test_what_nobody_asked_is_not_sent():
    assert pressed(1, a="Hej", c="Du").sends

    turn = pressed(1, a="Hej", c="Du", smuggled="x")

    assert not turn.sends
    assert turn.errors
