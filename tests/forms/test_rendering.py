"""A form is shown from a skeleton made once; whatever is typed stays inside its control."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.asking.checking import check, read
from forms.asking.markup import make
from forms.asking.reading import read_answers
from forms.asking.rendering import error_summary, read_view, render
from forms.asking.showing import show
from forms.document import Choice
from forms.sent.submissions import record
from tests.factories.forms import document, make_form, publish, question, section, when, words
from tests.forms import strategies

VOID = {"input", "link", "meta", "br", "img", "hr"}


class Seen(HTMLParser):
    """Reads markup as a browser would: every element with its attributes, in order, and the texts."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, name: str, /, **wanted: str) -> list[dict[str, str]]:
        return [
            attrs
            for tag, attrs in self.elements
            if tag == name and all(attrs.get(key) == value for key, value in wanted.items())
        ]

    def one(self, name: str, /, **wanted: str) -> dict[str, str]:
        (found,) = self.all(name, **wanted)
        return found


def shown(doc, texts=None, posted=None, **more):
    texts = texts or words(doc)
    raw = read(doc, posted or {})
    errors = check(doc, texts, raw, facts=more.get("facts")).errors if posted is not None else {}
    return Seen(show(doc, make(doc, texts, "en"), raw=raw, errors=errors, **more))


EVERY = document(
    section(
        "main",
        question("t", required=True),
        question("l", "long_text"),
        question("n", "number"),
        question("d", "date"),
        question("y", "yes_no"),
        question("c", "choice", choices=("one", Choice("old", retired=True))),
        question("m", "choices", choices=("one", "two")),
        question("s", "scale", least=1, most=5),
        question("g", "group", items=(question("a"), question("b", "choice", choices=("x", "y")))),
        question("h", "guidance"),
    )
)


def test_every_control_has_a_label_or_stands_in_a_named_group():
    seen = shown(EVERY)
    labelled = {attrs["for"] for attrs in seen.all("label")}
    controls = [
        a for tag, a in seen.elements if tag in {"input", "textarea"} and a.get("type") != "hidden"
    ]

    assert {attrs["id"] for attrs in controls} == labelled
    assert len(labelled) == len(controls)
    assert seen.open == []


def test_what_describes_a_control_exists():
    seen = shown(
        EVERY,
        words(EVERY, field__t__help="Kort", field__c__help="Välj"),
        {"n": ["x"], "g-0-b": ["z"]},
    )
    ids = {attrs["id"] for _tag, attrs in seen.elements if "id" in attrs}
    described = [a["aria-describedby"] for _tag, a in seen.elements if "aria-describedby" in a]

    assert {"q-t-hint q-t-error", "q-n-error", "q-c-hint", "q-d-hint", "q-g-0-b-error"} <= set(
        described
    )
    assert all(part in ids for by in described for part in by.split())
    assert seen.one("input", id="q-t")["aria-invalid"] == "true"


def test_only_what_may_be_left_out_is_marked():
    seen = shown(document({"must": {"kind": "text", "required": True}, "may": "text"}))

    assert len(seen.all("span", **{"class": "field__optional"})) == 1


def test_typed_answers_are_shown_again_and_chosen_ones_chosen():
    posted = {
        "t": ['"><b>'],
        "l": ["\nrad\n"],
        "y": ["no"],
        "m": ["two"],
        "s": ["3"],
        "g-0-b": ["y"],
        "g-rows": ["2"],
    }
    seen = shown(EVERY, posted=posted)

    assert seen.one("input", name="t")["value"] == '"><b>'
    assert "\n\nrad\n" in seen.texts
    assert {a["id"] for a in seen.all("input") if "checked" in a} == {
        "q-y-2",
        "q-m-2",
        "q-s-3",
        "q-g-0-b-2",
    }
    assert seen.one("input", name="g-rows")["value"] == "2"


def test_a_retired_answer_is_not_offered():
    assert [a["value"] for a in shown(EVERY).all("input", name="c")] == ["one"]


def test_what_does_not_apply_is_hidden_until_it_does():
    doc = document(
        section("one", question("a", "yes_no")),
        section("two", question("b", visible_if=when(("a", "is", True)))),
        section("three", question("c"), visible_if=when(("case.entry", "is", "relative"))),
    )

    def hidden(posted, **facts):
        return {
            a.get("data-field") or a.get("data-section")
            for _tag, a in shown(doc, posted=posted, facts=facts).elements
            if "hidden" in a and ("data-field" in a or "data-section" in a)
        }

    assert hidden({}) == {"b", "three"}
    assert hidden({"a": ["yes"]}, case={"entry": "relative"}) == set()


def test_only_the_facts_that_conditions_read_leave_the_server():
    doc = document(section("main", question("a", visible_if=when(("case.entry", "is", "x")))))
    facts = {"case": {"entry": "x", "reason": "secret"}, "participant": {"name": "Marja"}}

    carried = shown(doc, facts=facts).all("div", **{"data-form": ""})[0]["data-facts"]

    assert '"case":{"entry":"x"}' in carried
    assert "secret" not in carried
    assert "Marja" not in carried


@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(
    strategies.forms(),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
    st.data(),
)
def test_no_text_and_no_answer_ever_breaks_out_of_its_place(form, typed, data):
    doc, texts = form
    hostile = st.sampled_from(
        [
            "\"'><script>x</script>",
            "</textarea><b>",
            "--><i>",
            "&lt;",
            "\x02value\x1ft\x1f\x03",
            typed,
        ]
    )
    texts = {**texts, **{key: data.draw(hostile) for key in texts}}
    posted = {
        q.key: [typed] for q in doc.fields() if q.kind in {"text", "long_text", "number", "date"}
    }
    raw = read(doc, posted)
    errors = check(doc, texts, raw).errors

    seen = Seen(show(doc, make(doc, texts, "en"), raw=raw, errors=errors))
    summary = Seen(error_summary_of(doc, errors))
    Seen(read_answers(doc, texts, check(doc, texts, raw).answers))

    assert seen.open == []
    assert not {tag for tag, _attrs in seen.elements + summary.elements} & {"script", "b", "i"}
    for q in doc.fields():
        if q.key in posted and q.kind != "long_text":
            assert seen.one("input", name=q.key)["value"] == typed


def error_summary_of(doc, errors):
    class Version:
        def document(self):
            return doc

    return error_summary(Version(), "en", errors)


@pytest.mark.django_db
def test_a_form_is_made_once_and_shown_with_one_query():
    version = make_form("every", *EVERY.sections)
    render(version, "sv")

    with CaptureQueriesContext(connection) as queries:
        render(version, "sv")

    assert len(queries) == 1


@pytest.mark.django_db
def test_corrected_words_are_shown_at_once():
    version = make_form("note", texts={"field.note.label": "Vad hänt?"})
    render(version, "sv")
    definition = version.definition
    body = definition.body.get_prep_value()
    body[0]["value"]["fields"][0]["value"]["label"] = "Vad har hänt?"
    definition.body = definition.body.stream_block.to_python(body)

    publish(definition)

    assert "Vad har hänt?" in render(version, "sv")


@pytest.mark.django_db
def test_the_summary_leads_to_the_right_control():
    version = make_form("every", *EVERY.sections)
    errors = {"": "Hela", "t": "Text", "c": "Val", "g": "Grupp", "g-1-b": "Rad", "stranger": "?"}

    links = [a["href"] for a in Seen(error_summary(version, "sv", errors)).all("a")]

    assert links == ["#q-t", "#q-c-1", "#q-g", "#q-g-1-b-1"]
    assert error_summary(version, "sv", {}) == ""


@pytest.mark.django_db
def test_old_answers_stay_readable_in_their_own_words():
    version = make_form("every", *EVERY.sections, texts={"field.c.choice.old": "Gammalt svar"})
    submission = record(
        version, answers={"t": "<b>", "c": "old", "y": False, "d": "2026-12-07"}, language="sv"
    )

    shown_again = read_view(submission.version, "sv", submission.answers)

    assert "Gammalt svar" in shown_again
    assert "&lt;b&gt;" in shown_again
    assert "7 december 2026" in shown_again
