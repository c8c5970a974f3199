"""The text of a decision: names, days and answers filled in, nothing empty left standing."""

from cases.queries.decision_text import filled

TEXT = "{participant}, from {starts_on}.\nTravel: {answer:travel}, {answer:amount} euros.\nAlso: {answer:special}"


def test_names_days_and_answers_are_filled_in():
    known = {
        "participant": "Elin",
        "starts_on": "2 September",
        "answer:travel": "ticket",
        "answer:amount": "60",
    }

    assert filled(TEXT, known | {"answer:special": "a helper"}) == (
        "Elin, from 2 September.\nTravel: ticket, 60 euros.\nAlso: a helper"
    )


def test_a_line_of_answers_is_left_out_when_none_was_given():
    known = {
        "participant": "Elin",
        "starts_on": "2 September",
        "answer:travel": "",
        "answer:special": "",
    }

    assert filled(TEXT, known) == "Elin, from 2 September."


def test_what_is_not_known_yet_is_three_dots():
    assert filled("{participant}, from {starts_on}.", {}) == "…, from …."
