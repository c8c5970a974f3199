"""Reading files: words stay words, nothing is shared, and every problem has its line."""

import pytest

from programmes.reading import DEEPEST, MOST_BYTES, BrokenBundle, read


def problems_of(text: str | bytes) -> list[tuple[int, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(BrokenBundle) as broken:
        read("f.yaml", content)
    return [(problem.line, problem.sentence) for problem in broken.value.problems]


def test_every_part_knows_its_line():
    page = read("f.yaml", b"title: x\nphases:\n  - key: a\n  - key: b\n")

    assert page.value == {"title": "x", "phases": [{"key": "a"}, {"key": "b"}]}
    assert (page.line(("phases", 1, "key")), page.line(("phases", 1, "nothing"))) == (4, 4)


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "Yes", "2024-09-02", "10:30", "0x1f", "1e3", "010"]
)
def test_words_that_yaml_likes_to_change_stay_words(word):
    assert read("f.yaml", f"a: {word}".encode()).value == {"a": word}


@pytest.mark.parametrize("digits", ["9" * 16, "9" * 5000, "1." + "0" * 16, "9" * 400 + ".5"])
def test_a_number_too_long_to_be_one_stays_a_word(digits):
    assert read("f.yaml", f"a: {digits}".encode()).value == {"a": digits}


def test_true_false_null_and_plain_numbers_are_what_they_look_like():
    page = read("f.yaml", b"[true, false, null, 12, -3, 1.5]")

    assert page.value == [True, False, None, 12, -3, 1.5]


def test_shared_parts_are_refused_before_anything_unfolds():
    assert [line for line, _ in problems_of("a: &x [1]\nb: *x\n")] == [1, 2]


def test_a_bomb_of_aliases_is_refused_at_once():
    rows = [
        "a0: &a0 [x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)),
    ]

    assert problems_of("\n".join(rows))


def test_types_are_never_written_out():
    assert [line for line, _ in problems_of("a: 1\nb: !!python/object:os.system x\n")] == [2]


def test_a_name_written_twice_is_refused_where_it_stands_again():
    assert [line for line, _ in problems_of("a: 1\nb: 2\na: 3\n")] == [3]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: [1\nb: 2", 2),
        ("a: 'x\n", 2),
        ("a:\n\t- b", 2),
        ("a: 1\n--- \nb: 2", 2),
        (b"a: \xff", 1),
        (b"a: x\nb: \x00", 2),
        ("", 1),
        ("a: " + "x" * MOST_BYTES, 1),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), 1),
        ("? [a]\n: b", 1),
        ("12: b", 1),
        ('a: x\nb: "a\\0b"', 2),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(content, line):
    assert problems_of(content)[0][0] == line
