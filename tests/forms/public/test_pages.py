"""How a form falls into pages."""

from dataclasses import replace

import pytest

from forms.asking.checking import check, read
from forms.asking.pages import kept_with, pages
from tests.factories.forms import document, question, section, when
from tests.forms.public.conftest import Person, open_form

ADULT = when(("age", "less_than", 18))
TALKS = when(("talks", "is", True))


def keys(doc, typed=None):
    judged = check(doc, {}, read(doc, typed or {}))
    return [page.key for page in pages(doc, judged.hidden)]


def in_pages(*sections):
    return replace(document(*sections), layout="pages")


def one_by_one(*sections):
    return replace(document(*sections), layout="questions")


def test_a_long_form_is_one_page():
    doc = document(section("a", question("x")), section("b", question("y")))

    assert keys(doc) == [""]


def test_each_section_is_a_page_when_none_says_otherwise():
    assert keys(in_pages(section("a", question("x")), section("b", question("y")))) == ["x", "y"]


def test_pages_begin_where_the_author_says():
    doc = in_pages(
        section("a", question("x")),
        section("b", question("y")),
        replace(section("c", question("z")), new_page=True),
    )

    assert keys(doc) == ["x", "z"]


def test_one_question_a_page_and_words_go_with_the_question_after_them():
    doc = one_by_one(section("a", question("words", "guidance"), question("x"), question("y")))

    assert keys(doc) == ["words", "y"]


def test_a_page_that_does_not_apply_is_passed_over():
    doc = in_pages(
        section("a", question("talks", "yes_no")),
        section("b", question("language"), visible_if=TALKS),
        section("c", question("z")),
    )

    assert keys(doc) == ["talks", "z"]
    assert keys(doc, {"talks": ["yes"]}) == ["talks", "language", "z"]


def test_nothing_comes_after_a_place_where_one_cannot_go_on():
    doc = in_pages(
        section("a", question("age", "number"), question("young", "stop", visible_if=ADULT)),
        section("b", question("x")),
    )

    assert keys(doc) == ["age", "x"]
    assert keys(doc, {"age": ["17"]}) == ["age", "young"]


def test_a_question_that_an_answer_on_its_own_page_may_bring_stays_on_it():
    doc = in_pages(section("a", question("talks", "yes_no"), question("which", visible_if=TALKS)))

    assert pages(doc, {"which"})[0].keys == {"talks", "which"}


def test_one_page_takes_the_place_of_what_was_kept_of_it_and_of_nothing_else():
    page = pages(in_pages(section("a", question("x"), question("rows", "group"))), ())[0]
    stored = {"x": ["1"], "rows-0-y": ["2"], "other": ["3"], "_helped_by": ["Bo"]}

    kept = kept_with(page, stored, {"x": ["4"]})

    assert kept == {"x": ["4"], "other": ["3"], "_helped_by": ["Bo"]}


@pytest.mark.django_db
def test_page_by_page_on_back_and_to_the_end():
    open_form(
        section("a", question("x", required=True)),
        section("b", question("y", required=True)),
        layout="pages",
    )
    person = Person("/sv/forms/wish/")

    second = person.post({"_page": "x", "x": "ett"})
    back = person.post({"_page": "y", "y": "", "_back": "1"})
    stuck = person.post({"_page": "y", "y": ""})
    last = person.post({"_page": "y", "y": "två"})

    assert second.url.endswith("?page=y")
    assert "Del 1 av 2" in person.client.get(back.url).content.decode()
    assert stuck.status_code == 422
    assert last.url.endswith("/check/")


@pytest.mark.django_db
def test_a_change_from_the_check_leads_back_there():
    open_form(section("a", question("x")), section("b", question("y")), layout="pages")
    person = Person("/sv/forms/wish/")
    person.post({"_page": "x", "x": "ett"})
    person.post({"_page": "y", "y": "två"})

    page = person.get("check/")
    address = page.context["parts"][0][2]
    changed = person.post({"_page": "x", "x": "tre", "_to_check": "1"})

    assert "page=x" in address
    assert "from=check" in address
    assert changed.url.endswith("/check/")
    assert "tre" in person.get("check/").content.decode()


@pytest.mark.django_db
def test_what_another_page_asks_is_refused_here():
    open_form(section("a", question("x")), section("b", question("y")), layout="pages")
    person = Person("/sv/forms/wish/")

    assert person.post({"_page": "x", "x": "ett", "y": "två"}).status_code == 422


@pytest.mark.django_db
def test_answers_of_other_pages_are_known_to_conditions():
    open_form(
        section("a", question("talks", "yes_no")),
        section("b", question("which", visible_if=TALKS), question("z")),
        layout="pages",
    )
    person = Person("/sv/forms/wish/")
    person.post({"_page": "talks", "talks": "yes"})

    page = person.get("?page=which").content.decode()

    assert 'name="which"' in page
    assert person.post({"_page": "which", "which": "finska", "z": ""}).url.endswith("/check/")
