"""What changed between two versions: equal documents say nothing, every change is said in a sentence."""

from dataclasses import fields, replace

import pytest
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms.counted.recipes import Recipe
from forms.document import Check, Choice, Field, FormDocument, Section, Statement
from forms.versions.differences import Side, changes
from forms.versions.wordings import Part, compared, reworded
from tests.factories.forms import document, question, section, when, words
from tests.forms.strategies import documents

RULE = when(("case.a", "is", "something else"))
# A value of each setting that differs from every value a random document has.
OTHERWISE = {
    "kind": "iban",
    "visible_if": RULE,
    "required_if": RULE,
    "lock_if": RULE,
    "choices": (Choice("new_one"),),
    "statements": (Statement("new_line"),),
    "checks": (Check("new_check", RULE),),
    "items": (Field("new_item", "text"),),
    "least": -7,
    "most": 77,
    "step": 7,
    "decimals": 7,
    "recipe": Recipe("sum", ("a",)),
    "accept": ("pdf",),
    "sees": ("counsellor",),
    "edits": ("counsellor",),
    "display": "search",
    "voice": "other",
    "prefill": "case.other",
    "code_list": "other",
    "pattern": "other",
}


def said(old, new, **own):
    """The sentences in Swedish, with words made of the keys."""
    sides = (Side(each, words(each, **own)) for each in (old, new))
    with translation.override("sv"):
        return [change.sentence for change in changes(*sides)]


def one(**settings):
    return document(section("main", question("mood", **settings)))


@given(documents())
@settings(deadline=None, max_examples=60)
def test_the_same_document_has_no_differences(doc):
    again = FormDocument.from_json(doc.to_json())

    assert changes(Side(doc, {}), Side(again, {})) == []


@given(documents(), st.data())
@settings(deadline=None, max_examples=200)
def test_every_change_of_a_setting_is_mentioned(doc, data):
    old = data.draw(st.sampled_from(list(doc.fields())))
    name = data.draw(st.sampled_from([each.name for each in fields(Field) if each.name != "key"]))
    was = getattr(old, name)
    new = replace(old, **{name: not was if isinstance(was, bool) else OTHERWISE[name]})
    assume(new != old)
    other = replace(
        doc,
        sections=tuple(
            replace(part, fields=tuple(new if each is old else each for each in part.fields))
            for part in doc.sections
        ),
    )

    there, back = changes(Side(doc, {}), Side(other, {})), changes(Side(other, {}), Side(doc, {}))

    assert there
    assert back
    assert {change.where.partition(".")[0] for change in (*there, *back)} == {old.key}


@given(documents(), documents())
@settings(deadline=None, max_examples=60)
def test_two_documents_that_differ_have_differences(one_doc, other):
    found = changes(Side(one_doc, {}), Side(other, {}))

    assert bool(found) == (one_doc.to_json() != other.to_json())


@given(documents(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_another_order_is_mentioned(doc, random):
    sections = list(doc.sections)
    random.shuffle(sections)
    mixed = tuple(
        replace(part, fields=tuple(random.sample(part.fields, len(part.fields))))
        for part in sections
    )
    other = replace(doc, sections=mixed)

    assert bool(changes(Side(doc, {}), Side(other, {}))) == (doc != other)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ({}, {"required": True}, "Frågan ”Mood”: ett svar krävs nu."),
        ({"sensitive": True}, {}, "Frågan ”Mood”: svaret är inte längre märkt som känsligt."),
        ({"least": 1.0}, {"least": 2}, "Frågan ”Mood”: minsta svar eller minst antal ändrades från 1 till 2."),
        (
            {"kind": "choice", "choices": ("often", "sometimes")},
            {"kind": "choice", "choices": ("often", Choice("sometimes", retired=True))},
            "Frågan ”Mood”: svarsalternativet ”Sometimes” erbjuds inte längre.",
        ),
        (
            {"kind": "choice", "choices": (Choice("often", 1),)},
            {"kind": "choice", "choices": (Choice("often", 3),)},
            "Frågan ”Mood”: poängen för ”Often” ändrades från 1 till 3.",
        ),
    ],
)  # fmt: skip
def test_a_change_is_said_in_a_sentence_that_an_administrator_understands(old, new, sentence):
    assert said(one(**old), one(**new)) == [sentence]


def test_a_condition_is_told_before_and_after():
    asked = question("urgency", "choice", choices=("now", "later"))
    one_doc, other = (
        document(section("main", asked, question("why", visible_if=when(("urgency", "is", code)))))
        for code in ("now", "later")
    )

    assert said(one_doc, other) == [
        (
            "Frågan ”Why”: villkoret för att visas har ändrats. Förut: Svara på det här om ”Urgency” är Now."
            " Nu: Svara på det här om ”Urgency” är Later."
        )
    ]


def test_what_was_added_removed_and_moved_is_told_with_its_place():
    old = document(section("first", *map(question, "abec")), section("second"))
    new = document(
        section("first", *map(question, ("b", "new", "e", "a"))),
        section("second", question("c")),
        section("third", question("d")),
    )

    assert said(old, new) == [
        "Avsnittet ”Third” har lagts till.",
        "Frågan ”New” har lagts till i ”First”.",
        "Frågan ”A” har flyttats: den kommer nu efter ”E”.",
        "Frågan ”C” har flyttats till ”Second”.",
        "Frågan ”D” har lagts till i ”Third”.",
    ]


def test_questions_inside_a_group_are_compared_too():
    old, new = (
        document(section("main", question("goals", "group", items=(question("what", required=must),))))
        for must in (False, True)
    )  # fmt: skip

    assert said(old, new) == ["Frågan ”What”: ett svar krävs nu."]


@given(st.text(max_size=40), st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_two_wordings_lose_nothing_and_differ_only_when_they_do(one_text, other):
    before, after = compared(one_text, other)

    assert "".join(part.text for part in before) == one_text
    assert "".join(part.text for part in after) == other
    assert any(part.differs for part in (*before, *after)) == (one_text != other)


def test_only_the_words_that_changed_are_marked():
    found = reworded({"a": "Hur mår du?", "b": "Samma"}, {"a": "Hur mår du nu?", "b": "Samma"})

    assert [each.key for each in found] == ["a"]
    assert found[0].before == (Part("Hur mår du", False), Part("?", False))
    assert found[0].after == (Part("Hur mår du", False), Part(" nu", True), Part("?", False))


def test_a_section_tells_that_a_page_begins():
    old, new = (FormDocument((Section("main", (), None, page),)) for page in (False, True))

    assert said(old, new) == ["Avsnittet ”Main”: en ny sida börjar nu här."]
