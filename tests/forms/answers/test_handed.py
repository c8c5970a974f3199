"""Anonymous surveys asked in cases: no role and no query finds out who answered, or whether anybody did."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from forms.answers import anonymous, handed, retention
from forms.answers.jobs import let_answers_out
from forms.answers.sealing import STEP, Waiting, seal, unseal
from forms.models import AnonymousAnswer, Campaign, CampaignGroup, FormDefinition, SealedBox
from forms.models.keeping import SMALLEST_GROUP
from tests.factories.accounts import make_user
from tests.factories.answers import make_handler
from tests.factories.forms import make_form
from tests.factories.whole_database import changed, everything
from tests.forms.answers.conftest import browser

pytestmark = pytest.mark.django_db
ASKED = {"safe": {"kind": "choice", "choices": ("yes", "no")}, "own": "long_text"}
SERVICE = "Social rehabilitering"


@pytest.fixture
def survey_round(db) -> Campaign:
    """A round in which nobody is asked but in cases."""
    version = make_form("survey", ASKED)
    FormDefinition.objects.filter(pk=version.definition_id).update(anonymous=True)
    campaign, tokens = anonymous.begin(
        FormDefinition.objects.get(pk=version.definition_id),
        title="2026",
        closes_on=timezone.localdate() + timedelta(days=7),
        groups=[],
        by=make_handler(),
    )
    assert tokens == {}
    return campaign


def asked(campaign, times=1):
    return [handed.hand_out(campaign, group=SERVICE) for _each in range(times)]


def answered(client, token, **answers):
    return client.post(reverse("survey:answer", args=[token]), answers or {"safe": "yes"})


def test_a_link_is_made_and_no_row_knows_it(survey_round):
    asked(survey_round)  # the service is counted from now on
    before = everything()

    token = handed.hand_out(survey_round, group=SERVICE)

    assert changed(before) == {"forms_campaigngroup"}
    mark = handed.right_of(token).mark
    assert not any(secret in rows for rows in everything().values() for secret in (token, mark))
    assert survey_round.groups.get().handed == 2


def test_an_answer_changes_one_sealed_row_and_nothing_else_in_the_whole_database(
    survey_round, client
):
    """What a query could join to a case: rows, counters, transactions, places. None of them moves."""
    token = asked(survey_round)[0]
    before, box = everything(), SealedBox.objects.get().sealed

    sent = answered(client, token, safe="no", own="Ingen frågade mig")

    assert sent.status_code == 302
    assert changed(before) == {"forms_sealedbox"}
    now = SealedBox.objects.get().sealed
    assert len(now) == len(box)
    assert "Ingen" not in now
    assert not client.cookies


def test_answers_come_out_together_in_one_transaction_and_in_random_order(survey_round, client):
    orders = set()
    for _round in range(3):
        AnonymousAnswer.objects.all().delete()
        for n, token in enumerate(asked(survey_round, SMALLEST_GROUP + 1)):
            answered(client, token, own=str(n))
        before = everything()

        assert let_answers_out.call() == SMALLEST_GROUP + 1

        assert changed(before) == {
            "forms_sealedbox",
            "forms_anonymousanswer",
            "forms_campaigngroup",
        }
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT xmin::text, answers->>'own' FROM forms_anonymousanswer ORDER BY ctid"
            )
            written, said = zip(*cursor.fetchall(), strict=True)
        assert len(set(written)) == 1
        orders.add(said)

    assert len(orders) > 1
    assert survey_round.groups.get().answered == 3 * (SMALLEST_GROUP + 1)


def test_fewer_than_five_stay_sealed_and_nobody_sees_that_they_are_there(survey_round, client):
    for token in asked(survey_round, SMALLEST_GROUP - 1):
        answered(client, token)

    assert handed.release_all() == 0
    anonymous.close(survey_round)
    assert handed.release_all() == 0

    assert not AnonymousAnswer.objects.exists()
    assert survey_round.groups.get().answered == 0


def test_the_last_ones_come_out_when_the_round_is_over_and_all_together_are_five(
    survey_round, client
):
    tokens = asked(survey_round, SMALLEST_GROUP + 1)
    for token in tokens[:-1]:
        answered(client, token)
    assert handed.release_all() == SMALLEST_GROUP
    answered(client, tokens[-1])
    assert handed.release_all() == 0

    page = browser(make_handler("hand"))
    page.post(reverse("answers:close", args=[survey_round.pk]))

    assert AnonymousAnswer.objects.count() == SMALLEST_GROUP + 1
    with connection.cursor() as cursor:  # those of before were written anew together with them
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM forms_anonymousanswer")
        assert cursor.fetchone() == (1,)


def test_a_night_without_answers_looks_like_every_other(survey_round, client):
    asked(survey_round)
    before, box = everything(), SealedBox.objects.get().sealed

    handed.release_all()

    assert changed(before) == {"forms_sealedbox"}
    assert SealedBox.objects.get().sealed != box
    assert len(SealedBox.objects.get().sealed) == len(box)


def test_a_link_answers_once_and_opening_it_spends_nothing(survey_round, client):
    token = asked(survey_round)[0]
    url = reverse("survey:answer", args=[token])

    assert client.get(url).status_code == 200
    assert answered(client, token, safe="perhaps").status_code == 422
    assert answered(client, token).status_code == 302
    assert client.get(url).status_code == 410
    assert answered(client, token).status_code == 410
    assert len(unseal(SealedBox.objects.get().sealed).held) == 1


def test_a_link_that_was_signed_with_a_key_of_before_still_opens(survey_round, client, settings):
    token = asked(survey_round)[0]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10

    assert answered(client, token).status_code == 302


def test_two_who_send_with_one_link_at_once_are_counted_once(survey_round):
    right = handed.right_of(asked(survey_round)[0])
    handed.keep(right.group, answers={"safe": "yes"}, mark=right.mark)

    with pytest.raises(anonymous.AlreadyAnswered):
        handed.keep(right.group, answers={"safe": "no"}, mark=right.mark)


def test_a_link_that_was_changed_or_whose_round_is_over_takes_no_answer(survey_round, client):
    token = asked(survey_round)[0]
    for changed_link in (token[:-2] + "xx", "9" + token, token.replace("-", "", 1), "a-b-c", "-"):
        where = reverse("survey:answer", args=[changed_link])
        assert client.get(where, follow=True).status_code == 404

    anonymous.close(survey_round)

    assert answered(client, token).status_code == 410
    with pytest.raises(anonymous.RoundClosed):
        handed.hand_out(survey_round, group=SERVICE)


def test_a_link_is_never_made_inside_a_transaction_of_a_case(survey_round):
    """What is written in one transaction bears one number, and the number would tie it."""
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        handed.hand_out(survey_round, group=SERVICE)


def test_a_paper_waits_with_the_others(survey_round):
    asked(survey_round)
    typist = browser(make_user("lone", roles=("survey_handler",)))
    where = reverse("answers:paper", args=[survey_round.pk])

    typist.post(where, {"safe": "yes", "group": survey_round.groups.get().pk})

    assert not AnonymousAnswer.objects.exists()
    assert unseal(SealedBox.objects.get().sealed).held == [
        (CampaignGroup.objects.get().pk, {"safe": "yes"})
    ]


def test_a_seal_says_no_time_and_is_opened_with_a_key_of_before(settings):
    sealed = seal(Waiting({"a"}, [(1, {"own": "å" * STEP})]))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    assert sealed.startswith("gAAAAAAAAAAA")
    assert unseal(sealed).held[0][1]["own"] == "å" * STEP
    assert seal(Waiting())[20:] != seal(Waiting())[20:]


def test_what_waited_is_gone_when_the_round_is_erased(survey_round, client):
    answered(client, asked(survey_round)[0])
    FormDefinition.objects.update(keep_days=1)
    Campaign.objects.update(closed_on=timezone.localdate() - timedelta(days=3))

    retention.carry_out()

    assert not SealedBox.objects.exists()


def test_the_round_says_how_many_were_asked_and_that_answers_wait(survey_round):
    asked(survey_round, SMALLEST_GROUP)

    page = browser(make_handler("hand")).get(reverse("answers:round", args=[survey_round.pk]))

    assert page.context["whole"].sent == SMALLEST_GROUP
    assert page.context["waits"]


def test_a_round_begins_without_groups(survey_round):
    typed = {"title": "2027", "closes_on": survey_round.closes_on.isoformat(), "groups": ""}

    begun = browser(make_handler("hand")).post(
        reverse("answers:rounds", args=[survey_round.definition_id]), typed
    )

    assert begun.status_code == 302
    assert handed.open_round("survey").title == "2027"
