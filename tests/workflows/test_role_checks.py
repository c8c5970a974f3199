"""Where people of a role work: names that are not here are sentences, in the editor and in a bundle."""

from dataclasses import replace

import pytest

from tests.workflows.test_checks import SOUND
from workflows.checks.drawing import Drawing
from workflows.checks.roles import places_exist, queues_have_readers
from workflows.publishing import Places

OWN = SOUND.roles[0]
HERE = Places({"town/money": "Ekonomi"}, {"town": "Staden"}, {"employment": "Arbete"})


def said(check, places=HERE, **settings):
    document = replace(SOUND, roles=(replace(OWN, **settings),))
    drawing = Drawing(document, None, {}, frozenset(), places=places)
    return [problem.sentence for problem in check(drawing)]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"units": ("town/gone", "town/money")}, "town/gone"),
        ({"queue": "money"}, "money"),
        ({"organisations": ("town", "city")}, "city"),
        ({"kinds": ("employment", "church")}, "church"),
    ],
)
def test_a_place_that_is_not_here_is_named(given, place):
    (found,) = said(places_exist, **given)

    assert f"({place})" in found
    assert said(places_exist, None, **given) == []


def test_a_role_of_certain_units_says_where_its_tasks_lie_while_it_is_empty():
    assert len(said(queues_have_readers, units=("town/money",))) == 1
    assert said(queues_have_readers, units=("town/money",), queue="town/money") == []
    assert said(queues_have_readers, units=("town/money",), fallback="other") == []
    assert said(queues_have_readers, organisations=("town",)) == []
