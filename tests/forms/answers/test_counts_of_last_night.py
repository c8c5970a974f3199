"""Whoever watches an open round sees the numbers of last night: nobody's answer moves them during the day."""

import pytest
from django.db import connection
from django.urls import reverse

from forms.answers import anonymous
from forms.answers.jobs import let_answers_out
from tests.factories.accounts import make_user
from tests.forms.answers.test_anonymous import answered, begun, over, survey

__all__ = ["survey"]
pytestmark = pytest.mark.django_db


def told(campaign):
    rows, whole = anonymous.group_rows(campaign)
    return [row.answered for row in rows], whole.answered


def test_the_numbers_of_an_open_round_change_at_night_only(survey, helmi):
    campaign, _tokens = begun(survey, ("A", 9), ("B", 9), by=make_user("begun", roles=()))
    answered(campaign, "A", 6)
    answered(campaign, "B", 5)
    page = reverse("answers:round", args=[campaign.pk])
    before = told(campaign)

    let_answers_out.call()
    at_night = told(campaign)
    seen = helmi.get(page)
    answered(campaign, "A", 1)

    assert (before, at_night, told(campaign)) == (([None, None], None), ([6, 5], 11), ([6, 5], 11))
    assert helmi.get(page).context["groups"] == seen.context["groups"]
    assert "räknas på natten" in seen.content.decode()
    let_answers_out.call()
    assert told(campaign) == ([7, 5], 12)


def test_a_round_that_is_over_says_all_that_came(survey, helmi):
    campaign, _tokens = begun(survey, ("A", 9), by=make_user("begun", roles=()))
    answered(campaign, "A", 6)

    over(campaign)

    assert told(campaign) == ([6], 6)
    page = helmi.get(reverse("answers:round", args=[campaign.pk])).content.decode()
    assert "räknas på natten" not in page


def test_every_group_of_an_open_round_is_written_whether_or_not_it_was_answered(survey):
    campaign, _tokens = begun(survey, ("A", 9), ("B", 9))
    answered(campaign, "A", 1)

    let_answers_out.call()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text || cmin::text) FROM forms_campaigngroup")
        assert cursor.fetchone() == (1,)
