"""What nobody can ever see is said before publishing; what somebody can is not."""

import pytest

from forms.conditions.reachability import problems as unreachable
from forms.document import Choice
from forms.problems import problems
from tests.factories.forms import document, question, section, when, words


def places(*sections):
    form = document(*sections)
    return [where for _sentence, where in unreachable(form, words(form))]


def test_a_condition_that_needs_a_hidden_answer_is_never_true_and_says_why():
    form = document(
        section(
            "main",
            question("a", "yes_no"),
            question("b", visible_if=when(("a", "is", True))),
            question("c", visible_if=when(("b", "answered"), ("a", "is", False))),
        )
    )

    ((sentence, where),) = unreachable(form, words(form))

    assert where == "c"
    assert sentence.startswith("”C” kan aldrig visas") or "“C”" in sentence


def test_a_whole_section_that_nobody_reaches_is_named_once():
    hidden = section("later", question("c"), visible_if=when(("b", "answered"), ("a", "is", False)))
    first = section(
        "main", question("a", "yes_no"), question("b", visible_if=when(("a", "is", True)))
    )

    assert places(first, hidden) == ["later"]


def test_choices_that_are_all_ruled_out_leave_no_answer():
    choices = (Choice("x"), Choice("y"), Choice("old", retired=True))
    kind = question("kind", "choice", choices=choices)
    ruled_out = when(("kind", "none_of", ("x", "y")))

    assert places(section("main", kind, question("b", visible_if=ruled_out))) == ["b"]


def test_a_scale_that_ends_before_the_condition_begins():
    mood = question("mood", "scale", least=0, most=5)

    assert places(section("m", mood, question("b", visible_if=when(("mood", "more_than", 5))))) == [
        "b"
    ]
    assert (
        places(section("m", mood, question("b", visible_if=when(("mood", "more_than", 4))))) == []
    )


def test_inside_a_row_the_row_counts():
    items = (
        question("own", "yes_no"),
        question("b", visible_if=when(("row.own", "is", True))),
        question("c", visible_if=when(("row.b", "answered"), ("row.own", "is", False))),
    )

    assert places(section("main", question("rows", "group", items=items))) == ["rows.c"]


@pytest.mark.parametrize(
    "rule",
    [
        when(("b", "not_answered"), ("a", "is", False)),
        when(("b", "answered"), ("a", "is", False), match="any"),
        when(("a", "is", True)),
        when(("case.urgency", "is", "x"), ("a", "is", True)),
    ],
)
def test_what_can_be_reached_is_no_problem(rule):
    first = [question("a", "yes_no"), question("b", visible_if=when(("a", "is", True)))]

    assert places(section("main", *first, question("c", visible_if=rule))) == []


def test_a_condition_that_reads_its_own_answer_is_refused_by_name():
    form = document(
        section("main", question("a"), question("b", visible_if=when(("b", "answered"))))
    )

    found = [problem for problem in problems(form, words(form)) if problem.where == "b"]

    assert len(found) == 1
    assert "B" in found[0].sentence


@pytest.mark.parametrize("deep", [4, 12])
def test_groups_inside_groups_inside_groups_are_refused_by_name(deep):
    inner = question("x0")
    for n in range(1, deep):
        inner = question(f"x{n}", "group", items=(inner,))
    form = document(section("main", inner))

    found = [problem.where for problem in problems(form, words(form))]

    assert any(where.count(".") >= 2 for where in found)


def test_two_thousand_questions_are_refused_in_one_sentence():
    form = document(section("main", *(question(f"q{n}") for n in range(2000))))

    (problem,) = problems(form, words(form))

    assert "2000" in problem.sentence
