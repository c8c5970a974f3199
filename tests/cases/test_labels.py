"""What a programme calls things: its own words as a whole, else the platform's, in the reader's language."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

import cases
from cases.labels import CONCEPTS, Label, called

KUND = {
    "one": {"sv": "kund", "fi": "asiakas"},
    "the": {"sv": "kunden", "fi": "asiakas"},
    "of": {"sv": "kundens", "fi": "asiakkaan"},
}


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("sv", Label("kund", "kunden", "kundens")),
        ("fi", Label("asiakas", "asiakas", "asiakkaan")),
        ("en", Label("participant", "the participant", "the participant's")),
    ],
)
def test_a_language_without_the_word_has_the_word_of_the_platform(language, label):
    with override(language):
        assert called({"participant": KUND}).participant == label


@pytest.mark.parametrize("labels", [{}, {"participant": {"one": {"sv": "kund"}}}, {"shoe": KUND}])
def test_forms_of_two_words_never_meet(labels):
    with override("sv"):
        assert called(labels).participant == Label("deltagare", "deltagaren", "deltagarens")


def test_a_sentence_begins_with_a_capital_whatever_word_stands_first():
    with override("fi"):
        said = called({"participant": KUND}).say("%(of_participant)s omin sanoin, %(the_plan)s")

    assert said == "Asiakkaan omin sanoin, suunnitelma"


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_word_that_can_be_chosen_is_said_somewhere(concept):
    """A label that no page reads would be a promise that is not kept."""
    folder = Path(cases.__path__[0])
    read = re.compile(rf"called\.{concept}\.|%\(((the|of)_)?{concept}\)s")

    assert [
        path.name
        for path in (*folder.rglob("*.html"), *folder.rglob("*.py"))
        if path.name != "labels.py" and read.search(path.read_text("utf-8"))
    ]
