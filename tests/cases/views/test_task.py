"""A task: write, keep, check, finish. Nothing typed is lost, nothing is stored twice."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEntry
from cases.actions.tasks import complete_task, take_task
from cases.models import Case, CaseTask, Decision, TaskDraft
from tests.factories.cases import open_task
from tests.factories.workspace import assessed, decided, planned, referred


def address(name: str, task: CaseTask) -> str:
    return reverse(f"cases:{name}", args=[task.case_id, task.pk])


@pytest.fixture
def meeting(programme, people) -> CaseTask:
    """The counsellor's start meeting, which asks one thing."""
    return open_task(decided(programme, people), "meet")


def test_what_was_typed_is_checked_shown_and_finished(alva, meeting):
    alva.post(address("task", meeting), {"agreed": "Vi ses på tisdagar."})
    check = alva.get(address("task_check", meeting))

    assert "Vi ses på tisdagar." in check.content.decode()
    done = alva.post(address("task_check", meeting), {"seen": check.context["seen"]}, follow=True)

    meeting.refresh_from_db()
    assert meeting.submission.answers == {"agreed": "Vi ses på tisdagar."}
    assert "”Inledande möte” är klar." in done.content.decode()


def test_what_is_wanting_is_said_and_what_was_typed_is_kept(alva, meeting):
    page = alva.post(address("task", meeting), {"agreed": "  "})

    assert page.status_code == 422
    assert 'class="errors"' in page.content.decode()
    assert TaskDraft.objects.filter(task=meeting).exists()
    meeting.refresh_from_db()
    assert meeting.submission is None


def test_save_and_go_on_later_keeps_the_draft_and_leads_to_my_day(alva, meeting):
    page = alva.post(address("task", meeting), {"agreed": "Halvfärdigt", "_later": "1"})

    assert page.url == reverse("cases:my_day")
    assert "Halvfärdigt" in alva.get(address("task", meeting)).content.decode()


def test_the_quiet_draft_says_when_it_was_saved(alva, meeting):
    answer = alva.post(address("task_draft", meeting), {"agreed": "Halv"})

    assert answer.json()["saved"]
    assert answer.json()["words"].startswith("Utkast sparat ")
    assert TaskDraft.objects.get(task=meeting).raw["agreed"] == ["Halv"]


def test_nothing_unstorable_breaks_the_draft(alva, meeting):
    answer = alva.post(address("task_draft", meeting), {"agreed": "a\x00b", "_branch": "\x00"})

    assert answer.status_code == 200


def test_unknown_names_are_refused_and_nothing_is_finished(alva, meeting):
    page = alva.post(address("task", meeting), {"agreed": "Ja", "is_admin": "1"})

    assert page.status_code == 422
    meeting.refresh_from_db()
    assert meeting.submission is None


@pytest.mark.parametrize("button", [{}, {"_later": "1"}])
@pytest.mark.parametrize("length", [1_100_000, 4_900_000])
def test_answers_of_megabytes_are_a_sentence_and_stay_in_the_form(alva, meeting, length, button):
    words = "Ord " * (length // 4)

    page = alva.post(address("task", meeting), {"agreed": words, **button})

    assert page.status_code == 422
    assert "för långa" in page.content.decode()
    assert words.rstrip() in page.content.decode()
    assert not TaskDraft.objects.filter(task=meeting).exists()


def test_the_quiet_draft_of_a_megabyte_does_not_claim_to_be_saved(alva, meeting):
    answer = alva.post(address("task_draft", meeting), {"agreed": "x" * 1_100_000})

    assert (answer.status_code, answer.json()["saved"]) == (422, False)
    assert "för långa" in answer.json()["words"]


def test_answers_changed_in_another_window_are_read_again_before_finishing(alva, meeting):
    alva.post(address("task", meeting), {"agreed": "Först"})
    seen = alva.get(address("task_check", meeting)).context["seen"]
    alva.post(address("task_draft", meeting), {"agreed": "Sedan"})

    page = alva.post(address("task_check", meeting), {"seen": seen})

    assert page.status_code == 409
    assert "Sedan" in page.content.decode()
    meeting.refresh_from_db()
    assert meeting.submission is None


def test_a_task_done_by_somebody_else_keeps_what_was_typed(alva, meeting, people):
    alva.post(address("task", meeting), {"agreed": "Mina ord"})
    complete_task(meeting, by=people["alva"], answers={"agreed": "Från annat håll"})

    page = alva.post(address("task_check", meeting), {"seen": "x"})

    assert page.status_code == 409
    assert "Alva Bergström har redan slutfört uppgiften" in page.content.decode()
    assert "Mina ord" in page.content.decode()
    meeting.refresh_from_db()
    assert meeting.submission.answers == {"agreed": "Från annat håll"}


def test_a_task_that_somebody_else_has_keeps_what_was_typed(petter, meeting):
    page = petter.post(address("task", meeting), {"agreed": "Mina ord"})

    assert page.status_code == 409
    assert "Mina ord" in page.content.decode()
    assert "Mina ord" not in petter.get(address("task", meeting)).content.decode()


def test_a_finished_task_leads_to_its_answers(alva, meeting, people):
    complete_task(meeting, by=people["alva"], answers={"agreed": "Ja"})

    page = alva.get(address("task", meeting))

    assert page.url == reverse("cases:document", args=[meeting.case_id, meeting.pk])


def test_skipping_needs_a_reason_and_leaves_one(alva, meeting):
    refused = alva.post(address("task_skip", meeting), {"_reason": "  "})
    alva.post(address("task_skip", meeting), {"_reason": "Vi träffades redan."})

    meeting.refresh_from_db()
    assert refused.status_code == 422
    assert meeting.skipped_reason == "Vi träffades redan."


def test_under_another_cases_address_the_task_does_not_exist(alva, meeting, programme, people):
    other = decided(programme, people, "Amina Warsame")

    found = alva.get(reverse("cases:task", args=[other.pk, meeting.pk]))

    assert found.status_code == 404


def test_a_stranger_learns_nothing_and_leaves_no_trace(browsers, meeting, people):
    people["maria"].grants.all().delete()
    before = AccessEntry.objects.count()

    answers = {
        browsers["maria"].get(address(name, meeting)).status_code for name in ("task", "task_check")
    }

    assert answers == {403}  # no role lets her into the workspace at all
    assert AccessEntry.objects.count() == before


def test_opening_a_task_is_written_in_the_access_log(alva, meeting, people):
    before = AccessEntry.objects.count()

    alva.get(address("task", meeting))

    entry = AccessEntry.objects.order_by("pk").last()
    assert AccessEntry.objects.count() == before + 1
    assert (entry.user, entry.subject_type, entry.subject_id) == (
        people["alva"],
        "case",
        meeting.case_id,
    )


def test_a_step_that_appoints_asks_for_a_person(petter, programme, people):
    from_queue = assessed_task(programme, people)
    today = timezone.localdate().isoformat()
    answers = {"life": "Sover dåligt.", "service_start": today}

    refused = petter.post(address("task", from_queue), answers)
    chosen = {**answers, "_appoint-counsellor": str(people["alva"].pk)}
    check = petter.post(address("task", from_queue), chosen, follow=True)

    assert refused.status_code == 422
    assert "Socialhandledare: Välj vem det är." in refused.content.decode()
    assert "Alva Bergström utses: Socialhandledare." in check.content.decode()


def assessed_task(programme, people) -> CaseTask:
    """The assessment, taken from the queue by the own contact person."""
    task = open_task(referred(programme, people["alva"]), "assess")
    return take_task(task, people["petter"])


def test_a_decision_offers_six_months_and_shows_its_text_before_it_is_taken(
    petter, programme, people
):
    task = open_task(assessed(programme, people), "decide")
    form = petter.get(address("task", task)).content.decode()
    today = timezone.localdate()

    assert f'value="{today.isoformat()}"' in form
    answers = {"grounds": "Behovet är bedömt.", "starts_on": "2026-12-01", "ends_on": "2027-05-31"}
    check = petter.post(address("task", task), answers, follow=True).content.decode()

    assert (
        "Sirkka Holmlund beviljas social rehabilitering 1 december 2026 – 31 maj 2027, 6 månader."
        in check
    )
    assert "Socialvårdslagen 17 §" in check
    assert "Sirkka Holmlund går vidare till skedet Kartläggning." in check


def test_a_period_over_the_maximum_comes_back_at_its_field(petter, programme, people):
    task = open_task(assessed(programme, people), "decide")
    answers = {"grounds": "Lång.", "starts_on": "2026-12-01", "ends_on": "2027-12-31"}
    check = petter.post(address("task", task), answers, follow=True)

    page = petter.post(address("task_check", task), {"seen": check.context["seen"]})

    assert page.status_code == 422
    assert 'href="#' in page.content.decode()
    assert not Decision.objects.exists()


def test_a_judgement_asks_which_way(alva, programme, people):
    case = planned(programme, people)
    complete_task(open_task(case, "evaluate"), by=people["alva"], answers={"view": "Bra."})
    task = open_task(case, "onward")

    refused = alva.post(address("task", task), {})
    check = alva.post(address("task", task), {"_branch": "close"}, follow=True)
    alva.post(address("task_check", task), {"seen": check.context["seen"]})

    assert refused.status_code == 422
    assert "Vidare till avslutning" in check.content.decode()
    assert Case.objects.get(pk=case.pk).phase == "closing"
