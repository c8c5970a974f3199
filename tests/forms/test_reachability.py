"""What nobody can ever see is said before publishing; what somebody can is not."""

import pytest
from django.utils import translation

from forms.conditions.reachability import problems as unreachable
from forms.conditions.retired import problems as retired
from forms.conditions.rules import Row, Rule
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


OLD = (Choice("x"), Choice("old", retired=True), Choice("older", retired=True))


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        (when(("kind", "is", "old")), ["b"]),
        (when(("kind", "one_of", ("old", "older"))), ["b"]),
        (when(("kind", "one_of", ("old", "x"))), []),
        (when(("kind", "is", "x")), []),
        (when(("kind", "is_not", "old")), []),
        (Rule("any", (Row("kind", "is", "old"), Row("kind", "is", "x"))), []),
        (Rule("any", (Row("kind", "is", "old"), Row("kind", "is", "older"))), ["b"]),
        (Rule("none", (Row("kind", "is", "old"),)), []),
    ],
)
@pytest.mark.parametrize("name", ["visible_if", "required_if", "lock_if"])
@pytest.mark.parametrize("code_list", ["", "kinds"])
def test_a_condition_that_needs_a_retired_choice_is_named(rule, named, name, code_list):
    kind = question("kind", "choice", choices=OLD, code_list=code_list)
    form = document(section("main", kind, question("b", **{name: rule})))

    assert [where for _sentence, where in retired(form, words(form))] == named
    assert {"b"} & {each.where for each in problems(form, words(form))} == set(named)


def test_the_sentence_names_the_choice_that_is_no_longer_offered():
    kind = question("kind", "choice", choices=OLD, code_list="kinds")
    shown = question("b", visible_if=when(("kind", "is", "old")))
    form = document(section("main", kind, shown))
    texts = {**words(form), "field.kind.choice.old": "Telegram"}

    with translation.override("en"):
        ((sentence, _where),) = retired(form, texts)

    assert sentence == (
        "“B” can never be shown: “Kind” no longer offers “Telegram”. Change the condition, "
        "or offer the choice again."
    )


def test_a_retired_choice_is_named_for_a_section_and_inside_a_row():
    kind = question("kind", "choices", choices=OLD)
    rows = question(
        "rows",
        "group",
        items=(kind, question("b", visible_if=when(("row.kind", "includes", "old")))),
    )
    later = section("later", question("c"), visible_if=when(("kind", "includes", "old")))
    form = document(section("main", kind, rows), later)

    assert [where for _sentence, where in retired(form, words(form))] == ["rows.b", "later"]
