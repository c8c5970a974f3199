"""The shipped stories, done in browsers: every page, form and button that their people need is there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AccessEntry
from cases.models import Case, CaseTask
from cases.urls import urlpatterns
from programmes.playing.finding import find
from tests.factories.accounts import make_unit, make_user
from tests.journeys.conftest import SOCIAL
from tests.journeys.http_player import BrowserPlaying, BrowserStage
from tests.journeys.page import Page
from tests.journeys.visitor import TurnedAway, Visitor

WORKING_ROLES = ("counsellor", "decision_maker", "manager", "group_leader", "partner")

pytestmark = pytest.mark.usefixtures("service", "db")


def play(story: str) -> BrowserPlaying:
    playing = BrowserPlaying(*find(SOCIAL, story))
    playing.play()
    return playing


def test_marja_travels_from_notification_to_closure():
    played = play("marja")

    assert played.summary["outcome"] == "completed"


def test_mn_1_nothing_closes_without_a_final_evaluation():
    assert play("mn-1").summary["outcome"] == "completed"


def test_mn_2_a_joint_evaluation_after_the_decision_expired_is_seen_and_explained():
    assert play("mn-2").summary["obligations"]["late"] >= 1


def test_mn_3_a_fourth_decision_over_eighteen_months_is_refused():
    assert "refused: period_too_long" in [each.result for each in play("mn-3").played]


def test_mn_4_who_has_no_part_in_the_case_finds_no_page_of_it():
    assert "refused: not_found" in [each.result for each in play("mn-4").played]


def test_mn_5_marja_says_no_at_the_start_meeting():
    assert play("mn-5").summary["outcome"] == "not_started"


def test_mn_6_marja_cannot_be_reached_and_the_contact_person_ends_the_service():
    assert play("mn-6").summary["outcome"] == "interrupted"


def test_mn_7_marja_comes_back_and_a_new_case_begins():
    played = play("mn-7")

    assert played.case.is_open
    assert played.case.participant.cases.count() == 2


@pytest.mark.parametrize("story", ["artzi", "elina", "karima", "kimmo", "tauno"])
def test_the_others_stand_where_the_demo_shows_them(story):
    playing = play(story)

    assert len(playing.played) == len(playing.story.steps)


# What can only be seen over HTTP --------------------------------------------------------------


def test_a_task_finished_twice_is_said_so_and_what_was_typed_is_kept():
    stage = play("karima").stage
    task = stage.open_task("triage")
    one, other = (stage.visitor(stage.cast.person(key)) for key in ("intake", "contact_person"))
    mine = checked(stage, one, "Mina ord i en öppen flik.")
    hand_over = one.open(stage.address("task_give", task.pk))
    hand_over.form("to").fill("to", str(other.user.pk))
    one.press(hand_over, hand_over.form("to"))
    theirs = checked(stage, other, "Någon annans ord.")
    other.press(theirs, theirs.form("seen"))

    with pytest.raises(TurnedAway) as late:
        one.press(mine, mine.form("seen"))
    with pytest.raises(TurnedAway) as again:
        other.press(theirs, theirs.form("seen"))

    assert (late.value.page.status, again.value.page.status) == (409, 409)
    assert "Mina ord i en öppen flik." in late.value.page.text
    assert task.drafts.get(by=one.user).raw["special_support_why"] == ["Mina ord i en öppen flik."]
    task.refresh_from_db()
    assert task.submission.answers["special_support_why"] == "Någon annans ord."


def test_a_task_does_not_exist_under_the_address_of_another_case():
    stage, elsewhere = play("karima").stage, play("karima").stage
    visitor = stage.visitor(stage.cast.person("intake"))
    task = stage.open_task("triage")
    for each in (stage, elsewhere):
        each.taken(each.open_task("triage"), visitor)
    names = ("task", "task_check", "task_draft", "task_skip", "task_take", "task_give", "task_back")

    answers = {
        name: status_of(visitor.send, elsewhere.address(name, task.pk), {"urgent": ["no"]})
        for name in names
    }

    assert answers == dict.fromkeys(names, 404)
    assert status_of(visitor.open, elsewhere.address("task", task.pk)) == 404
    assert status_of(visitor.open, stage.address("task", task.pk)) == 200


def test_mn_4_a_worker_of_another_unit_finds_nothing_and_the_access_log_stays_silent():
    stage = play("mn-4").stage
    stranger = stage.visitor(
        make_user("stranger", roles=WORKING_ROLES, unit=make_unit("En annan enhet"))
    )
    stranger.open(reverse("cases:my_day"))
    written_before = AccessEntry.objects.count()
    addresses = every_address(stage.case)

    opened = {address: status_of(stranger.open, address) for address in addresses}
    sent = {address: status_of(stranger.send, address, {"title": ["x"]}) for address in addresses}

    assert len(addresses) > 20
    assert set(opened.values()) <= {404, 405}  # 405: an address that only takes answers
    assert set(sent.values()) <= {404, 405}
    assert not [address for address in addresses if opened[address] == sent[address] == 405]
    assert AccessEntry.objects.count() == written_before


def checked(stage: BrowserStage, visitor: Visitor, why: str) -> Page:
    """Fill in the first task of a case, up to the page where one checks the answers."""
    page = stage.taken(stage.open_task("triage"), visitor)
    number = str(stage.cast.person("contact_person").pk)
    answers = {"urgent": False, "special_support": True, "special_support_why": why}
    page, form = visitor.fill_in(page, "task", answers | {"_appoint-contact_person": number})
    return visitor.press(page, form)


def status_of(act: Callable[..., Page], *said: Any) -> int:
    try:
        return act(*said).status
    except TurnedAway as away:
        return away.page.status


def every_address(case: Case) -> list[str]:
    """Every address below a case that the workspace knows, each with something that is there."""
    parts = {
        "entry_pk": case.journal.latest("pk").pk,
        "goal_pk": case.goals.latest("pk").pk,
        "member_pk": case.team.latest("pk").pk,
        "obligation_pk": case.obligations.latest("pk").pk,
        "task_pk": case.tasks.filter(submission__isnull=False).latest("pk").pk,
        "case_pk": case.pk,
        "key": "interruption",
    }
    task = CaseTask.objects.human().filter(case=case).latest("pk").pk
    found = [each for each in urlpatterns if str(each.pattern).startswith("cases/<")]
    return [
        reverse(
            f"cases:{each.name}",
            kwargs={
                name: parts.get(name, task if "case_pk" in each.pattern.converters else case.pk)
                for name in each.pattern.converters
            },
        )
        for each in found
    ]
