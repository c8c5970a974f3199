"""The queue: what nobody has taken. Names come with taking."""

from django.urls import reverse

from cases.models import CaseTask
from cases.refusals import TaskTaken
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import open_task
from tests.factories.workspace import decided, referred


def test_the_queue_names_nobody_and_puts_the_urgent_first(petter, programme, people):
    referred(programme, people["alva"], "Tuula Rask")
    referred(programme, people["alva"], "Jonas Ekvall", urgency="at_once")

    page = petter.get(reverse("cases:queue"))

    assert [row.urgent for row in page.context["page"].rows] == [True, False]
    assert "Tuula" not in page.content.decode()
    assert "Jonas" not in page.content.decode()


def test_a_mark_that_somebody_made_up_begins_from_the_top(petter, programme, people):
    referred(programme, people["alva"])

    page = petter.get(reverse("cases:queue"), {"after": "made-up"})

    assert len(page.context["page"].rows) == 1


def test_before_it_is_taken_the_page_of_a_task_names_nobody(petter, programme, people):
    case = referred(programme, people["alva"])
    address = reverse("cases:task", args=[case.pk, open_task(case, "assess").pk])

    page = petter.get(address)

    assert page.status_code == 200
    assert "Sirkka" not in page.content.decode()


def test_skipping_a_task_that_nobody_took_names_nobody_and_is_no_reading(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")

    page = petter.post(reverse("cases:task_skip", args=[case.pk, task.pk]), {"_reason": "x"})

    assert page.status_code == 409
    assert "Sirkka" not in page.content.decode()
    assert CaseTask.objects.get(pk=task.pk).owner is None


def test_a_draft_of_a_task_that_nobody_took_is_not_kept(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")

    answer = petter.post(reverse("cases:task_draft", args=[case.pk, task.pk]), {"life": "x"})

    assert answer.status_code == 409
    assert "Ta den först" in answer.json()["words"]
    assert not task.drafts.exists()


def test_taking_a_task_opens_it_with_the_name(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")

    page = petter.post(reverse("cases:task_take", args=[case.pk, task.pk]), follow=True)

    task.refresh_from_db()
    assert task.owner == people["petter"]
    assert "Sirkka Holmlund" in page.content.decode()


def test_the_second_who_takes_a_task_learns_that_it_is_taken(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")
    rival = make_user("rival", roles=("decision_maker", "manager"), unit=programme.unit)
    petter.post(reverse("cases:task_take", args=[case.pk, task.pk]))
    petter.force_login(rival, backend="django.contrib.auth.backends.ModelBackend")

    page = petter.post(reverse("cases:task_take", args=[case.pk, task.pk]))

    assert page.status_code == 409
    assert isinstance(page.context["refusal"], TaskTaken)


def test_a_task_put_back_is_in_the_queue_again_and_the_draft_stays(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")
    petter.post(reverse("cases:task_take", args=[case.pk, task.pk]))
    petter.post(
        reverse("cases:task", args=[case.pk, task.pk]), {"life": "Halvfärdigt", "_later": "1"}
    )

    petter.post(reverse("cases:task_back", args=[case.pk, task.pk]))

    task.refresh_from_db()
    assert task.owner is None
    assert task.drafts.get(by=people["petter"]).raw["life"] == ["Halvfärdigt"]


def test_a_task_is_handed_over_to_somebody_who_may_do_it(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")
    petter.post(reverse("cases:task_take", args=[case.pk, task.pk]))
    other = make_user("other", roles=("decision_maker",), unit=programme.unit, first_name="Ines")
    address = reverse("cases:task_give", args=[case.pk, task.pk])

    assert "Alva" not in str(
        [person.display_name for person in petter.get(address).context["pick"].people]
    )
    assert petter.post(address, {"to": people["alva"].pk}).status_code == 422
    assert "Bara den här uppgiften" in petter.get(address).content.decode()
    petter.post(address, {"to": other.pk})

    task.refresh_from_db()
    assert task.owner == other
    assert case.team.filter(user=people["petter"], until=None).exists()


def test_the_whole_role_is_handed_over_when_that_is_chosen(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")
    petter.post(reverse("cases:task_take", args=[case.pk, task.pk]))
    other = make_user("other", roles=("decision_maker",), unit=programme.unit, first_name="Ines")

    petter.post(
        reverse("cases:task_give", args=[case.pk, task.pk]), {"to": other.pk, "what": "role"}
    )

    assert [member.user for member in case.team.filter(until=None)] == [other]
    petter.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    timeline = petter.get(reverse("cases:case_timeline", args=[case.pk])).content.decode()
    assert "och från och med nu rollen Egen kontaktperson" in timeline


def test_who_got_only_a_task_finishes_it_and_comes_to_my_day(petter, browsers, programme, people):
    case = decided(programme, people)
    other = make_user("other", roles=("counsellor",), unit=programme.unit)
    meeting = open_task(case, "meet")
    browsers["alva"].post(reverse("cases:task_give", args=[case.pk, meeting.pk]), {"to": other.pk})
    petter.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    petter.post(reverse("cases:task", args=[case.pk, meeting.pk]), {"agreed": "Ja"})
    check = reverse("cases:task_check", args=[case.pk, meeting.pk])

    answer = petter.post(check, {"seen": petter.get(check).context["seen"]})

    assert (answer.status_code, answer["Location"]) == (302, reverse("cases:my_day"))


def test_another_unit_sees_neither_queue_nor_task(petter, programme, people):
    case = referred(programme, people["alva"])
    task = open_task(case, "assess")
    stranger = make_user("stranger", roles=("decision_maker",), unit=make_unit("Another"))
    petter.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")

    assert petter.get(reverse("cases:queue")).context["page"].rows == []
    assert petter.get(reverse("cases:task", args=[case.pk, task.pk])).status_code == 404
    assert petter.post(reverse("cases:task_take", args=[case.pk, task.pk])).status_code == 404
    assert CaseTask.objects.get(pk=task.pk).owner is None
