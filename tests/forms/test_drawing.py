"""Charts: said in words, drawn without style, and safe whatever the words are."""

import re
from html import escape
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template

from forms.drawing import Bar, Line, Point, Stretch, bars, lines, ticks, wrapped
from tests.forms.answers.payloads import PAYLOADS

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows, **more):
    return bars(rows, title="Mood", told="Most are well.", ident="mood", **more)


def read(drawing):
    return ET.fromstring(drawing)  # noqa: S314  drawn by ourselves


def chart(**more):
    days = [Point(1, 10, "1 jan"), Point(31, None, "31 jan"), Point(60, 25, "1 mar")]
    both = [Line("Own", days), Line("Other", [Point(1, 12)])]
    return lines(both, title="T", told="D", ident="t", least=0, most=25, **more)


@pytest.mark.parametrize("drawing", [drawn(Bar("a", 1, "1")), chart()], ids=["bars", "lines"])
def test_a_drawing_has_a_title_and_a_sentence_and_no_style(drawing):
    found = read(drawing)
    named = found.get("aria-labelledby").split()

    assert found.get("role") == "img"
    assert [each.get("id") for each in found if each.tag in ("title", "desc")] == named
    assert not re.search(r"\sstyle=|<style|<script", drawing)


def test_bars_are_as_long_as_their_numbers():
    found = read(drawn(Bar("a", 10, "10"), Bar("b", 5, "05"), Bar("c", 0, "0")))
    wide = [float(each.get("width")) for each in found.iter("rect")]

    assert len(wide) == 2
    assert wide[0] == pytest.approx(2 * wide[1])


def test_a_number_that_is_not_said_is_not_drawn():
    found = drawn(Bar("a", None, "not shown"), Bar("b", 8, "8"))

    assert found.count("<rect") == 1
    assert "not shown" in found


def test_a_missing_value_breaks_the_line():
    path = next(each for each in read(chart()).iter("path")).get("d")

    assert path.count("M") == 2
    assert "L" not in path


def test_bands_are_named():
    assert "Low" in chart(stretches=[Stretch("Low", 0, 12), Stretch("High", 12, 25)])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_are_shown_as_they_are(payload):
    found = bars([Bar(payload, 1, payload)], title=payload, told=payload, ident="x")

    assert read(found).find("title").text == payload
    assert Template("{{ drawing }}").render(Context({"drawing": found})) == found
    assert escape(payload) in found


@pytest.mark.parametrize(
    ("least", "most", "marks"),
    [
        (0, 25, [0, 5, 10, 15, 20, 25]),
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (0, 3, [0, 1, 2, 3]),
        (5, 5, [5]),
        (-3, 3, [-2, 0, 2]),
    ],
)
def test_an_axis_has_round_numbers(least, most, marks):
    assert ticks(least, most) == marks


def test_long_words_are_broken():
    assert wrapped("aa bb cc", 5) == ["aa bb", "cc"]
    assert wrapped("aaaaaaa", 3) == ["aaa", "aaa", "a"]
    assert wrapped("", 3) == [""]


def test_nothing_at_all_can_be_drawn():
    assert read(drawn()) is not None
    assert read(lines([], title="T", told="D", ident="t", least=0, most=0)) is not None
    assert SVG not in drawn()
