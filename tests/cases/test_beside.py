"""A second enrolment beside this one (J4-24): its own case, the same person, both linked."""

import pytest

from cases.actions.enrolment import enrol_beside
from cases.models import Case, CaseBeside, Participant
from cases.queries.beside import cases_beside
from cases.refusals import EventNotNow, NotForYou
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import flow, make_case, make_programme, make_worker, open_task, task
from workflows import document as doc
from workflows import effects

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A case, and another programme of the same unit that its event allows."""
    garden = make_programme(slug="garden")
    event = doc.Event("more", roles=("worker",), effect=effects.Enrolment(("garden",)))
    programme = make_programme(
        flow(task("work"), events=(event,)), texts={"event.more.title": "Ny insats"}
    )
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    return case, worker, garden


def test_another_case_of_the_same_person_begins_and_both_name_each_other(place):
    case, worker, garden = place

    second = enrol_beside(case, "more", garden, by=worker, answers={})

    assert (second.participant, second.programme) == (case.participant, garden)
    link = CaseBeside.objects.get()
    assert (link.first, link.second, link.by) == (case, second, worker)
    assert case.journal.get(code="enrolled_beside").facts == {
        "event": "more",
        "reference": second.reference,
    }
    assert second.journal.filter(code="case_started").count() == 1


def test_persons_and_enrolments_are_different_figures(place):
    case, worker, garden = place
    enrol_beside(case, "more", garden, by=worker, answers={})

    assert Case.objects.filter(participant=case.participant).count() == 2
    assert Participant.objects.filter(cases__isnull=False).distinct().count() == 1


def test_the_link_is_shown_to_those_who_may_see_both(place):
    case, worker, garden = place
    second = enrol_beside(case, "more", garden, by=worker, answers={})
    assert cases_beside(case, worker) == []  # the new one lies in a queue: nobody has it yet

    second.team.create(user=worker, role="worker", since=second.opened_at, appointed_by=worker)
    assert [row.title for row in cases_beside(case, worker)] == ["garden"]
    assert [row.text for row in cases_beside(second, worker)] == [case.reference]


def test_only_the_programmes_the_author_names_and_where_one_may_register(place):
    case, worker, garden = place
    other = make_programme(slug="other")
    stranger = make_worker(case.programme, "bo")
    with pytest.raises(EventNotNow):
        enrol_beside(case, "more", other, by=worker, answers={})
    with pytest.raises(NotForYou):
        enrol_beside(case, "more", garden, by=stranger, answers={})
    far = make_programme(slug="far", unit=make_unit("Annan ort"))
    event = doc.Event("more", roles=("worker",), effect=effects.Enrolment())
    anywhere = make_case(make_programme(flow(task("work"), events=(event,))), by=worker)
    anywhere.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    with pytest.raises(NotForYou):
        enrol_beside(anywhere, "more", far, by=worker, answers={})

    assert not CaseBeside.objects.exists()


def test_one_chooses_the_programme_and_the_person_is_known_already(place, client):
    case, worker, _garden = place
    open_task(case, "work")
    client.force_login(worker)
    shown = client.get(f"/work/cases/{case.pk}/events/more/").content.decode()
    assert f"/work/start/garden/?who={case.participant_id}&amp;beside={case.pk}" in shown
    url = f"/work/start/garden/?who={case.participant_id}&beside={case.pk}&event=more"
    assert case.participant.name in client.get(url).content.decode()
    sent = {"_who": case.participant_id, "_beside": case.pk, "_event": "more"}

    answer = client.post("/work/start/garden/", sent)

    assert answer.status_code == 302
    assert CaseBeside.objects.get().first == case


def test_somebody_elses_case_cannot_be_named(place, client):
    case, _worker, _garden = place
    siri = make_user("siri", unit=case.unit, roles=("counsellor",))
    client.force_login(siri)

    url = f"/work/start/garden/?who={case.participant_id}&beside={case.pk}&event=more"

    assert client.get(url).status_code == 404
