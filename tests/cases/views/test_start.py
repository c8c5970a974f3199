"""Starting a case: search first, then the person and the first form in one go."""

from django.urls import reverse

from accounts.models import AccessEntry
from cases.actions.tasks import take_task
from cases.models import Case, Participant
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import open_task
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


def test_who_registers_for_somebody_else_gets_a_receipt(browsers, people, programme):
    register = browsers_of_helper(browsers, people, programme)
    register.post(ADDRESS, {**PERSON, "reason": "Orkar inte ut."})
    case = Case.objects.get()
    address = reverse("cases:receipt", args=[case.pk])

    before = register.get(address).content.decode()
    take_task(open_task(case, "assess"), people["petter"])
    after = register.get(address).content.decode()

    assert "ligger i kön" in before
    assert "maria@example.org" in before
    assert "Orkar inte ut." in before
    assert "Petter Nyholm" in after
    assert "Orkar inte ut." not in after
    assert register.get(reverse("cases:case", args=[case.pk])).status_code == 404
    seen = AccessEntry.objects.filter(user__username="helper", what="receipt")
    assert [entry.subject_id for entry in seen] == [case.pk, case.pk]


def test_the_receipt_is_for_the_one_who_registered(alva, petter, people):
    alva.post(ADDRESS, {**PERSON, "reason": "Orkar inte ut."})

    address = reverse("cases:receipt", args=[Case.objects.get().pk])

    assert alva.get(address).status_code == 200
    assert petter.get(address).status_code == 404
    assert not AccessEntry.objects.filter(user=people["petter"]).exists()


def browsers_of_helper(browsers, people, programme):
    """Somebody from another organisation, who only registers."""
    people["helper"] = make_user("helper", roles=("partner",), unit=make_unit("Another"))
    return browsers["helper"]
