"""A person's scores on the case page: the same person over cases, form versions and ways in, and for nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cases.actions import tasks
from cases.actions.cases import correct_start
from cases.measured import person_of
from cases.models import Case, TeamMember
from cases.queries.measurements import Scale, scales
from forms.instruments.importing import import_package
from forms.instruments.measuring import Whom
from forms.instruments.package import read_package
from forms.models import FormVersion, Instrument, Measurement
from forms.sent.submissions import record
from tests.factories.accounts import make_user
from tests.factories.cases import (
    flow,
    make_case,
    make_participant,
    make_programme,
    make_worker,
    open_task,
    task,
)
from tests.factories.instruments import ALL_WEEK, second_wellbeing, take_in
from workflows.document import Start

pytestmark = pytest.mark.django_db
BETTER = {**ALL_WEEK, "meaning": "every_day"}  # 19 points, told as 76
GAP = {"glad": "every_day"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def scale() -> FormVersion:
    return take_in("wellbeing5").latest_version()


@pytest.fixture
def programme(scale):
    return make_programme(
        flow(task("first", form="wellbeing5"), task("second")), forms={"wellbeing5": scale}
    )


@pytest.fixture
def worker(programme):
    return make_worker(programme, "vera")


@pytest.fixture
def case(programme, worker) -> Case:
    found = make_case(programme, by=worker)
    join(found, worker)
    return found


def join(case: Case, user) -> None:
    now = timezone.now()
    TeamMember.objects.create(case=case, user=user, role="worker", since=now, appointed_by=user)


def come_in(
    scale: FormVersion, case: Case, week: dict, *, days_ago: int = 0, who: str = ""
) -> None:
    """Somebody answers by a personal link of the case."""
    submission = record(
        scale,
        answers={"week": week},
        language="sv",
        channel="link",
        about=f"case:{case.pk}/task:1",
        whom=Whom(respondent=who),
    )
    earlier = timezone.now() - timedelta(days=days_ago)
    Measurement.objects.filter(submission=submission).update(taken_at=earlier)


def shown(case: Case, user, language: str = "en") -> list[Scale]:
    return scales(case, user, language=language, today=timezone.localdate())


def test_answers_of_a_task_and_of_a_link_are_the_same_persons(scale, case, worker):
    come_in(scale, case, ALL_WEEK, days_ago=60)
    tasks.complete_task(
        open_task(case, "first"), by=worker, answers={"week": BETTER}, form_version=scale
    )

    (found,) = shown(case, worker)
    (score,) = found.scores
    assert [said for row in score.occasions for _who, said in row.cells] == ["76, good", "60, good"]
    assert len(score.change) == 1
    assert "The participant: 76, 16 higher than" in score.change[0]
    assert score.bands == "0–28 low, 29–50 reduced, 51–100 good"


def test_other_cases_of_the_same_person_count_for_those_who_may_see_them(
    scale, case, worker, programme
):
    other = make_case(programme, by=worker, participant=case.participant)
    TeamMember.objects.filter(case=other).delete()
    come_in(scale, case, ALL_WEEK)
    come_in(scale, other, BETTER, days_ago=30)

    def seen() -> int:
        return len(shown(case, worker)[0].scores[0].occasions)

    assert seen() == 1
    join(other, worker)
    assert seen() == 2


def test_nobody_elses_scores_are_shown(scale, case, worker, programme):
    stranger = make_case(
        programme, by=worker, participant=make_participant(programme.unit, given_name="Kaj")
    )
    join(stranger, worker)
    come_in(scale, stranger, BETTER)

    assert shown(case, worker) == []


def test_several_who_answer_stand_side_by_side_and_a_third_has_a_drawing_of_its_own(
    scale, case, worker
):
    for who, week in (("participant", ALL_WEEK), ("staff", BETTER), ("other", GAP)):
        come_in(scale, case, week, who=who)

    score = shown(case, worker)[0].scores[0]

    assert score.who == ["The participant", "Staff", "Somebody else"]
    assert [names for _drawn, names in score.drawings] == [
        ["The participant", "Staff"],
        ["Somebody else"],
    ]
    assert [row.cells for row in score.occasions] == [
        [
            ("The participant", "60, good"),
            ("Staff", "76, good"),
            ("Somebody else", "no value: 4 answers are missing"),
        ]
    ]
    drawn = str(score.drawings[0][0])
    assert "The participant: 60. Staff: 76." in drawn
    assert "reduced" in drawn


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (ALL_WEEK, ALL_WEEK, "60, the same as"),
        (BETTER, ALL_WEEK, "60, 16 lower than"),
        (GAP, ALL_WEEK, "60, the first time"),
        (ALL_WEEK, GAP, "60, the first time"),
    ],
)
def test_the_change_since_last_is_said_in_words(case, worker, before, now, said):
    scale = take_in("wellbeing5").latest_version()
    come_in(scale, case, before, days_ago=10)
    come_in(scale, case, now)

    assert said in shown(case, worker)[0].scores[0].change[0]


def test_the_names_of_bands_follow_the_cut_offs_that_were_used(scale, case, worker):
    Instrument.objects.update(
        band_sets={"strict": {"wellbeing": [["low", 0, 68], ["good", 69, 100]]}}, band_set="strict"
    )
    come_in(scale, case, ALL_WEEK)

    score = shown(case, worker)[0].scores[0]

    assert score.occasions[0].cells == [("The participant", "60, low")]
    assert score.bands == "0–68 low, 69–100 good"


def test_the_page_speaks_the_readers_language(scale, case, worker):
    come_in(scale, case, ALL_WEEK)

    with translation.override("fi"):
        (found,) = shown(case, worker, "fi")

    assert (found.title, found.scores[0].label) == ("Vointini", "Vointi 0–100")
    assert found.scores[0].occasions[0].cells == [("Osallistuja", "60, hyvä")]


def test_a_series_goes_on_in_a_later_version_whose_keys_are_others(scale, case, worker):
    """Questions and score are called otherwise; the owner says that it is the same scale."""
    come_in(scale, case, ALL_WEEK, days_ago=60)
    later = import_package(read_package(second_wellbeing()))[0].latest_version()
    answers = {"fortnight": BETTER}
    about = f"case:{case.pk}/task:1"
    record(later, answers=answers, language="sv", channel="link", about=about, whom=Whom())

    (found,) = shown(case, worker)

    assert "Version 2. It goes on with version 1." in found.note
    (score,) = found.scores
    assert [said for row in score.occasions for _who, said in row.cells] == ["76, good", "60, good"]
    assert "76, 16 higher than" in score.change[0]


def test_a_later_version_that_does_not_say_so_begins_a_series_of_its_own(scale, case, worker):
    come_in(scale, case, ALL_WEEK, days_ago=60)
    later = import_package(read_package(second_wellbeing("")))[0].latest_version()
    about = f"case:{case.pk}/task:1"
    record(later, answers={"fortnight": BETTER}, language="sv", channel="link", about=about)

    assert [len(each.scores[0].occasions) for each in shown(case, worker)] == [1, 1]


def test_many_scores_are_two_queries(scale, case, worker, django_assert_num_queries):
    for _n in range(3):
        come_in(scale, case, ALL_WEEK)
    shown(case, worker)

    with django_assert_num_queries(2):
        shown(case, worker)


def test_the_page_is_for_those_who_may_see_the_case(scale, case, worker):
    come_in(scale, case, ALL_WEEK)
    address = reverse("cases:case_measurements", args=[case.pk])
    inside, outside = Client(), Client()
    inside.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    stranger = make_user("stranger", roles=("counsellor",), unit=case.unit)
    outside.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")

    page = inside.get(address)

    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert outside.get(address).status_code == 404


@pytest.mark.parametrize("about", ["", "case:", "case:x", "case:²", "case:999999999", "group:1"])
def test_answers_about_nobody_known_name_nobody(about):
    assert person_of(about) == ""


def test_a_corrected_registration_is_measured_once(scale):
    drawn = flow(task("first"), start=Start(("counsellor",), "wellbeing5"))
    programme = make_programme(drawn, forms={"wellbeing5": scale})
    worker = make_worker(programme)
    case = make_case(programme, by=worker, answers={"week": ALL_WEEK})

    correct_start(case, by=worker, answers={"week": GAP})
    correct_start(case, by=worker, answers={"week": BETTER})

    assert list(Measurement.objects.values_list("value", "person")) == [
        (76, person_of(f"case:{case.pk}"))
    ]
    assert case.tasks.filter(kind="start", submission__isnull=False).count() == 3
