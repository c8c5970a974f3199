"""A dry run in which others must agree, the case is paused, or a second one begins beside it."""

from dataclasses import replace

import pytest

from programmes.models import Story
from programmes.rehearsing.stories import play_all
from tests.factories.dry_run import WORKER, edited, open_now, service
from workflows.document import Event, Role
from workflows.effects import Approval, Enrolment, Pause, Transfer
from workflows.steps import Period

pytestmark = pytest.mark.django_db


def with_agreement(effect):
    """The service, in which something may happen that others agree to or that does something to the case."""
    roles = (Role("guide", who=(WORKER,)), Role("leader", who=("manager",)))
    more = Event("agreed", roles=("guide",), effect=effect)
    return replace(service(), events=(*service().events, more), roles=roles)


def asked_now(answer):
    return [(event, bool(who)) for event, _title, who in answer.context["run"].asked]


def test_a_role_is_offered_and_somebody_else_takes_it_over(draft, trying):
    edited(draft, with_agreement(Transfer(("guide",))))
    trying(_do="start")
    trying(_do="ask")
    asked = trying(_do="agreed")
    assert asked_now(asked) == [("agreed", True)]

    assert asked_now(trying(_answer="disagree:agreed")) == []
    trying(_do="agreed")
    trying(_answer="agree:agreed")
    answer = trying(_do="help")

    assert open_now(answer) == ["close"]
    trying(_save="yes", _name="Byte")
    said = Story.objects.get().text
    assert "hand_on: {role: guide, to: another_guide}" in said
    assert "agree: agreed" in said
    assert [each.otherwise for each in play_all(draft.get_latest_revision_as_object())] == [""]


def test_what_several_must_approve_waits_for_those_who_hold_a_role(draft, trying):
    edited(draft, with_agreement(Approval(("guide", "leader"), enough=1)))
    trying(_do="start")
    trying(_do="ask")
    assert asked_now(trying(_do="agreed")) == [("agreed", True)]

    assert asked_now(trying(_answer="agree:agreed")) == []


def test_a_pause_is_tried_and_a_second_case_is_begun_beside(draft, trying):
    edited(draft, with_agreement(Pause(("tasks",), longest=Period(months=1))))
    trying(_do="start")
    trying(_do="ask")
    assert not trying(_do="agreed").context["run"].wrong
    trying(_again="yes")
    edited(draft, with_agreement(Enrolment()))
    trying(_do="start")
    trying(_do="ask")

    answer = trying(_do="agreed")

    assert not answer.context["run"].wrong
    assert '"enrol"' in answer.context["now"].moves.text()
