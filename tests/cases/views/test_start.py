"""Starting a case: search first, then the person and the first form in one go."""

from django.urls import reverse

from cases.models import Case, Participant
from tests.factories.accounts import make_user
from tests.factories.workspace import planned

ADDRESS = reverse("cases:start", args=["social-rehabilitering"])
PERSON = {
    "_who": "new",
    "given_name": "Jonas",
    "family_name": "Ekvall",
    "language": "sv",
    "birth_date": "2.4.1990",
}


def test_a_case_about_somebody_new_begins_with_both_answers(alva, people):
    answer = alva.post(
        ADDRESS, {**PERSON, "reason": "Orkar inte ut.", "urgency": "at_once"}, follow=True
    )

    case = Case.objects.get()
    assert (case.name, case.urgency) == ("Jonas Ekvall", "at_once")
    assert case.participant.birth_date.isoformat() == "1990-04-02"
    assert case.tasks.get(key="start").submission.answers["reason"] == "Orkar inte ut."
    assert case.reference in answer.content.decode()


def test_a_form_may_ask_what_the_page_asks_about_the_person_too(alva, people):
    page = alva.get(ADDRESS, {"who": "new"}).content.decode()
    wishes = {"contact_wish": "Ring i dag.", "person-contact_wish": "Före lunch."}
    alva.post(ADDRESS, {**PERSON, "reason": "Orkar inte ut.", **wishes})

    assert page.count('name="contact_wish"') == page.count('name="person-contact_wish"') == 1
    case = Case.objects.get()
    assert case.participant.contact_wish == "Före lunch."
    assert case.tasks.get(key="start").submission.answers["contact_wish"] == "Ring i dag."


def test_nothing_is_stored_by_half(alva):
    no_name = alva.post(ADDRESS, {**PERSON, "given_name": "", "reason": "Orkar inte ut."})
    no_reason = alva.post(ADDRESS, {**PERSON, "reason": ""})

    assert (no_name.status_code, no_reason.status_code) == (422, 422)
    assert "Orkar inte ut." in no_name.content.decode()
    assert "Ekvall" in no_reason.content.decode()
    assert not Case.objects.exists()
    assert not Participant.objects.exists()


def test_somebody_who_has_been_here_before_is_found_and_not_written_twice(alva, programme, people):
    case = planned(programme, people)

    found = alva.get(ADDRESS, {"q": "holm"}).context["people"]
    alva.post(ADDRESS, {"_who": str(case.participant_id), "reason": "Kom tillbaka."})

    assert found == [case.participant]
    assert Participant.objects.count() == 1
    assert case.participant.cases.count() == 2


def test_a_stranger_to_the_person_cannot_name_them(browsers, programme, people):
    case = planned(programme, people)
    rival = make_user("rival", unit=programme.unit)
    client = browsers["alva"]
    client.force_login(rival, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(ADDRESS, {"q": "holm"}).context["people"] == []
    assert client.get(ADDRESS, {"who": case.participant_id}).status_code == 404
    assert (
        client.post(ADDRESS, {"_who": str(case.participant_id), "reason": "x"}).status_code == 404
    )


def test_a_case_may_be_about_no_person(alva):
    alva.post(ADDRESS, {"_who": "none", "reason": "En fråga utan namn."})

    assert Case.objects.get().participant is None


def test_a_programme_that_one_may_not_start_does_not_exist(petter):
    assert petter.get(ADDRESS).status_code == 404
    assert petter.get(reverse("cases:start_programmes")).status_code == 200
