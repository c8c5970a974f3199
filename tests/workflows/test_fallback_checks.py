"""Roles that fall back on another role while nobody holds them: what prevents publishing."""

from dataclasses import replace

import pytest

from tests.workflows.test_checks import SOUND, found
from workflows.document import Role

OWN = SOUND.roles[0]


@pytest.mark.parametrize(
    ("fallback", "sentence"), [("gone", "does not exist (gone)"), ("own", "round in a circle")]
)
def test_what_a_role_falls_back_on_is_there_and_is_another_one(fallback, sentence):
    (problem,) = found(replace(SOUND, roles=(replace(OWN, fallback=fallback),)))

    assert sentence in problem.sentence
    assert problem.where == "own"


def test_every_role_of_a_circle_is_named():
    others = (replace(OWN, fallback="b"), Role("b", ("counsellor",), fallback="own"))

    problems = found(replace(SOUND, roles=others))

    assert [problem.where for problem in problems] == ["own", "b"]
    assert all("round in a circle" in problem.sentence for problem in problems)


def test_a_role_beside_a_circle_is_none_of_it():
    others = (
        replace(OWN, fallback="b"),
        Role("b", ("counsellor",), fallback="c"),
        Role("c", ("counsellor",), fallback="b"),
    )

    assert [problem.where for problem in found(replace(SOUND, roles=others))] == ["b", "c"]
