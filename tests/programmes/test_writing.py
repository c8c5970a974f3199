"""Writing files: what is read back is what was written, and the layout never changes by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.reading import read
from programmes.writing import write

WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=300
) | st.sampled_from(
    [
        "yes",
        "no",
        "null",
        "",
        " x ",
        "a\nb",
        "a\n\nb\n",
        "- a\n- b",
        "x: y",
        "# x",
        "'",
        '"',
        "@a",
        "10:30",
        "1.5",
    ]
)
KEYS = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers(-999, 999) | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_what_is_read_back_is_what_was_written(value):
    written = write(value)

    again = read("f.yaml", written.encode()).value

    assert again == value
    assert list(again) == list(value)
    assert write(again) == written


def test_small_parts_stand_on_one_line_and_long_texts_are_folded():
    value = {
        "title": {"sv": "Kort", "fi": "Lyhyt"},
        "when": {"all": [["a", "one_of", ["b", "c"]]]},
        "help": {"sv": "ord " * 40 + "slut"},
        "tips": {"sv": "en rad\nen till"},
    }

    assert write(value) == (
        "title: {sv: Kort, fi: Lyhyt}\n"
        "when: {all: [[a, one_of, [b, c]]]}\n"
        "help:\n"
        "  sv: ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord\n"
        "    ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord slut\n"
        "tips:\n"
        "  sv: |-\n"
        "    en rad\n"
        "    en till\n"
    )


@pytest.mark.parametrize("word", ["y", "No", "on", "null", "", "12", "2024-09-02"])
def test_words_that_other_readers_take_for_something_else_are_quoted(word):
    assert write({"a": word}) == f"a: '{word}'\n"
