"""The workflow as nested text says what the picture shows, block by block."""

from hypothesis import given, settings

from tests.factories.workflow_trees import texts_of, workflows
from tests.workflows.example import REHABILITATION, WORDS
from workflows.outline import outline


def written(lines, depth=0):
    for line in lines:
        yield "  " * depth + line.text + (f" [{line.note}]" if line.note else "")
        yield from written(line.below, depth + 1)


def keys(lines):
    for line in lines:
        yield line.key
        yield from keys(line.below)


def test_phases_ways_and_sides_are_read_in_order():
    lines = list(written(outline(REHABILITATION, WORDS)))

    assert lines[:12] == [
        "1. Anmälan och bedömning",
        "  Ta emot anmälan [step, Mottagningen]",
        "  Är tjänsten rätt just nu?",
        "    Inte nu",
        "      Brev om andra vägar [step, Egen kontaktperson]",
        "      Annan väg [end]",
        "    Ja",
        "      Bedöm servicebehovet [step, Egen kontaktperson]",
        "    Annars",
        "      Hör vård, FPA, arbetsförmedling [step, Mottagningen]",
        "  Beslut för 6 månader [decision, Egen kontaktperson]",
        "2. Inledande möte",
    ]
    assert "      Back to 4" in lines
    assert "    Annars [onward]" in lines
    assert lines[-10:] == [
        "Any time",
        "  Personen slutar [in phase 1, 2, 3]",
        "  Paus och återkomst [in phase 3, 4, 5]",
        "  Byte av handledare [in phase 3, 4, 5]",
        "Owed on a date",
        "  Kontakt inom en vecka [1 week after the registration]",
        "  3-månadersutvärdering [3 months after “Kartläggning”]",
        "  Gemensam utvärdering [6 months after “Arbetsskede”, then every 6 months]",
        "  Nytt beslut utan glapp [30 days before the last day of the decision]",
        "  Responsenkät [on the closing]",
    ]


@given(workflows(several=True))
@settings(max_examples=60, deadline=None)
def test_nothing_of_the_drawing_is_left_out(document):
    parts = (*document.phases, *document.blocks(), *document.events, *document.obligations)

    assert {part.key for part in parts} <= set(keys(outline(document, texts_of(document))))
