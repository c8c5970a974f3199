"""Who reads which answers: through the case, by role, or by appointment. Writing forms opens none."""

import pytest
from django.http import Http404

from accounts.models import AccessEntry
from forms import access
from tests.factories.accounts import make_user
from tests.factories.answers import appoint, give, make_handler, put_in_case
from tests.factories.cases import make_case, make_programme, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def worker(programme):
    return make_worker(programme)


@pytest.fixture
def case(programme, worker):
    opened = make_case(programme, by=worker)
    opened.team.create(user=worker, role="worker", since=opened.opened_at, appointed_by=worker)
    return opened


@pytest.fixture
def in_case(version, case):
    return put_in_case(give(version, name="Marja", mood="good"), case)


@pytest.fixture
def free(version):
    return give(version, name="Somebody", mood="bad")


def read_by(user):
    return set(access.submissions_for(user))


def test_whoever_sees_the_case_reads_its_answers_and_no_free_ones(worker, in_case, free):
    assert read_by(worker) == {in_case}


def test_a_survey_handler_reads_free_answers_and_none_of_a_case(in_case, free):
    assert read_by(make_handler()) == {free}


@pytest.mark.parametrize("role", ["administrator", "communication", "funder", "partner", "manager"])
def test_no_other_role_reads_anything(role, in_case, free):
    assert read_by(make_user(role, roles=(role,))) == set()


def test_whoever_installed_the_platform_reads_no_answer(in_case, free):
    assert read_by(make_user("root", roles=(), is_superuser=True)) == set()


def test_an_appointed_person_and_an_appointed_role_read_the_free_answers_of_that_form(
    version, in_case, free
):
    person, siri = make_user("ida", roles=()), make_user("siri", roles=("communication",))
    appoint(version.definition, user=person)
    appoint(version.definition, role="communication")

    assert read_by(person) == read_by(siri) == {free}
    assert set(access.submissions_for(siri, version.definition)) == {free}


def test_answers_that_came_by_a_link_about_a_case_are_read_through_the_case(worker, version, case):
    linked = give(version, name="By link", about=f"case:{case.pk}/task:7")
    other = give(version, name="Other", about=f"case:{case.pk + 1000}")

    assert read_by(worker) == {linked}
    assert read_by(make_handler()) == set()
    assert not access.may_read_submission(worker, other)


def test_without_owners_answers_are_free_and_a_case_opens_none(worker, in_case, free, monkeypatch):
    monkeypatch.setattr(access.seams, "owners", [])

    assert read_by(worker) == set()
    assert read_by(make_handler()) == {in_case, free}


def test_a_miss_is_not_found_and_leaves_no_trace(in_case, version):
    with pytest.raises(Http404):
        access.submission_of(make_handler(), version.definition, in_case.pk)
    with pytest.raises(Http404):
        access.submission_of(make_handler("h2"), version.definition, 10**9)

    assert not AccessEntry.objects.exists()


def test_reading_an_answer_of_a_case_is_written_down(worker, in_case, case, version):
    before = AccessEntry.objects.count()

    access.submission_of(worker, version.definition, in_case.pk)

    entry = AccessEntry.objects.order_by("-pk").first()
    assert AccessEntry.objects.count() == before + 1
    assert (entry.user, entry.subject_type, entry.subject_id) == (worker, "case", case.pk)


def test_somebody_who_left_the_team_reads_no_more(worker, in_case, case):
    case.team.update(until=case.opened_at)

    assert not access.may_read_submission(worker, in_case)


def test_sensitive_answers_are_seen_on_the_page_of_ones_case_and_never_in_lists(
    worker, in_case, free, version
):
    secret = version.document().field("secret")
    appointed = make_user("ida", roles=())
    appoint(version.definition, user=appointed, sensitive=True)

    assert access.sight_on_page(worker, in_case).sees(secret)
    assert access.sight_on_page(appointed, free).sees(secret)
    assert not access.sight_on_page(make_handler(), free).sees(secret)
    assert not access.sight_in_lists(worker).sees(secret)
    assert not access.sight_in_lists(appointed).sees(secret)


def test_a_question_for_some_roles_is_seen_by_those_only(worker, version):
    note = version.document().field("staff_note")

    assert access.sight_in_lists(worker).sees(note)
    assert not access.sight_in_lists(make_handler()).sees(note)
