"""Versions of a scale that go on with another one: said in the file, found through any number of versions."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from forms.instruments.continuing import homes
from forms.instruments.importing import import_package, package_of
from forms.instruments.package import read_package
from forms.instruments.writing import package_text
from forms.written.plain import BrokenFile
from tests.factories.instruments import second_wellbeing, take_in


@dataclass
class Scale:
    """A version, as plain as a test needs it."""

    pk: int
    version: str
    scores: list[str]
    continues: dict[str, Any] = field(default_factory=dict)
    code: str = "scale"


FIRST = Scale(1, "1", ["sum", "part"])
SECOND = Scale(
    2,
    "2",
    ["total", "part"],
    {"version": "1", "scores": {"total": "sum"}},
)
THIRD = Scale(3, "3", ["points"], {"version": "2", "scores": {"points": "total"}})


def test_scores_are_followed_through_every_version():
    found = homes([THIRD, FIRST, SECOND], {1, 2, 3})

    assert {pk: (home.instrument.pk, home.scores) for pk, home in found.items()} == {
        1: (3, {"sum": "points"}),
        2: (3, {"total": "points"}),
        3: (3, {"points": "points"}),
    }


def test_a_series_is_shown_where_somebody_was_measured_last():
    found = homes([FIRST, SECOND, THIRD], {1, 2})

    assert found[1].instrument is SECOND
    assert found[1].scores == {"sum": "total", "part": "part"}


def test_versions_that_go_round_come_to_an_end():
    round_about = Scale(4, "a", ["sum"], {"version": "b"}), Scale(5, "b", ["sum"], {"version": "a"})

    assert set(homes(round_about, {4, 5})) == {4, 5}


@pytest.mark.django_db
def test_what_a_version_goes_on_with_comes_in_and_goes_out():
    take_in("wellbeing5")
    package = read_package(second_wellbeing())

    form, later = import_package(package)

    assert later is not None
    assert later.continues == {"version": "1", "scores": {"total": "wellbeing"}}
    assert read_package(package_text(package).encode()).about == package.about
    assert package_of(form, package.about).about == package.about


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("{version: '2'}", "continues: version"),
        ("{scores: {total: wellbeing}}", "continues: version"),
        ("{version: '1', scores: {other: wellbeing}}", "other"),
        ("{version: '1', scores: {total: 7}}", "continues: scores"),
        ("{version: '1', since: '2'}", "continues"),
        ("['1']", "continues"),
    ],
)
def test_what_cannot_be_continued_gets_a_sentence(said, named):
    with pytest.raises(BrokenFile, match=named):
        read_package(second_wellbeing(said))
