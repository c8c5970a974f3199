"""A dry run: a draft played on the real engine by buttons, and nothing of it kept but a story."""

import json
from dataclasses import replace

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import AccessEntry, Organisation, RoleGrant, User
from cases import published
from cases.models import Case, Notice, Participant, Programme
from forms.conditions.rules import Row, Rule
from forms.models import Submission
from programmes.actions.exporting import bundle_of
from programmes.models import Story
from programmes.rehearsing import replaying
from programmes.rehearsing.moves import MOST_MOVES, NotAStory, moves_from
from programmes.rehearsing.stories import play_all
from tests.factories.accounts import make_user
from tests.factories.dry_run import PAGE, WORKER, edited, open_now, service
from tests.factories.editing import posted
from tests.factories.workflows import words
from workflows.document import (
    Gate,
    Obligation,
    Phase,
)
from workflows.models import WorkflowVersion
from workflows.steps import Moment, Period, Task

pytestmark = pytest.mark.django_db
KEPT = (Case, Participant, Programme, User, RoleGrant, Organisation, WorkflowVersion, Submission)
KEPT += (AccessEntry, Notice, Story)


def counts():
    return [model.objects.count() for model in KEPT]


def test_a_whole_path_is_played_by_buttons_and_leaves_nothing_behind(trying):
    before = counts()

    assert open_now(trying()) == ["start"]
    assert open_now(trying(_do="start")) == ["ask"]
    assert open_now(trying(_do="ask")) == ["help"]
    assert open_now(trying(_do="help")) == ["close"]
    answer = trying(_skip="close")

    assert open_now(answer) == []
    assert "The case has ended: Finished" in answer.text
    assert counts() == before


def test_what_is_edited_now_is_played_and_not_what_was_published(draft, trying):
    extra = Phase("between", (Task("rest", role="guide"),))
    phases = service().phases
    edited(draft, replace(service(), phases=(phases[0], extra, phases[1])))
    for key in ("start", "ask", "help"):
        answer = trying(_do=key)

    assert open_now(answer) == ["rest"]


def test_a_hand_on_the_calendar_brings_what_is_owed(trying):
    begun = trying(_do="start")

    assert [(row.title, row.late) for row in begun.context["run"].owed] == [("Call", False)]
    assert set(open_now(trying(_pass="next"))) == {"ask", "call"}
    answer = trying(_pass="month")

    run = answer.context["run"]
    assert run.day > 30
    assert [row.late for row in run.owed] == [True]


def test_answers_of_ones_own_lead_another_way(trying):
    trying(_do="start")
    asked = trying(_ask="ask")
    assert asked.context["now"].asked.key == "ask"

    wrong = trying(_finish="ask")
    assert wrong.context["now"].asked.errors
    answer = trying(_finish="ask", wants="no", since="2020-01-31")

    assert "The case has ended: Left" in answer.text


def test_dates_are_kept_as_a_distance_from_the_day(trying):
    trying(_do="start")
    answer = trying(_finish="ask", wants="yes", since="2020-01-31")

    step = json.loads(answer.context["now"].moves.text())[-1]
    assert list(step["answers"]["since"]["in"]) == ["days"]


def test_events_are_started_by_whoever_may(trying):
    trying(_do="start")
    trying(_do="ask")
    answer = trying(_do="stops")

    assert "The case has ended: Left" in answer.text


def test_the_last_move_is_taken_back_and_all_are_forgotten(trying):
    trying(_do="start")
    trying(_do="ask")

    assert open_now(trying(_undo="yes")) == ["ask"]
    assert open_now(trying(_again="yes")) == ["start"]


def test_what_cannot_be_done_is_said_and_the_moves_before_it_stay(trying):
    trying(_do="start")
    answer = trying(_do="close")

    assert "The task is not open now." in answer.text
    assert open_now(answer) == ["ask"]
    assert len(answer.context["now"].moves.steps) == 1


def test_what_the_engine_refuses_is_said_in_its_own_words(draft, trying):
    gate = Gate("told", step="ask", rule=Rule("all", (Row("case.decisions", "at_least", 1),)))
    edited(draft, replace(service(), gates=(gate,)))
    trying(_do="start")
    answer = trying(_do="ask")

    assert "That could not be done" in answer.text
    assert answer.context["run"].wrong == words(replace(service(), gates=(gate,)))["gate.told"]
    assert open_now(answer) == ["ask"]


@pytest.mark.parametrize("button", ["_do", "_judge", "_skip", "_ask", "_finish", "_pass"])
def test_buttons_that_the_page_does_not_have_change_nothing(trying, button):
    trying(_do="start")
    for key in ("Å b", "", "x" * 500):
        answer = trying(**{button: key})

        assert answer.status_code == 200
        assert open_now(answer) == ["ask"]


def test_a_draft_with_problems_gets_its_problems(draft, trying):
    edited(draft, replace(service(), roles=()))
    answer = trying()

    assert answer.status_code == 200
    assert "cannot be played before this is mended" in answer.text
    assert "names a role that does not exist (guide)" in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        "{",
        '{"a": 1}',
        "[1, 2]",
        '[{"day": -1}]',
        '[{"day": 9999999}]',
        '[{"day": 5}, {"day": 1}]',
        '[{"day": 1, "task": "a", "skip": "b", "role": "guide"}]',
        json.dumps([{"day": 0, "task": "ask", "role": "guide"}] * 10_000),
        "[" * 100_000,
        '[{"day": 0, "extra_thing": "x"}]',
        '"' + "x" * 500_000 + '"',
    ],
)
def test_moves_that_this_page_did_not_write_are_refused(sent):
    with pytest.raises(NotAStory):
        moves_from(sent)


def test_what_cannot_be_read_begins_again_with_a_sentence(client, draft, trying):
    trying()
    answer = client.post(reverse(PAGE, args=[draft.pk]), {"moves": "{"})

    assert answer.status_code == 400
    assert "The dry run begins again" in answer.text


def test_a_dry_run_has_room_for_so_many_moves(trying, client, draft):
    days = [{"day": 0, "start": "case", "role": WORKER}]
    days += [{"day": 0}] * (MOST_MOVES - 1)
    trying()
    answer = client.post(reverse(PAGE, args=[draft.pk]), {"moves": json.dumps(days), "_do": "ask"})

    assert len(answer.context["now"].moves.steps) == MOST_MOVES
    assert "room for no more moves" in answer.text


def test_time_in_which_something_falls_due_every_day_is_bounded(draft, trying, monkeypatch):
    monkeypatch.setattr(replaying, "MOST_HOPS", 5)
    daily = Obligation("daily", Moment("case_start", Period(days=1)), Period(days=1), role="guide")
    edited(draft, replace(service(), obligations=(daily,)))
    trying(_do="start")
    answer = trying(_pass="month")

    assert "Let less time pass" in answer.text
    assert (answer.context["run"].day, open_now(answer)) == (0, ["ask"])


def test_nobody_but_those_who_may_change_workflows_tries_them(client, draft):
    client.force_login(make_user("alva", roles=(WORKER,)))

    assert client.get(reverse(PAGE, args=[draft.pk])).status_code in (302, 403)


def test_versions_that_were_only_tried_are_forgotten(draft, trying):
    edited(draft, replace(service(), events=()))
    kept = {name for name in vars(published) if name.startswith("Version")}
    trying(_do="start")

    assert {name for name in vars(published) if name.startswith("Version")} == kept


def test_moves_are_kept_as_a_story_that_travels_with_its_programme(draft, trying):
    for key in ("start", "ask", "help", "close"):
        trying(_do=key)
    answer = trying(_save="yes", _name="Den vanliga vägen")

    story = Story.objects.get()
    assert "is kept" in answer.text
    assert (story.key, story.programme.slug) == ("den_vanliga_vagen", "service")
    assert "stories/den_vanliga_vagen.yaml" in bundle_of(story.programme).files()
    assert [each.otherwise for each in play_all(draft.get_latest_revision_as_object())] == [""]


def test_a_story_without_a_name_or_a_move_is_not_kept(trying):
    assert "Give the story a name" in trying(_save="yes", _name="Ett namn").text
    trying(_do="start")
    assert "Give the story a name" in trying(_save="yes", _name=" ").text
    assert not Story.objects.exists()


def test_stories_say_where_a_change_leads_them_otherwise(draft, trying):
    for key in ("start", "ask", "help", "close"):
        trying(_do=key)
    trying(_save="yes", _name="Vägen")
    phases = service().phases
    more = Phase("last", (Task("thank", role="guide"), *phases[1].blocks))
    edited(draft, replace(service(), phases=(phases[0], more)))
    before = counts()

    answer = trying(_stories="yes")

    (told,) = answer.context["told"]
    assert "Day 0" in told.otherwise
    assert "“close” is not open. Open are: thank" in told.otherwise
    assert counts() == before


def test_stories_that_would_take_too_long_are_not_begun(draft, trying):
    trying(_do="start")
    trying(_save="yes", _name="Vägen")

    assert [
        each.played for each in play_all(draft.get_latest_revision_as_object(), seconds=-1)
    ] == [False]


def publishing(client, draft):
    """Press Publish in the editor, with what is edited now."""
    address = reverse("wagtailsnippets_workflows_workflowdefinition:edit", args=[draft.pk])
    return client.post(address, posted(draft, **{"action-publish": "1"}))


def test_publishing_asks_once_when_a_story_goes_otherwise(client, draft, trying):
    for key in ("start", "ask", "help", "close"):
        trying(_do=key)
    trying(_save="yes", _name="Vägen")
    phases = service().phases
    more = Phase("last", (Task("thank", role="guide"), *phases[1].blocks))
    edited(draft, replace(service(), phases=(phases[0], more)))

    asked = publishing(client, draft)

    assert asked.status_code == 200
    assert "The story “Vägen” goes otherwise" in asked.text
    assert draft.versions.count() == 1

    assert publishing(client, draft).status_code == 302
    assert draft.versions.count() == 2


def test_a_story_that_was_not_played_is_named_and_does_not_ask(client, draft, trying, monkeypatch):
    trying(_do="start")
    trying(_save="yes", _name="Vägen")
    monkeypatch.setattr(
        "programmes.rehearsing.stories.monotonic", iter(range(0, 1000, 30)).__next__
    )
    edited(draft, replace(service(), events=()))

    answer = publishing(client, draft)

    assert answer.status_code == 302
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert any("“Vägen” was not played" in sentence for sentence in said)
    assert draft.versions.count() == 2


def test_words_alone_lead_nobody_elsewhere_and_play_no_story(draft):
    assert draft.is_frozen_in(draft.latest_version(), draft.compiled()[0])
    edited(draft, replace(service(), events=()))
    newest = draft.get_latest_revision_as_object()
    assert not newest.is_frozen_in(draft.latest_version(), newest.compiled()[0])


def test_publishing_does_not_ask_when_every_story_goes_as_before(client, draft, trying):
    trying(_do="start")
    trying(_save="yes", _name="Vägen")
    edited(draft, replace(service(), events=()))

    assert publishing(client, draft).status_code == 302
    assert draft.versions.count() == 2
