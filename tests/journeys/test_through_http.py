"""The shipped stories, done in browsers: every page, form and button that their people need is there."""

import pytest

from programmes.playing.finding import find
from tests.journeys.http_player import BrowserPlaying

pytestmark = pytest.mark.usefixtures("service", "db")


def play(story: str) -> BrowserPlaying:
    playing = BrowserPlaying(*find("social_rehabilitering", story))
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
