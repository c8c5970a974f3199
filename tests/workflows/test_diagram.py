"""The picture: nothing covers anything, everything is inside, and it is drawn the same way every time."""

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from forms.problems import Problem
from tests.factories.workflow_trees import texts_of, workflows
from tests.workflows.example import REHABILITATION, WORDS
from workflows.diagram import Picture, draw, in_order
from workflows.document import Event, Phase, WorkflowDocument
from workflows.effects import Pause
from workflows.layout import wrap
from workflows.outline import outline
from workflows.steps import Branch, Choice, End, Parallel, Return, Task

SVG = "{http://www.w3.org/2000/svg}"


def shapes(drawn, css):
    # Made here, from our own picture.
    return [each for each in ET.fromstring(drawn).iter() if css in each.get("class", "").split()]  # noqa: S314


def said(drawn):
    return [each.text for each in ET.fromstring(drawn).iter("text")]  # noqa: S314


def boxes(document, texts):
    return Picture(document, texts, str).placed.boxes


@given(workflows(depth=3, several=True))
@settings(max_examples=150, deadline=None)
def test_no_two_blocks_cover_each_other(document):
    covered = [
        (a.key, b.key)
        for a, b in combinations(boxes(document, texts_of(document)), 2)
        if a.meets(b)
    ]

    assert covered == []


@given(workflows(depth=3, several=True))
@settings(max_examples=100, deadline=None)
def test_everything_is_inside_the_picture_and_inside_its_phase(document):
    picture = Picture(document, texts_of(document), str)
    phase_of = {block.key: phase.key for phase in document.phases for block in _all(phase)}

    for box in picture.placed.boxes:
        assert picture.flow_left <= box.left <= box.right <= picture.flow_right
        band = next(band for band in picture.bands if band.y <= box.y < band.bottom)
        assert box.bottom <= band.bottom
        assert not box.key or phase_of[box.key] == band.phase.key
    for stroke in picture.placed.strokes:
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in stroke)


@given(workflows(several=True))
@settings(max_examples=40, deadline=None)
def test_a_picture_is_well_formed_and_always_the_same(document):
    texts = texts_of(document)

    drawn = draw(document, texts)

    assert ET.fromstring(drawn).get("role") == "img"  # noqa: S314
    assert drawn == draw(WorkflowDocument.from_json(document.to_json()), texts)


def test_every_block_is_drawn_by_its_sign():
    drawn = draw(REHABILITATION, WORDS)

    assert len(shapes(drawn, "diagram__ask")) == 3
    assert len(shapes(drawn, "diagram__wait")) == 2  # a wait and a return
    assert len(shapes(drawn, "diagram__end")) == 3
    assert len(shapes(drawn, "diagram__bar")) == 2
    assert len(shapes(drawn, "diagram__tread--thin")) == 1
    assert len(shapes(drawn, "diagram__flow--back")) == 1
    assert len(shapes(drawn, "diagram__rule--phase")) == 5


def test_nothing_but_classes_says_how_it_looks():
    drawn = draw(REHABILITATION, WORDS)

    assert not re.search(r"style=|fill=|stroke=|<script|<style|onclick", drawn)


def test_words_from_editors_are_text_and_never_markup():
    drawn = draw(
        REHABILITATION, WORDS | {"step.plan.title": "<b>&", "workflow.title": '"><script>'}
    )

    assert "<script>" not in drawn
    assert "<b>&" in said(drawn)


def test_problems_are_numbered_from_the_top_left_and_stand_at_their_blocks():
    found = [
        Problem("c", "pause"),
        Problem("nowhere"),
        Problem("b", "hear"),
        Problem("a", "letter"),
    ]

    numbered = in_order(REHABILITATION, WORDS, found)
    drawn = draw(REHABILITATION, WORDS, problems=numbered)

    assert [problem.sentence for problem in numbered] == ["a", "b", "c", "nowhere"]
    assert [each.text for each in shapes(drawn, "diagram__problem-no")] == ["1", "2", "3"]
    assert len(shapes(drawn, "diagram__tread--problem")) == 2


def test_where_cases_stand_is_marked():
    start = len(shapes(draw(REHABILITATION, WORDS), "diagram__start"))

    assert (
        len(shapes(draw(REHABILITATION, WORDS, here={"network", "self"}), "diagram__start"))
        == start + 2
    )


def test_what_an_event_does_to_the_case_stands_under_its_name_and_in_the_text():
    pausing = replace(REHABILITATION, events=(Event("away", effect=Pause()),))

    drawn = draw(pausing, {"event.away.title": "Away"})

    assert "any time in 1–5 pauses the case" in " ".join(filter(None, said(drawn)))
    told = next(line for line in outline(pausing, {}) if line.text == "Any time")
    assert told.below[0].note == "pauses the case"


def test_events_have_a_bracket_over_their_phases_and_no_two_share_a_line():
    picture = Picture(REHABILITATION, WORDS, str)

    assert picture.brackets == {"stops": 0, "pause": 1, "change": 2}
    assert "any time in 3–5" in said(draw(REHABILITATION, WORDS))


def test_obligations_stand_in_the_phase_where_they_fall_due():
    bands = Picture(REHABILITATION, WORDS, str).bands

    assert [[owed.key for owed in band.owed] for band in bands] == [
        *(["contact", "no_gap"], [], ["three_months"], ["joint_review"], ["survey"])
    ]


def test_a_way_that_turns_back_stands_leftmost():
    ways = (Branch("on", (Task("a"),)), Branch("back", (Return("r", phase="only"),)))
    document = WorkflowDocument(phases=(Phase("only", (Choice("which", ways), End("over"))),))

    places = {box.key: box.x for box in boxes(document, {})}

    assert places["r"] < places["a"]


def test_a_return_never_runs_through_a_block_on_its_way_out():
    deep = Choice(
        "deep",
        (Branch("r1", (Return("r1", phase="only"),)), Branch("r2", (Return("r2", phase="only"),))),
    )
    wide = Choice(
        "wide",
        (Branch("x", (Return("r3", phase="only"),)), Branch("y", (Task("t"), deep)), Branch("z")),
    )
    document = WorkflowDocument(phases=(Phase("only", (wide, End("over"))),))
    picture = Picture(document, {}, str)

    for box in (box for box in picture.placed.boxes if box.kind == "return"):
        _x, height = picture.way_out(box)[-1]
        in_the_way = [
            o.key for o in picture.placed.boxes if o.left < box.left and o.y < height < o.bottom
        ]
        assert in_the_way == []


@pytest.mark.parametrize(
    "document",
    [
        WorkflowDocument(),
        WorkflowDocument(phases=(Phase("empty"), Phase("more"))),
        WorkflowDocument(
            phases=(Phase("a", (Choice("c"), Parallel("p"), End("e"), Task("late"))),)
        ),
        WorkflowDocument(
            phases=(Phase("a", (Return("r", phase="gone"),)),),
            events=(Event("e", phases=("gone",)),),
        ),
        WorkflowDocument(events=(Event("e"),), obligations=REHABILITATION.obligations),
    ],
)
def test_an_unfinished_draft_can_be_drawn(document):
    assert draw(document, {}, problems=[Problem("a", "c"), Problem("b", "c")]).endswith("</svg>")
    assert [(a, b) for a, b in combinations(boxes(document, {}), 2) if a.meets(b)] == []


def test_a_picture_speaks_the_language_it_is_given():
    swedish = {
        "Back to %(phase)s": "Tillbaka till %(phase)s",
        "the closing": "avslutet",
        "on %(anchor)s": "vid %(anchor)s",
    }

    lines = said(draw(REHABILITATION, WORDS, say=lambda text: swedish.get(text, text)))

    assert "Tillbaka till 4" in lines
    assert "vid avslutet" in lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("Hör vård, FPA, arbetsförmedling", ("Hör vård, FPA,", "arbetsförmedling")),
        ("toimeentulotukihakemus", ("toimeentulotukiha-", "kemus")),
        ("a toimeentulotukihakemus", ("a", "toimeentulotukiha-", "kemus")),
    ],
)
def test_words_are_wrapped_and_long_ones_hyphenated(text, lines):
    assert wrap(text, 18) == lines


def test_a_longer_name_makes_a_higher_step():
    short, long = WORDS, WORDS | {"step.plan.title": "En mycket lång rubrik som tar flera rader"}

    assert (
        Picture(REHABILITATION, long, str).height == Picture(REHABILITATION, short, str).height + 38
    )


def _all(phase):
    return WorkflowDocument(phases=(replace(phase),)).blocks()
