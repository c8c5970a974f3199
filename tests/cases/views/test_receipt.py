"""Whoever registered a case corrects what they wrote until somebody has taken it."""

import pytest
from django.urls import reverse

from accounts.models import AccessEntry
from cases.actions.cases import correct_start
from cases.actions.tasks import take_task
from cases.facts import Facts
from cases.models import Case
from cases.queries.receipt import receipt_of
from cases.refusals import CaseWasTaken, NotForYou
from forms.document import Field
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import (
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from tests.factories.forms import when
from tests.factories.workspace import decided, referred
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(programme, people):
    """A case that somebody of another organisation registered."""
    people["helper"] = make_user("helper", roles=("partner",), unit=make_unit("Another"))
    return referred(programme, people["helper"])


@pytest.fixture
def helper(browsers, case):
    return browsers["helper"]


def address(case, name="receipt_correct"):
    return reverse(f"cases:{name}", args=[case.pk])


def test_the_form_comes_with_what_was_written_and_takes_the_correction(helper, case):
    page = helper.get(address(case)).content.decode()

    answer = helper.post(address(case), {"reason": "Orkar inte alls.", "urgency": "at_once"})

    assert "Orkar inte ut." in page
    assert answer["Location"] == address(case, "receipt")
    assert "Orkar inte alls." in helper.get(address(case, "receipt")).content.decode()
    assert Case.objects.get(pk=case.pk).urgency == "at_once"


def test_the_first_answers_are_kept_and_the_timeline_says_it(helper, case, petter, people):
    helper.post(address(case), {"reason": "Orkar inte alls."})
    take_task(open_task(case, "assess"), people["petter"])

    documents = petter.get(address(case, "case_documents")).content.decode()
    timeline = petter.get(address(case, "case_timeline")).content.decode()

    given = case.tasks.filter(kind="start").order_by("pk")
    assert [each.submission.answers["reason"] for each in given] == [
        "Orkar inte ut.",
        "Orkar inte alls.",
    ]
    assert documents.count("Rättad senare") == 1
    assert "Det som skrevs i början är rättat" in timeline
    assert Facts(case).value("start.reason") == "Orkar inte alls."


def test_a_fact_that_is_no_longer_told_is_taken_back(helper, case):
    helper.post(address(case), {"reason": "Orkar inte ut."})

    assert Case.objects.get(pk=case.pk).urgency == ""


def test_what_is_wanting_is_said_and_nothing_is_stored(helper, case):
    answer = helper.post(address(case), {"reason": "\u200b", "urgency": "at_once"})

    assert answer.status_code == 422
    assert case.tasks.filter(kind="start").count() == 1
    assert Case.objects.get(pk=case.pk).urgency == "not_urgent"


def test_once_somebody_has_taken_it_what_was_typed_is_shown_and_not_kept(helper, case, people):
    take_task(open_task(case, "assess"), people["petter"])

    answer = helper.post(address(case), {"reason": "Orkar inte alls."})

    assert answer.status_code == 409
    assert "Orkar inte alls." in answer.content.decode()
    assert "Orkar inte ut." not in answer.content.decode()
    assert helper.get(address(case)).status_code == 409
    assert case.tasks.filter(kind="start").count() == 1


def test_it_is_for_the_one_who_registered(case, petter, alva):
    assert petter.get(address(case)).status_code == 404
    assert alva.post(address(case), {"reason": "Nej."}).status_code == 404
    assert not AccessEntry.objects.filter(user__username__in=["petter", "alva"]).exists()


def test_the_action_refuses_others_and_cases_that_were_taken(case, people):
    with pytest.raises(NotForYou):
        correct_start(case, by=people["petter"], answers={"reason": "Nej."})
    take_task(open_task(case, "assess"), people["petter"])
    with pytest.raises(CaseWasTaken):
        correct_start(case, by=people["helper"], answers={"reason": "Nej."})


def test_the_path_begins_again_when_the_answers_lead_another_way():
    quick = steps.Branch("quick", (task("call"),), rule=when(("start.fast", "is", True)))
    other = steps.Branch("other", (task("write"),))
    drawn = flow(
        steps.Choice("way", branches=(quick, other)), start=doc.Start(("counsellor",), "f")
    )
    form = make_form_version("f", Field("fast", "yes_no"), Field("note", "text"))
    programme = make_programme(drawn, forms={"f": form})
    worker = make_worker(programme)
    case = make_case(programme, by=worker, answers={"fast": True})
    assert open_keys(case) == ["call"]
    called = open_task(case, "call").pk

    correct_start(case, by=worker, answers={"fast": True, "note": "Ring."})
    assert open_task(case, "call").pk == called

    correct_start(case, by=worker, answers={"fast": False})
    assert open_keys(case) == ["write"]


def test_three_managers_at_most_are_named_and_only_those_one_can_write_to(helper, case):
    unit = case.unit
    for name, mail in (("a", "a@example.org"), ("b", ""), ("c", "c@example.org")):
        make_user(f"boss_{name}", roles=("manager",), unit=unit, email=mail)
    assert {each.email for each in receipt_of(case).contacts if "boss" in each.username} == {
        "a@example.org",
        "c@example.org",
    }
    for name in "de":
        make_user(f"boss_{name}", roles=("manager",), unit=unit, email=f"{name}@example.org")

    page = helper.get(address(case, "receipt")).content.decode()

    assert len(receipt_of(case).contacts) == 3
    assert page.count("mailto:") == 3


def test_who_has_a_task_in_hand_is_named_and_who_is_done_is_not(programme, people):
    case = decided(programme, people)

    assert case.tasks.filter(key="decide", owner=people["petter"]).exists()
    assert receipt_of(case).holders == [people["alva"].display_name]
