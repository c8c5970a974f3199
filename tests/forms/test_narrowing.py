"""Who sees and who answers which part of a form."""

from dataclasses import replace

from forms.asking.checking import check, read
from forms.asking.narrowing import for_roles
from tests.factories.forms import document, question, section, words

SHARED = document(
    section("all", question("own_words"), replace(question("steps"), edits=("coach",))),
    replace(
        section("staff", replace(question("view"), sees=("coach", "leader")), question("risk")),
        sees=("coach",),
    ),
)


def keys(narrowed) -> list[tuple[str, str]]:
    return [(each.key, each.kind) for each in narrowed.fields()]


def test_what_a_role_does_not_see_is_not_there_and_what_it_does_not_answer_is_read():
    assert keys(for_roles(SHARED, {"participant"})) == [("own_words", "text"), ("steps", "known")]
    assert keys(for_roles(SHARED, {"coach"})) == keys(SHARED)
    assert for_roles(SHARED, None) is SHARED


def test_a_form_for_everyone_stays_the_same_document():
    open_to_all = document(section("one", question("a")))

    assert for_roles(open_to_all, {"participant"}) is open_to_all


def test_a_crafted_answer_to_what_one_does_not_see_or_answer_is_refused():
    mine = for_roles(SHARED, {"participant"})
    unseen = check(mine, words(SHARED), read(mine, {"view": ["x"]}))
    unasked = check(mine, words(SHARED), read(mine, {"steps": ["x"]}))

    assert (bool(unseen.errors), unseen.answers) == (True, {})
    assert (bool(unasked.errors), unasked.answers) == (True, {})
