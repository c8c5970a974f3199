"""A step that asks an anonymous survey: handed over as a card or a paper, and the case knows no more than before."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEntry
from cases.actions.tasks import take_task
from cases.models import CaseTask
from forms.answers import anonymous, handed
from forms.answers.sealing import unseal
from forms.models import Campaign, CampaignGroup, FormDefinition, FormLink, SealedBox
from tests.factories.answers import make_handler
from tests.factories.cases import make_case, make_participant, make_programme, make_worker
from tests.factories.forms import make_form
from tests.factories.whole_database import changed, everything
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db
ASKED = {"safe": "yes_no", "own": "long_text"}
FINNISH = "Vastauksesi ovat anonyymeja. Kukaan täällä ei näe, oletko vastannut."


def begin(days=7) -> Campaign:
    version = make_form("voices", ASKED)
    FormDefinition.objects.filter(pk=version.definition_id).update(anonymous=True)
    last = timezone.localdate() + timedelta(days=days)
    survey = FormDefinition.objects.get(pk=version.definition_id)
    return anonymous.begin(survey, title="2026", closes_on=last, groups=[], by=make_handler())[0]


@pytest.fixture
def survey_round(db) -> Campaign:
    return begin()


@pytest.fixture
def service(db):
    """A service whose one step asks the survey, and notes nothing but that it was asked."""
    ask = steps.Task("ask", role="own", form="how_asked", survey="voices")
    return make_programme(
        doc.WorkflowDocument(
            start=doc.Start(("counsellor",)),
            phases=(doc.Phase("only", (ask, steps.End("over", outcome="done"))),),
            roles=(doc.Role("own", who=("counsellor",)),),
            outcomes=(doc.Outcome("done"),),
        )
    )


def a_case(service, worker, **person) -> CaseTask:
    participant = make_participant(service.unit, **person)
    case = make_case(service, by=worker, participant=participant)
    task = CaseTask.objects.human().get(case=case, key="ask")
    take_task(task, by=worker)
    return task


@pytest.fixture
def worker(service):
    return make_worker(service)


@pytest.fixture
def browser(worker) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def place(task, name="cases:task_survey"):
    return reverse(name, args=[task.case_id, task.pk])


def link_of(page) -> str:
    return page.context["address"].removeprefix("http://testserver")


def test_the_step_offers_a_card_and_a_paper_in_the_language_of_the_participant(
    service, worker, browser, survey_round
):
    task = a_case(service, worker, language="fi")

    page = browser.get(place(task, "cases:task"))
    card = browser.post(place(task), {"way": "card"})

    assert page.context["page"].survey.round == survey_round
    assert '<option value="fi" selected>' in page.content.decode()
    assert 'lang="fi"' in card.content.decode()
    assert FINNISH in card.content.decode()
    assert link_of(card).endswith("?language=fi")
    assert "card__code" in card.content.decode()


def test_a_paper_is_printed_and_counted_as_asked(service, worker, browser, survey_round):
    task = a_case(service, worker)

    paper = browser.post(place(task), {"way": "paper", "language": "en"})

    assert paper["Content-Type"] == "application/pdf"
    assert CampaignGroup.objects.get().handed == 1
    assert CampaignGroup.objects.get().name == service.title


def test_handing_over_writes_nothing_of_the_case_but_that_it_was_read(
    service, worker, browser, survey_round
):
    task = a_case(service, worker)
    browser.post(place(task))
    before, read = everything(), AccessEntry.objects.count()

    card = browser.post(place(task))

    assert changed(before) - {"counters"} <= {
        "forms_campaigngroup",
        "accounts_accessentry",
        "django_session",
    }
    assert AccessEntry.objects.count() - read <= 1
    token = link_of(card).split("/")[2]
    assert not any(token in rows for rows in everything().values())
    assert not FormLink.objects.exists()


def test_no_case_knows_that_its_person_has_answered(service, worker, browser, survey_round):
    """Two cases are asked, one answers. Nothing of either moves, and no page of theirs says anything else."""
    tasks = [a_case(service, worker), a_case(service, worker)]
    cards = [browser.post(place(task)) for task in tasks]
    pages = [place(task, "cases:task") for task in tasks]
    pages += [reverse("cases:case", args=[task.case_id]) for task in tasks]
    pages += [reverse("cases:case_timeline", args=[task.case_id]) for task in tasks]
    shown = [said(browser, page) for page in pages]
    before = everything()

    sent = Client().post(link_of(cards[1]), {"safe": "no", "own": "Det var svårt"})

    assert sent.status_code == 302
    assert changed(before) == {"forms_sealedbox"}
    assert [said(browser, page) for page in pages] == shown
    assert [answers for _group, answers in unseal(SealedBox.objects.get().sealed).held] == [
        {"safe": False, "own": "Det var svårt"}
    ]


def test_what_comes_out_is_the_same_whichever_case_said_what(
    service, worker, browser, survey_round
):
    """Ten people, five words: after the night every row bears one transaction, and it is of no case."""
    tasks = [a_case(service, worker) for _person in range(5)]
    for n, task in enumerate(tasks):
        Client().post(link_of(browser.post(place(task))), {"own": f"ord {n}"})
    rows = everything()

    assert handed.release_all() == 5

    assert {
        name for name in changed(rows) if "cases_" in name or name.startswith("accounts_")
    } == set()
    assert CampaignGroup.objects.get().answered == 5


def test_without_an_open_round_the_page_says_so_and_hands_nothing_over(service, worker, browser):
    begin(days=-1)
    task = a_case(service, worker)

    page = browser.get(place(task, "cases:task"))
    sent = browser.post(place(task))

    assert place(task) not in page.content.decode()
    assert sent.status_code == 302
    assert not CampaignGroup.objects.exists()


def test_only_whoever_has_the_task_hands_the_survey_over(service, worker, survey_round):
    task = a_case(service, worker)
    other = Client()
    other.force_login(make_worker(service))

    assert other.post(place(task)).status_code == 404
    assert Client().post(place(task)).status_code == 302
    assert not CampaignGroup.objects.exists()


def test_a_step_without_a_survey_hands_nothing_over():
    programme = make_programme()
    mine = make_worker(programme)
    case = make_case(programme, by=mine)
    task = CaseTask.objects.filter(case=case, key="first")[0]
    take_task(task, by=mine)
    client = Client()
    client.force_login(mine)

    assert client.post(place(task)).status_code == 404


def said(client, page):
    """A page without what changes from minute to minute."""
    text = client.get(page).content.decode()
    return [line for line in text.splitlines() if "csrf" not in line and "nonce" not in line]
