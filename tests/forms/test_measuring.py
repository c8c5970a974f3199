"""Answers to an instrument become measurements: plain rows with value, band, who answered and how much was missing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F
from django.utils import translation

from forms.answers.erasing import erase
from forms.instruments.importing import import_package
from forms.instruments.measuring import Whom, forget
from forms.instruments.package import read_package
from forms.models import Instrument, Measurement
from forms.sent.submissions import record
from tests.factories.forms import make_form
from tests.factories.instruments import ALL_WEEK, WEEK, another_section, measured, shipped, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_answers_to_an_instrument_become_measurements_in_the_same_moment():
    version = take_in("wellbeing5").latest_version()

    assert measured(version, {"week": ALL_WEEK}, person="participant:7") == [
        ("wellbeing", 60, "good", 0)
    ]
    row = Measurement.objects.get()
    assert (row.person, row.respondent, row.instrument.reference) == (
        "participant:7",
        "participant",
        "wellbeing5@1",
    )


def test_a_form_bound_to_nothing_measures_nothing(django_assert_num_queries):
    version = make_form("plain", {"mood": "number"})
    version.document()

    with django_assert_num_queries(1):
        record(version, answers={"mood": 3}, language="sv")
    assert not Measurement.objects.exists()


def test_too_few_answers_are_a_measurement_without_a_value():
    version = take_in("wellbeing5").latest_version()

    submission = record(version, answers={"week": WEEK}, language="sv")

    row = submission.measurements.get()
    assert (row.value, row.band, row.missing) == (None, "", 1)


def test_what_does_not_apply_is_not_missing():
    version = take_in("alcohol3").latest_version()

    assert measured(version, {"how_often": "never"}) == [("alcohol", 0, "lower", 0)]


def test_cut_offs_of_a_country_are_used_when_chosen_here_or_by_the_caller():
    version = take_in("alcohol3").latest_version()
    answers = {"how_often": "some", "how_much": "three", "how_often_much": "seldom"}

    assert measured(version, answers) == [("alcohol", 4, "raised", 0)]
    assert measured(version, answers, band_set="se_men") == [("alcohol", 4, "lower", 0)]
    Instrument.objects.update(band_set="fi_women")
    assert measured(version, answers) == [("alcohol", 4, "lower", 0)]
    assert list(Measurement.objects.order_by("pk").values_list("band_set", flat=True)) == [
        "",
        "se_men",
        "fi_women",
    ]


def test_a_paper_answer_is_measured_on_its_own_day():
    version = take_in("wellbeing5").latest_version()

    submission = record(
        version,
        answers={"week": ALL_WEEK},
        language="sv",
        channel="paper",
        answered_on=date(2026, 3, 1),
    )

    taken = submission.measurements.get().taken_at
    assert taken == datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Europe/Helsinki"))


def test_staff_answer_when_the_questions_are_in_their_voice():
    content = shipped("wellbeing5").replace(b"voice: participant", b"voice: worker")
    version = import_package(read_package(content))[0].latest_version()

    record(version, answers={"week": ALL_WEEK}, language="sv")
    record(version, answers={"week": ALL_WEEK}, language="sv", whom=Whom(respondent="other"))

    assert list(Measurement.objects.order_by("pk").values_list("respondent", flat=True)) == [
        "staff",
        "other",
    ]


def test_measurements_go_on_over_a_new_version_of_the_form():
    definition = take_in("wellbeing5")
    first = definition.latest_version()
    definition.body = [*definition.body.get_prep_value(), *another_section()]
    definition.save_revision().publish()
    second = definition.latest_version()

    for version in (first, second):
        record(
            version, answers={"week": ALL_WEEK}, language="sv", whom=Whom(person="participant:7")
        )

    assert second.number == 2
    assert list(
        Measurement.objects.filter(person="participant:7").values_list("value", flat=True)
    ) == [60, 60]


def test_erased_answers_leave_numbers_without_a_name():
    version = take_in("wellbeing5").latest_version()
    submission = record(
        version, answers={"week": ALL_WEEK}, language="sv", whom=Whom(person="participant:7")
    )

    erase([submission.pk], reason="Asked for")

    row = Measurement.objects.get()
    assert (row.person, row.value) == ("", 60)
    assert forget([submission.pk]) == 0


def test_one_persons_scores_are_found_by_one_indexed_query(django_assert_num_queries):
    version = take_in("wellbeing5").latest_version()
    for n in range(3):
        record(
            version, answers={"week": ALL_WEEK}, language="sv", whom=Whom(person=f"participant:{n}")
        )
    Measurement.objects.update(taken_at=F("taken_at") - timedelta(days=1))

    with django_assert_num_queries(1):
        assert len(Measurement.objects.filter(person="participant:1")) == 1
