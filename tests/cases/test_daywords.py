"""Days and numbers as people say them, in three languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from cases import daywords

TODAY = date(2026, 11, 19)  # a Thursday


@pytest.mark.parametrize(
    ("day", "sv", "fi", "en"),
    [
        (
            date(2026, 12, 7),
            "senast 7 december, 18 dagar kvar",
            "viimeistään 7. joulukuuta, 18 päivää jäljellä",
            "by 7 December, 18 days left",
        ),
        (
            date(2026, 11, 20),
            "senast 20 november, i morgon",
            "viimeistään 20. marraskuuta, huomenna",
            "by 20 November, tomorrow",
        ),
        (date(2026, 11, 19), "senast i dag", "viimeistään tänään", "by today"),
        (
            date(2026, 11, 18),
            "skulle ha skett 18 november, 1 dag sen",
            "määräpäivä oli 18. marraskuuta, 1 päivä myöhässä",
            "was due 18 November, 1 day late",
        ),
        (
            date(2026, 11, 16),
            "skulle ha skett 16 november, 3 dagar sen",
            "määräpäivä oli 16. marraskuuta, 3 päivää myöhässä",
            "was due 16 November, 3 days late",
        ),
        (
            date(2027, 3, 6),
            "senast 6 mars 2027, 107 dagar kvar",
            "viimeistään 6. maaliskuuta 2027, 107 päivää jäljellä",
            "by 6 March 2027, 107 days left",
        ),
    ],
)
def test_a_due_day_is_said_with_how_far_off_it_is(day, sv, fi, en):
    said = {}
    for language in ("sv", "fi", "en"):
        with override(language):
            said[language] = daywords.due(day, today=TODAY)

    assert said == {"sv": sv, "fi": fi, "en": en}


@pytest.mark.parametrize(
    ("late", "today", "other", "sv", "fi"),
    [
        (
            2,
            3,
            0,
            "Två uppgifter är sena, tre ska göras i dag.",
            "Kaksi tehtävää on myöhässä, kolme on tehtävä tänään.",
        ),
        (
            1,
            1,
            0,
            "En uppgift är sen, en ska göras i dag.",
            "Yksi tehtävä on myöhässä, yksi on tehtävä tänään.",
        ),
        (0, 1, 0, "En uppgift ska göras i dag.", "Yksi tehtävä on tehtävä tänään."),
        (12, 0, 0, "12 uppgifter är sena.", "12 tehtävää on myöhässä."),
        (
            0,
            0,
            4,
            "Inget är sent och inget måste göras i dag.",
            "Mikään ei ole myöhässä eikä mitään tarvitse tehdä tänään.",
        ),
        (0, 0, 0, "Ingen uppgift väntar på dig.", "Mikään tehtävä ei odota sinua."),
    ],
)
def test_the_load_of_a_day_is_one_sentence(late, today, other, sv, fi):
    load = {"late_tasks": late, "tasks_today": today, "other_tasks": other}

    with override("sv"):
        assert daywords.load(**load) == sv
    with override("fi"):
        assert daywords.load(**load) == fi


def test_a_list_says_the_day_and_a_softer_hint():
    with override("sv"):
        assert daywords.when(date(2026, 11, 20), today=TODAY) == daywords.When(
            "Fre 20 nov", "i morgon"
        )
        assert daywords.when(TODAY, today=TODAY) == daywords.When("I dag")
        assert daywords.when(None, today=TODAY) == daywords.When("När det passar")
        late = daywords.When("2 dagar sen", "skulle ske 17 nov", late=True)
        assert daywords.when(date(2026, 11, 17), today=TODAY) == late
    with override("fi"):
        assert daywords.when(date(2026, 11, 20), today=TODAY) == daywords.When(
            "Pe 20.11.", "huomenna"
        )


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("sv", "12 november 15.10"),
        ("fi", "12. marraskuuta klo 15.10"),
        ("en", "12 November at 15:10"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_the_house(language, moment):
    at = datetime(2026, 11, 12, 13, 10, tzinfo=UTC)

    with override(language):
        assert daywords.moment(at, today=TODAY) == moment


def test_something_that_came_before_midnight_came_yesterday():
    late_evening = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)  # 23.30 in Helsinki

    with override("sv"):
        assert daywords.came(late_evening, today=TODAY) == "Kom i går."
        assert (
            daywords.came(datetime(2026, 11, 19, 6, 12, tzinfo=UTC), today=TODAY)
            == "Kom i dag 8.12."
        )


def test_a_span_of_one_day_is_said_once():
    with override("sv"):
        assert daywords.span(TODAY, TODAY, today=TODAY) == "19 november"
        assert daywords.span(TODAY, date(2027, 3, 6), today=TODAY) == "19 november – 6 mars 2027"
