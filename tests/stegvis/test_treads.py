"""The little stair: as many treads as phases, and a dot only where somebody stands."""

import pytest

from stegvis.treads import stair


@pytest.mark.parametrize(
    ("of", "at", "taken", "has_dot"),
    [(5, 3, 3, True), (5, 0, 0, False), (1, 1, 1, True), (5, 9, 5, False), (0, 0, 0, False)],
)
def test_the_treads_up_to_here_are_taken(of, at, taken, has_dot):
    shown = stair(of, at=at)

    assert len(shown.treads) == max(of, 1)
    assert sum(not tread.ahead for tread in shown.treads) == taken
    assert (shown.dot is not None) == has_dot


def test_the_dot_stands_over_its_tread():
    shown = stair(5, at=3)

    assert shown.treads[2].path == "M22.3 13.5h5.9"
    assert shown.dot == (25.2, 7.9)


def test_when_the_way_is_over_nobody_stands_on_it():
    assert stair(3, at=3, dot=False).dot is None


def test_many_treads_still_have_a_length():
    assert all(float(tread.path.split("h")[1]) > 0 for tread in stair(40, at=1).treads)
