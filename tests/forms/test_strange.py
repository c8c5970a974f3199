"""What is sent to a form and not kept stands in the log by its key, never by what was written."""

import logging

import pytest

from forms.asking.checking import check, read
from forms.document import Choice
from forms.sent import strange
from tests.factories.forms import document, question, section, when, words

NO = when(("open", "is", True))
FORM = document(
    section(
        "main",
        question("open", "yes_no"),
        question("secret", "text", visible_if=NO),
        question("when", "date_range", visible_if=NO),
        question("fixed", "choice", choices=(Choice("a"), Choice("b")), lock_if=when(("open", "is", False))),
        question(
            "rows",
            "group",
            items=(question("kind", "text"), question("more", "text", visible_if=when(("row.kind", "is", "x")))),
        ),
        question("gone", "group", visible_if=NO, items=(question("in", "text"),)),
    ),
    section("later", question("last", "text"), visible_if=NO),
)  # fmt: skip


def noted(caplog, **posted):
    raw = read(
        FORM, {"open": ["no"], **{name.replace("__", "-"): [said] for name, said in posted.items()}}
    )
    checked = check(FORM, words(FORM), raw, facts={"fixed": "a"})
    with caplog.at_level(logging.INFO, logger="forms.sent.strange"):
        found = strange.note(raw, checked, where="Form f", by="somebody")
    return found, [(record.levelname, record.getMessage()) for record in caplog.records]


@pytest.mark.parametrize("name", ["secret", "last", "rows__0__more", "gone__0__in"])
def test_an_answer_that_a_condition_hides_is_noted_by_its_key(caplog, name):
    _strange, lines = noted(caplog, **{name: "Diagnosis"})

    key = name.replace("__", "-")
    assert lines == [
        ("INFO", f"Form f hides what was sent by somebody, so it is left out: ['{key}']")
    ]


def test_a_part_of_a_hidden_answer_is_noted_and_an_empty_one_is_not(caplog):
    _strange, lines = noted(caplog, **{"when.from": "2026-01-01", "when.to": " ", "secret": ""})

    assert [line.partition(": ")[2] for _level, line in lines] == ["['when.from']"]


def test_what_is_not_asked_at_all_is_a_warning(caplog):
    found, lines = noted(caplog, stranger="Diagnosis", fixed="b")

    assert found
    ((level, line),) = lines
    assert (level, "'stranger'" in line, "Diagnosis" in line) == ("WARNING", True, False)


def test_what_the_page_asks_leaves_no_line(caplog):
    assert noted(caplog, open="yes", secret="x", last="y") == (False, [])


def test_a_long_list_and_long_names_are_cut(caplog):
    _found, lines = noted(caplog, **{f"q{n}{'x' * 200}": "1" for n in range(20)})

    ((_level, line),) = lines
    assert len(line) < 5 * 90 + 100
