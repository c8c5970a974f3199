"""What one writes in a case: journal, goals, team, events, extra tasks, reasons."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import journal
from cases.models import Case, Goal, JournalEntry, Notice, Obligation
from tests.factories.accounts import make_user
from tests.factories.workspace import decided, planned


@pytest.fixture
def case(programme, people) -> Case:
    return planned(programme, people)


def page(name: str, case: Case, *more: object) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *more])


def test_the_day_of_a_contact_is_asked_and_not_filled_in(alva, case):
    asked = alva.get(page("contact", case)).context["form"]
    noted = alva.get(page("note", case)).context["form"]

    assert asked["happened_on"].value() is None
    assert noted["happened_on"].value() == timezone.localdate()


def test_a_note_is_a_draft_until_it_is_signed(alva, petter, case):
    words = {
        "title": "Samtal",
        "text": "Fyra kvällar av sju.",
        "happened_on": timezone.localdate().isoformat(),
    }
    alva.post(page("note", case), words)
    entry = JournalEntry.objects.get(title="Samtal")

    assert "Fyra kvällar" in alva.get(page("case_timeline", case)).content.decode()
    assert "Fyra kvällar" not in petter.get(page("case_timeline", case)).content.decode()
    alva.post(page("entry_sign", case, entry.pk))
    assert "Fyra kvällar" in petter.get(page("case_timeline", case)).content.decode()


def test_a_contact_keeps_how_it_went(alva, case):
    words = {"contact": "phone", "attendance": "replaced_by_phone", "title": "Telefon", "sign": "1"}
    alva.post(page("contact", case), {**words, "happened_on": "3.11.2026", "text": ""})

    entry = JournalEntry.objects.get(title="Telefon")
    assert (entry.contact, entry.attendance) == ("phone", "replaced_by_phone")
    assert timezone.localtime(entry.happened_at).date().isoformat() == "2026-11-03"
    assert entry.signed_at is not None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"happened_on": "31.2.2026"}, "happened_on"),
        ({"happened_on": "2099-01-01"}, "happened_on"),
    ],
)
def test_a_note_that_cannot_be_kept_comes_back_whole(alva, case, wrong, field):
    words = {"title": "Samtal", "text": "Det jag skrev.", "happened_on": "2026-11-03", **wrong}

    answer = alva.post(page("note", case), words)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Samtal" in answer.content.decode()


def test_a_signed_entry_is_corrected_by_a_new_one(alva, case, people):
    entry = journal.write_note(case, by=people["alva"], title="Samtal", text="Fel dag.")
    journal.sign(entry, by=people["alva"])

    alva.post(page("entry_correct", case, entry.pk), {"text": "Rätt dag.", "sign": "1"})

    assert [each.text for each in JournalEntry.objects.filter(kind="note").order_by("pk")] == [
        "Fel dag.",
        "Rätt dag.",
    ]
    assert alva.get(page("entry", case, entry.pk)).status_code == 404


def test_the_draft_of_somebody_else_does_not_exist(petter, case, people):
    entry = journal.write_note(case, by=people["alva"], title="Samtal", text="Mitt.")

    assert petter.get(page("entry", case, entry.pk)).status_code == 404
    assert petter.post(page("entry_sign", case, entry.pk)).status_code == 404


def test_a_goal_moves_and_moves_back(alva, case):
    goal = Goal.objects.filter(level="change").first()

    alva.post(page("goal_state", case, goal.pk), {"state": "reached"})
    assert Goal.objects.get(pk=goal.pk).state == "reached"
    assert "1 av 2 steg tag" in alva.get(page("case_goals", case)).content.decode()
    alva.post(page("goal_state", case, goal.pk), {"state": "ongoing"})

    assert Goal.objects.get(pk=goal.pk).state == "ongoing"
    assert alva.post(page("goal_state", case, goal.pk), {"state": "nonsense"}).status_code == 404


def test_a_goal_stands_under_the_right_kind_of_goal(alva, case):
    sub = Goal.objects.get(level="sub")

    wrong = alva.post(page("goal_add", case), {"level": "sub", "parent": sub.pk, "text": "Nytt"})
    alva.post(
        page("goal_add", case), {"level": "change", "parent": sub.pk, "text": "Gå ut före tio"}
    )

    assert wrong.status_code == 422
    assert "parent" in wrong.context["form"].errors
    assert Goal.objects.get(text="Gå ut före tio").parent == sub


def test_the_earlier_words_of_a_goal_stay_in_the_history(alva, case):
    goal = Goal.objects.get(level="sub")

    alva.post(page("goal", case, goal.pk), {"text": "Sova bättre"})

    assert [each.text for each in goal.history.order_by("history_id")] == [
        "En dygnsrytm som håller",
        "Sova bättre",
    ]


def test_appointing_offers_only_those_who_may(alva, case, people):
    ines = make_user("ines", unit=case.unit, first_name="Ines", last_name="Koskela")
    address = page("appoint", case) + "?role=counsellor"

    offered = alva.get(address).context["pick"].people
    alva.post(page("appoint", case), {"role": "counsellor", "_appoint-counsellor": ines.pk})

    assert set(offered) == {people["alva"], ines}
    assert case.team.get(role="counsellor", until=None).user == ines
    assert alva.post(page("appoint", case), {"role": "counsellor"}).status_code == 404


def test_a_long_list_of_people_is_searched_without_appointing_anybody(alva, case, programme):
    for n in range(15):
        make_user(f"p{n}", unit=programme.unit, first_name=f"Person{n}", last_name="Ek")
    posted = {"role": "counsellor", "_find-counsellor": "person7", "_search": "counsellor"}

    answer = alva.post(page("appoint", case), posted)

    assert answer.status_code == 200
    assert "Person7 Ek" in answer.content.decode()
    assert "Person8 Ek" not in answer.content.decode()
    assert not case.team.filter(user__username="p7").exists()


def test_an_event_says_first_what_follows(alva, case):
    shown = alva.get(page("event", case, "stop")).content.decode()
    before = Case.objects.get(pk=case.pk)
    alva.post(page("event", case, "stop"), {"why": "Orkar inte."})

    assert "Ärendet avslutas: Avbruten på egen begäran." in shown
    assert before.is_open
    closed = Case.objects.get(pk=case.pk)
    assert (closed.outcome, closed.outcome_kind) == ("stopped", "interrupted")
    assert "Ärendet är avslutat" in alva.get(page("case", case)).content.decode()


def test_an_event_of_another_role_does_not_exist(petter, case):
    assert petter.get(page("event", case, "pause")).status_code == 404
    assert petter.get(page("event", case, "nothing")).status_code == 404


def test_an_event_that_comes_too_late_is_a_sentence_and_what_was_typed_stays(alva, case):
    alva.post(page("event", case, "stop"), {"why": "Orkar inte."})

    opened = alva.get(page("event", case, "stop"))
    sent = alva.post(page("event", case, "stop"), {"why": "Skrivet i en öppen flik."})

    assert (opened.status_code, sent.status_code) == (409, 409)
    assert "Ärendet är avslutat" in opened.content.decode()
    assert "Ärendet är avslutat" in sent.content.decode()
    assert "Skrivet i en öppen flik." in sent.content.decode()


def test_an_extra_task_goes_to_a_person_or_to_a_queue(alva, case, people):
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    alva.post(
        page("extra_task", case),
        {"title": "Ring", "whom": f"user-{people['petter'].pk}", "due_on": due},
    )
    late = alva.post(
        page("extra_task", case),
        {"title": "Ring", "whom": "role-counsellor", "due_on": "2020-01-01"},
    )
    stranger = alva.post(page("extra_task", case), {"title": "Ring", "whom": "user-999999"})

    assert case.tasks.get(kind="extra").owner == people["petter"]
    assert late.status_code == 422
    assert stranger.status_code == 422
    assert Notice.objects.filter(user=people["petter"], code="task_given").exists()


def test_what_was_missed_is_explained(alva, case):
    yesterday = timezone.localdate() - timedelta(days=1)
    owed = Obligation.objects.get(case=case, key="three")
    Obligation.objects.filter(pk=owed.pk).update(
        state="missed", due_on=yesterday, opens_on=yesterday
    )

    assert "Behöver ett skäl" in alva.get(page("case", case)).content.decode()
    assert alva.post(page("explain", case, owed.pk), {"reason": " "}).status_code == 422
    alva.post(page("explain", case, owed.pk), {"reason": "Sjukdom."})

    assert Obligation.objects.get(pk=owed.pk).explanation == "Sjukdom."
    assert "Behöver ett skäl" not in alva.get(page("case", case)).content.decode()


def test_what_was_done_too_late_is_explained_as_well(alva, case):
    now = timezone.now()
    Obligation.objects.filter(case=case, key="three").update(state="met_late", met_at=now)
    owed = Obligation.objects.get(case=case, key="three")

    assert page("explain", case, owed.pk) in alva.get(page("case", case)).content.decode()
    alva.post(page("explain", case, owed.pk), {"reason": "Sjukdom."})

    assert Obligation.objects.get(pk=owed.pk).state == "met_late"
    assert page("explain", case, owed.pk) not in alva.get(page("case", case)).content.decode()


def test_a_notice_is_read_once(petter, case, people):
    notice = Notice.objects.filter(user=people["petter"], code="task_done").first()
    foreign = Notice.objects.create(
        user=people["alva"], case=case, code="x", told_at=timezone.now()
    )

    assert "Klart: Genomförandeplan." in petter.get(reverse("cases:my_day")).content.decode()
    opened = petter.post(reverse("cases:notice", args=[notice.pk]), {"open": "1"})

    assert opened.url == reverse("cases:document", args=[case.pk, notice.task_id])
    assert "Klart: Genomförandeplan." not in petter.get(reverse("cases:my_day")).content.decode()
    assert petter.post(reverse("cases:notice", args=[foreign.pk])).status_code == 404


def test_a_case_of_somebody_else_does_not_exist(browsers, programme, people, case):
    rival = make_user("rival", unit=case.unit)
    alva = browsers["alva"]
    alva.force_login(rival, backend="django.contrib.auth.backends.ModelBackend")

    for name in (
        "case",
        "case_timeline",
        "case_goals",
        "case_documents",
        "case_team",
        "note",
        "goal_add",
        "extra_task",
    ):
        assert alva.get(page(name, case)).status_code == 404


def test_a_decision_is_read_with_its_law(alva, case):
    task = case.tasks.get(key="decide")

    shown = alva.get(page("document", case, task.pk)).content.decode()

    assert "Socialvårdslagen 34 §" in shown
    assert "Sirkka Holmlund beviljas social rehabilitering" in shown
    assert (
        alva.get(
            page(
                "document",
                decided(case.programme, {"alva": case.opened_by, "petter": task.done_by}, "A B"),
                task.pk,
            )
        ).status_code
        == 404
    )
