"""From a part of a workflow to the block it was read from."""

import re

import pytest

from tests.factories.workflows import make_definition
from tests.workflows.example import REHABILITATION, WORDS
from workflows.bodies.places import places
from workflows.bodies.reading import compile_raw
from workflows.bodies.writing import body_from
from workflows.diagram import draw
from workflows.previews import preview

BODY = body_from(REHABILITATION, WORDS)


def blocks_in(raw):
    """Every block of raw content by its id."""
    found = {}
    for each in raw:
        found[each["id"]] = each
        held = each["value"]
        found |= blocks_in(held.get("blocks") or ())
        for way in held.get("branches") or ():
            found |= blocks_in(way["value"]["blocks"])
    return found


def test_every_part_has_a_block_that_bears_its_key():
    found = places(BODY)
    blocks = blocks_in(BODY)

    drawn = {block.key for block in REHABILITATION.blocks()}
    assert drawn | {"start", "intake", "pause", "survey", "own_contact"} <= found.keys()
    assert all(blocks[found[key]]["value"]["key"] == key for key in found if key != "start")


def test_parts_without_a_key_are_known_by_the_key_that_is_made_of_their_title():
    held = {"title": "Hur nu?", "key": "", "blocks": [{"type": "end", "value": {}, "id": "two"}]}
    body = [{"type": "phase", "value": held, "id": "one"}]

    document = compile_raw(body).document

    assert places(body) == {"hur_nu": "one", document.phases[0].blocks[0].key: "two"}


def test_of_two_parts_with_one_key_the_first_is_opened():
    twice = [{"type": "role", "value": {"key": "guide"}, "id": name} for name in ("one", "two")]

    assert places(twice) == {"guide": "one"}


def test_in_a_picture_with_links_every_part_can_be_reached_by_keyboard():
    drawn = draw(REHABILITATION, WORDS, links=True)
    linked = re.findall(r'<a class="diagram__link" href="#part-([a-z_]+)" data-part="\1"', drawn)

    assert 'role="group"' in drawn
    assert set(linked) == {
        "start",
        *(phase.key for phase in REHABILITATION.phases),
        *(block.key for block in REHABILITATION.blocks()),
        *(event.key for event in REHABILITATION.events),
        *(owed.key for owed in REHABILITATION.obligations),
    }
    assert drawn.count("<a ") == drawn.count("</a>") == len(linked)


def test_a_picture_elsewhere_is_one_image():
    drawn = draw(REHABILITATION, WORDS)

    assert 'role="img"' in drawn
    assert "<a " not in drawn
    assert "diagram__touch" not in drawn


@pytest.mark.django_db
@pytest.mark.parametrize("beside", [True, False])
def test_only_beside_the_editor_its_blocks_are_opened(rf, beside):
    definition = make_definition("example", REHABILITATION, texts=WORDS)
    request = rf.get("/")
    request.in_preview_panel = beside

    shown = definition.get_preview_context(request, "")["preview"]

    assert bool(shown.opens) is beside


def test_the_preview_names_what_each_part_opens():
    shown = preview(REHABILITATION, WORDS, (), opens=places(BODY))

    assert shown.opens["plan"] == places(BODY)["plan"]
