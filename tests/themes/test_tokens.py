"""Colours: contrast as WCAG counts it, mixing as browsers do it, and refusals that name the pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from themes.tokens import NotAColour, contrast, mix, parse, problems

OURS = {
    "paper": "#f7f4ee",
    "surface": "#ffffff",
    "ink": "#1b2426",
    "brand": "#0d4a52",
    "here": "#eea21c",
    "alert": "#9c2f1c",
    "foot": "#0d4a52",
    "on-brand": "#ffffff",
    "on-here": "#1b1606",
    "on-foot": "#ffffff",
}
colours = some.tuples(*[some.integers(0, 255).map(lambda value: value / 255)] * 3)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that passes for text
        ("#777777", "#ffffff", 4.48),  # the first that does not
        ("#949494", "#ffffff", 3.03),
    ],
)
def test_contrast_is_the_ratio_of_wcag(one, other, ratio):
    assert contrast(parse(one), parse(other)) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_does_not_care_which_is_in_front(one, other):
    assert contrast(one, other) == contrast(other, one) >= 1


@given(colours)
def test_a_colour_mixed_with_itself_stays_what_it_is(colour):
    assert mix(0.3, colour, colour) == pytest.approx(colour, abs=1e-3)


def test_black_and_white_meet_in_the_grey_that_browsers_show():
    assert [round(share * 255) for share in mix(0.5, (0, 0, 0), (1, 1, 1))] == [99, 99, 99]


def test_our_own_theme_is_readable():
    assert list(problems(OURS)) == []


@pytest.mark.parametrize(
    ("token", "colour", "sentence"),
    [
        ("brand", "#7fb0b6", "“brand” on “paper” has a contrast of 2.18:1. It needs 4.5:1"),
        ("on-brand", "#20606a", "“on-brand” on “brand” has a contrast of"),
        ("ink", "#5a6466", "“ink-soft” on “paper” has a contrast of"),
    ],
)
def test_an_unreadable_theme_is_refused_by_naming_the_pair(token, colour, sentence):
    assert any(found.startswith(sentence) for found in problems({**OURS, token: colour}))


@pytest.mark.parametrize("written", ["", "red", "#fff", "#0d4a5g", "#0d4a52 ", "#0d4a52\n"])
def test_something_else_than_a_colour_is_refused(written):
    with pytest.raises(NotAColour, match="Write it as #rrggbb"):
        parse(written)
