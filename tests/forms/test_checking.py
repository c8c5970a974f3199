"""What was typed becomes what is stored, or a sentence about what to do; never an error of ours."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.asking.checking import check, check_answers, prefilled, read
from forms.asking.posted import MOST_ROWS, UNSTORABLE
from forms.document import Choice
from tests.factories.forms import document, question, section, when, words
from tests.forms import strategies

YES = {"choices": ("ring", "sms")}


def judge(doc, posted, **facts):
    return check(doc, words(doc), read(doc, posted), facts=facts)


def one(kind, typed, **limits):
    """The judgement of one question that was answered with `typed`."""
    doc = document({"q": {"kind": kind, **limits}})
    checked = judge(doc, {"q": [typed] if isinstance(typed, str) else typed})
    return checked.answers.get("q"), checked.errors.get("q", "")


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "limits"),
    [
        ("text", "  Anna   Berg ", "Anna Berg", {}),
        ("long_text", " en\r\ntvå\rtre ", "en\ntvå\ntre", {}),
        ("number", "2,5", 2.5, {}),
        ("number", "2.0", 2, {}),
        ("number", "1 000", 1000, {}),
        ("number", "−3", -3, {}),
        ("date", "7.12.2026", "2026-12-07", {}),
        ("date", "2026-12-07", "2026-12-07", {}),
        ("date", "7/12/2026", "2026-12-07", {}),
        ("date", " 29.2.2024 ", "2024-02-29", {}),
        ("yes_no", "yes", True, {}),
        ("yes_no", "no", False, {}),
        ("choice", "sms", "sms", YES),
        ("choices", ["sms", "ring"], ["ring", "sms"], YES),
        ("scale", "0", 0, {}),
        ("scale", "7", 7, {"least": 1, "most": 7}),
        ("text", "   ", None, {}),
        ("text", "\u200b\u2060", None, {}),
        ("long_text", "\u3164\ufeff", None, {}),
        ("choices", [], None, YES),
    ],
)
def test_answers_are_stored_in_one_shape(kind, typed, stored, limits):
    answer, error = one(kind, typed, **limits)

    assert (repr(answer), error) == (repr(stored), "")


@pytest.mark.parametrize(
    ("kind", "typed", "limits"),
    [
        ("text", "x" * 501, {}),
        ("text", "xx", {"least": 3}),
        ("number", "tolv", {}),
        ("number", "1e5", {}),
        ("number", "١٢", {}),
        ("number", "9" * 40, {}),
        ("number", "101", {"most": 100}),
        ("number", "-1", {"least": 0}),
        ("number", "0,3", {"step": 0.5}),
        ("date", "i morgon", {}),
        ("date", "30.2.2027", {}),
        ("date", "7.13.2026", {}),
        ("date", "1.1.0026", {}),
        ("yes_no", "maybe", {}),
        ("choice", "letter", YES),
        ("choice", ["ring", "sms"], YES),
        ("choices", ["ring", "letter"], YES),
        ("choices", ["ring", "sms"], {**YES, "most": 1}),
        ("choices", ["ring"], {**YES, "least": 2}),
        ("scale", "11", {}),
        ("scale", "2.5", {}),
        ("text", "a\x00b", {}),
        ("text", "a\ud800b", {}),
    ],
)
def test_what_cannot_be_stored_gets_a_sentence_with_the_question(kind, typed, limits):
    answer, error = one(kind, typed, **limits)

    assert answer is None
    assert "Q" in error


def test_the_smallest_and_largest_answers_are_answers():
    assert one("number", "0", least=0, most=10)[0] == 0
    assert one("number", "10", least=0, most=10)[0] == 10


def test_a_day_that_does_not_exist_is_explained():
    with translation.override("en"):
        sentence = one("date", "30.2.2027")[1]

    assert "February 2027 has 28 days" in sentence


@pytest.mark.parametrize("kind", ["text", "number", "date", "yes_no", "scale"])
def test_a_required_question_asks_for_its_answer_and_the_forms_own_sentence_wins(kind):
    doc = document({"q": {"kind": kind, "required": True}})

    plain = check(doc, words(doc), read(doc, {}))
    own = check(doc, words(doc, field__q__error="Berätta hur"), read(doc, {}))

    assert "Q" in plain.errors["q"]
    assert own.errors == {"q": "Berätta hur"}


def test_a_retired_answer_is_refused_by_name_but_may_have_been_given_before():
    doc = document({"q": {"kind": "choice", "choices": (Choice("fax", retired=True), "sms")}})

    assert "Fax" in judge(doc, {"q": ["fax"]}).errors["q"]


def test_hidden_means_absent_also_for_whoever_reads_the_hidden_answer():
    doc = document(
        section(
            "main",
            question("a", "yes_no"),
            question("b", "yes_no", visible_if=when(("a", "is", True))),
            question("c", required=True, visible_if=when(("b", "is", True))),
        )
    )

    checked = judge(doc, {"a": ["no"], "b": ["yes"], "c": ["kvar"]})

    assert (checked.answers, checked.errors) == ({"a": False}, {})
    assert checked.hidden == {"b", "c"}


def test_a_hidden_section_asks_nothing():
    doc = document(
        section("one", question("a", "yes_no")),
        section("two", question("b", required=True), visible_if=when(("a", "is", True))),
    )

    assert judge(doc, {"a": ["no"], "b": ["x"]}).answers == {"a": False}
    assert "b" in judge(doc, {"a": ["yes"]}).errors


def test_a_question_is_required_only_while_its_condition_holds():
    doc = document(
        section("main", question("a", "yes_no"), question("b", required_if=when(("a", "is", True))))
    )

    assert judge(doc, {"a": ["no"]}).ok
    assert list(judge(doc, {"a": ["yes"]}).errors) == ["b"]


def test_conditions_read_the_case_but_the_forms_own_answers_go_first():
    doc = document(
        section(
            "main",
            question("a", "yes_no"),
            question("b", required=True, visible_if=when(("case.entry", "is", "relative"))),
            question("c", required=True, visible_if=when(("a", "answered"))),
        )
    )

    assert list(judge(doc, {}, case={"entry": "relative"}).errors) == ["b"]
    assert judge(doc, {}, a=True).ok


GOALS = {
    "goals": {
        "kind": "group",
        "most": 3,
        "items": {"what": {"kind": "text", "required": True}, "by": "date"},
    }
}


def test_rows_are_read_in_order_and_empty_ones_were_never_meant():
    checked = judge(
        document(GOALS),
        {
            "goals-rows": ["3"],
            "goals-0-what": ["Kafé"],
            "goals-1-what": [""],
            "goals-2-by": ["1.2.2027"],
        },
    )

    assert checked.answers == {"goals": [{"what": "Kafé"}, {"by": "2027-02-01"}]}
    assert list(checked.errors) == ["goals-2-what"]


def test_conditions_inside_rows_read_their_own_row():
    doc = document(
        section(
            "main",
            question(
                "people",
                "group",
                items=(
                    question("child", "yes_no"),
                    question(
                        "age", "number", required=True, visible_if=when(("row.child", "is", True))
                    ),
                ),
            ),
        )
    )

    checked = judge(
        doc,
        {"people-0-child": ["yes"], "people-1-child": ["no"], "people-1-age": ["9"]},
    )

    assert list(checked.errors) == ["people-0-age"]
    assert checked.answers == {"people": [{"child": True}, {"child": False}]}
    assert "people-1-age" in checked.hidden


@pytest.mark.parametrize("count", ["4", str(MOST_ROWS + 1), "999999", "9" * 30, "-1", "x"])
def test_too_many_rows_get_a_sentence_and_nonsense_counts_as_none(count):
    posted = {f"goals-{n}-what": ["x"] for n in range(4)} if count == "4" else {}

    errors = judge(document(GOALS), {**posted, "goals-rows": [count]}).errors

    assert list(errors) == ([] if count in {"-1", "x"} else ["goals"])


def test_a_required_group_asks_for_a_first_row_and_a_least_number_for_all_of_them():
    needed = document({"g": {"kind": "group", "required": True, "items": {"a": "text"}}})
    two = document({"g": {"kind": "group", "least": 2, "items": {"a": "text"}}})

    assert list(judge(needed, {"g-rows": ["1"]}).errors) == ["g"]
    assert list(judge(two, {"g-0-a": ["x"]}).errors) == ["g"]
    assert judge(two, {}).ok


def test_buttons_add_and_remove_rows_without_a_script():
    doc = document(GOALS)
    posted = {"goals-rows": ["2"], "goals-0-what": ["första"], "goals-1-what": ["andra"]}

    added = read(doc, {**posted, "_add": ["goals"]})
    removed = read(doc, {**posted, "_remove": ["goals-0"]})

    assert (added.rows, added.rows_of) == ({"goals": 3}, "goals")
    assert (removed.rows, removed.first("goals-0-what")) == ({"goals": 1}, "andra")
    assert read(doc, {**posted, "_add": ["nothing"]}).rows_of == ""
    assert read(doc, {**posted, "_remove": ["goals-x"]}).rows_of == ""


UNASKED = ["unknown", "goals-0-unknown", "other-0-what", "q-0-what", "q-rows", "goals"]
UNASKED += ["goals-٣-what", "goals-01-what"]


@pytest.mark.parametrize("name", UNASKED)
def test_names_the_form_does_not_ask_are_refused_and_named(name):
    doc = document({**GOALS, "q": "text"})

    errors = judge(doc, {name: ["x"]}).errors

    assert list(errors) == [""]
    assert name in errors[""]


def test_guidance_can_be_read_but_not_answered():
    assert list(judge(document({"g": "guidance", "q": "text"}), {"g": ["x"]}).errors) == [""]


def test_names_of_the_page_itself_are_no_answers():
    doc = document({"q": "text"})

    raw = read(doc, {"csrfmiddlewaretoken": ["x"], "_save": ["1"], "team": ["7"]}, besides={"team"})

    assert (raw.unknown, dict(raw.values)) == ((), {})


def test_more_than_a_megabyte_is_refused_and_kept_to_show_again():
    doc = document({"q": "long_text"})
    typed = "å" * 500_001

    checked = judge(doc, {"q": [typed]})

    assert "" in checked.errors
    assert checked.raw.first("q") == typed


def test_what_cannot_be_stored_is_shown_again_with_a_visible_mark():
    raw = read(document({"q": "text"}), {"q": ["a\x00b\udfff"]})

    assert raw.first("q") == "a\ufffdb\ufffd"


def test_answers_that_come_as_data_are_judged_by_the_same_rules():
    doc = document(
        {**GOALS, "n": "number", "d": "date", "y": "yes_no", "m": {"kind": "choices", **YES}}
    )
    answers = {"n": 2.5, "d": "2026-12-07", "y": False, "m": ["sms"], "goals": [{"what": "x"}]}

    assert check_answers(doc, words(doc), answers).answers == answers
    assert check_answers(doc, words(doc), {"nonsense": 1}).errors.keys() == {""}


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": {}},
        {"n": ["1"]},
        {"y": 7},
        {"m": "sms", "n": []},
        {"goals": "x"},
        {"goals": [1]},
        {"goals": [{"what": []}]},
        {"goals": [{"no": "x"}]},
        {"d": True},
    ],
)
def test_data_of_the_wrong_shape_gets_a_sentence(wrong):
    doc = document(
        {**GOALS, "n": "number", "d": "date", "y": "yes_no", "m": {"kind": "choices", **YES}}
    )

    assert not check_answers(doc, words(doc), wrong).ok


def test_first_answers_come_from_the_case_when_they_fit():
    doc = document(
        {
            "name": {"kind": "text", "prefill": "participant.name"},
            "age": {"kind": "number", "prefill": "participant.age"},
            "when": {"kind": "date", "prefill": "participant.name.first"},
        }
    )

    raw = prefilled(doc, {"participant": {"name": "Marja", "age": ["no number"]}})

    assert dict(raw.values) == {"name": ("Marja",)}


NAMES = st.sampled_from(["a", "b", "a-rows", "a-0-b", "a-1-a", "_add", "_remove", ""]) | st.text(
    max_size=8
)
TYPED = st.lists(
    st.text(st.characters(), max_size=8) | st.sampled_from(["yes", "a", "7.12.2026", "5", "a-0"]),
    max_size=3,
)


@settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(strategies.forms(), st.dictionaries(NAMES, TYPED, max_size=6))
def test_nothing_that_is_posted_ever_breaks_the_judge(form, posted):
    doc, texts = form

    checked = check(doc, texts, read(doc, posted))
    again = check_answers(doc, texts, checked.answers)

    assert all(isinstance(sentence, str) and sentence for sentence in checked.errors.values())
    assert not UNSTORABLE.search(str(checked.answers))
    if checked.ok:
        assert again.answers == checked.answers
