"""Each shipped instrument against vectors counted by hand, and against a plain oracle over every kind of answer."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.counted.scoring import band_of, values
from forms.instruments.package import read_package
from forms.instruments.scores import cut_offs, reach
from forms.instruments.shipped import shipped_files

TODAY = date(2026, 11, 22)
PACKAGES = {path.stem: read_package(path.read_bytes()) for path in shipped_files()}
DAYS = ["no_day", "some_days", "under_half", "over_half", "most_days", "every_day"]  # 0–5 points
WEEK = ["glad", "calm", "energy", "rested", "meaning"]
LIFE = [
    "around", "surprised", "let_down", "aims", "fairness", "unknown", "daily",
    "mixed", "unwanted", "unlucky", "judged", "pointless", "control",
]  # fmt: skip
OFTEN = ["never", "monthly", "some", "weekly", "often"]
MUCH = ["one", "three", "five", "seven", "ten"]
OFTEN_MUCH = ["never", "seldom", "monthly", "weekly", "daily"]


def scored(name: str, answers: dict) -> dict:
    return values(PACKAGES[name].document, answers, today=TODAY)


def named(name: str, score: str, value: float | None, band_set: str = "") -> str:
    package = PACKAGES[name]
    assert package.about
    sets = {
        key: {score: [[b.key, b.least, b.most] for b in bands] for score, bands in of.items()}
        for key, of in package.about.band_sets.items()
    }
    recipe = package.document.field(score).recipe
    assert recipe
    return band_of(recipe, value, cut_offs(sets, band_set, score))


# Counted by hand from the published rules: (answers, value, band).
WELLBEING = [
    ([0, 0, 0, 0, 0], 0, "low"),
    ([5, 5, 5, 5, 5], 100, "good"),
    ([1, 1, 1, 2, 2], 28, "low"),  # raw 7
    ([1, 1, 2, 2, 2], 32, "reduced"),  # raw 8
    ([2, 2, 2, 3, 3], 48, "reduced"),  # raw 12: the last below the published cut-off
    ([2, 2, 3, 3, 3], 52, "good"),  # raw 13
    ([5, 4, 3, 2, 1], 60, "good"),
    ([5, 4, 3, 2, None], None, ""),
    ([0, 0, 0, 0, None], None, ""),
]
ALCOHOL = [
    ((0, None, None), 0, ("lower", "lower", "lower", "lower")),
    ((1, 0, 0), 1, ("lower", "lower", "lower", "lower")),
    ((2, 1, 0), 3, ("lower", "lower", "lower", "lower")),
    ((2, 1, 1), 4, ("raised", "lower", "lower", "lower")),
    ((3, 1, 1), 5, ("raised", "raised", "raised", "lower")),
    ((3, 2, 1), 6, ("raised", "raised", "raised", "raised")),
    ((4, 4, 4), 12, ("raised", "raised", "raised", "raised")),
    ((2, None, 1), None, ("", "", "", "")),
    ((None, None, None), None, ("", "", "", "")),
]
COHERENCE = [  # answers 1–13, then total, comprehensible, manageable, meaningful
    ([1] * 13, [43, 11, 16, 16]),
    ([7] * 13, [61, 29, 16, 16]),
    ([4] * 13, [52, 20, 16, 16]),
    ([1, 1, 1, 7, 7, 7, 1, 7, 7, 1, 7, 7, 7], [91, 35, 28, 28]),
    ([7, 7, 7, 1, 1, 1, 7, 1, 1, 7, 1, 1, 1], [13, 5, 4, 4]),
    # 3→5, 5→3, 2→6, 6, 4, 3, 1→7, 5, 2, 6→2, 4, 7, 3: in all 57
    ([3, 5, 2, 6, 4, 3, 1, 5, 2, 6, 4, 7, 3], [57, 17, 15, 25]),
]


@pytest.mark.parametrize(("points", "value", "band"), WELLBEING)
def test_wellbeing_is_the_sum_of_five_answers_times_four(points, value, band):
    week = {key: DAYS[p] for key, p in zip(WEEK, points, strict=True) if p is not None}

    found = scored("wellbeing5", {"week": week})["wellbeing"]

    assert (found, named("wellbeing5", "wellbeing", found)) == (value, band)


@pytest.mark.parametrize(("points", "value", "bands"), ALCOHOL)
def test_alcohol_is_the_sum_of_three_answers_with_cut_offs_of_each_country(points, value, bands):
    found = scored("alcohol3", alcohol(*points))["alcohol"]

    sets = ("se_women", "se_men", "fi_women", "fi_men")
    assert (found, tuple(named("alcohol3", "alcohol", found, each) for each in sets)) == (
        value,
        bands,
    )


def alcohol(often: int | None, much: int | None, often_much: int | None) -> dict:
    given = {
        "how_often": None if often is None else OFTEN[often],
        "how_much": None if much is None else MUCH[much],
        "how_often_much": None if often_much is None else OFTEN_MUCH[often_much],
    }
    return {key: code for key, code in given.items() if code is not None}


@pytest.mark.parametrize(("answers", "expected"), COHERENCE)
def test_coherence_turns_five_answers_round_and_has_three_parts(answers, expected):
    found = scored("coherence13", {"life": dict(zip(LIFE, answers, strict=True))})

    scores = ["coherence", "comprehensible", "manageable", "meaningful"]
    assert [found[key] for key in scores] == expected


def test_a_part_of_coherence_is_counted_when_another_part_lacks_an_answer():
    life = dict(zip(LIFE, [4] * 13, strict=True))
    del life["aims"]

    found = scored("coherence13", {"life": life})

    assert found == {"coherence": None, "comprehensible": 20, "manageable": 16, "meaningful": None}


def test_every_possible_answer_to_the_alcohol_questions():
    for often, much, often_much in product([None, *range(5)], repeat=3):
        # The oracle: somebody who never drinks has 0; else all three answers are needed.
        whole = None not in (often, much, often_much)
        expected = 0 if often == 0 else often + much + often_much if whole else None

        assert scored("alcohol3", alcohol(often, much, often_much))["alcohol"] == expected


@given(st.lists(st.none() | st.integers(0, 5), min_size=5, max_size=5))
def test_wellbeing_agrees_with_a_plain_oracle(points):
    week = {key: DAYS[p] for key, p in zip(WEEK, points, strict=True) if p is not None}
    expected = None if None in points else sum(points) * 4

    assert scored("wellbeing5", {"week": week})["wellbeing"] == expected


@given(st.lists(st.none() | st.integers(1, 7), min_size=13, max_size=13))
def test_coherence_agrees_with_a_plain_oracle(answers):
    turned = {1, 2, 3, 7, 10}
    parts = {
        "coherence": range(1, 14),
        "comprehensible": (2, 6, 8, 9, 11),
        "manageable": (3, 5, 10, 13),
        "meaningful": (1, 4, 7, 12),
    }
    life = {key: a for key, a in zip(LIFE, answers, strict=True) if a is not None}

    found = scored("coherence13", {"life": life})

    for score, items in parts.items():
        points = [
            None
            if answers[n - 1] is None
            else 8 - answers[n - 1]
            if n in turned
            else answers[n - 1]
            for n in items
        ]
        assert found[score] == (None if None in points else sum(points))


def test_how_far_each_score_can_go():
    life, week = PACKAGES["coherence13"].document, PACKAGES["wellbeing5"].document

    assert reach(week, week.field("wellbeing")) == (0, 100)
    assert [
        reach(life, life.field(key)) for key in ("coherence", "comprehensible", "meaningful")
    ] == [
        (13, 91),
        (5, 35),
        (4, 28),
    ]


def test_the_application_adds_up_its_costs_and_counts_its_months():
    answers = {
        "starts_on": "2027-01-15",
        "ends_on": "2028-01-14",
        "costs": [{"amount": 200000.1, "own": 0.05}, {"amount": 50000.2}],
    }

    found = scored("finsam_application", answers)

    assert found == {
        "months": 11,
        "cost_total": 250000.3,
        "own_total": 0.05,
        "asked_for": 250000.25,
    }
    assert named_band("asked_for", found["asked_for"]) == "large"
    assert named_band("asked_for", 249999.99) == "small"


def named_band(score: str, value: float | None) -> str:
    recipe = PACKAGES["finsam_application"].document.field(score).recipe
    assert recipe
    return band_of(recipe, value)
