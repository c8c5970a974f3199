"""Anonymous surveys: nothing in the database leads from an answer to whoever gave it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models.fields.related import ForeignKey
from django.urls import reverse
from django.utils import timezone

from forms.answers import anonymous, retention
from forms.answers.anonymous import Asked
from forms.models import AnonymousAnswer, Campaign, FormDefinition, Submission, Ticket
from forms.sent.submissions import record
from tests.factories.accounts import make_user
from tests.factories.answers import make_handler
from tests.factories.forms import make_form
from tests.forms.answers.conftest import browser

pytestmark = pytest.mark.django_db
ASKED = {"safe": {"kind": "choice", "choices": ("yes", "no")}, "own": "long_text"}
TIMES = (models.DateField, models.TimeField, models.DurationField)


@pytest.fixture
def survey(db):
    version = make_form("survey", ASKED)
    FormDefinition.objects.filter(pk=version.definition_id).update(anonymous=True)
    return version


def begun(survey, *groups, days=7, by=None):
    return anonymous.begin(
        FormDefinition.objects.get(pk=survey.definition_id),
        title="Höst",
        closes_on=timezone.localdate() + timedelta(days=days),
        groups=[Asked(*each) for each in groups or [("North", 8)]],
        by=by or make_handler(),
    )


def answered(campaign, group, times, **answers):
    for _each in range(times):
        anonymous.record(campaign.groups.get(name=group), answers=answers or {"safe": "yes"})


def over(campaign):
    anonymous.close(campaign)
    campaign.refresh_from_db()
    return campaign


# The schema ------------------------------------------------------------------------------------


def test_an_answer_has_three_columns_and_none_is_a_person_a_link_or_a_time():
    fields = {field.name: field for field in AnonymousAnswer._meta.get_fields()}

    assert set(fields) == {"id", "campaign", "answers"}
    assert isinstance(fields["id"], models.UUIDField)


def test_a_ticket_says_neither_who_nor_when():
    fields = {field.name for field in Ticket._meta.get_fields()}

    assert fields == {"token_hash", "group", "spent"}
    assert not any(isinstance(field, TIMES) for field in Ticket._meta.get_fields())


def test_no_column_of_any_table_leads_to_an_answer():
    leading = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is AnonymousAnswer
    ]

    assert leading == []


def test_the_database_itself_has_no_other_columns_and_no_counter():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, column_default FROM information_schema.columns "
            "WHERE table_name = %s ORDER BY 1",
            [AnonymousAnswer._meta.db_table],
        )
        columns = dict(cursor.fetchall())
        cursor.execute(
            "SELECT confrelid::regclass::text FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
            [AnonymousAnswer._meta.db_table],
        )
        foreign = {row[0] for row in cursor.fetchall()}

    assert columns == {"answers": None, "campaign_id": None, "id": None}
    assert foreign == {Campaign._meta.db_table}


def joined(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def test_transactions_and_places_tell_nothing(survey):
    _campaign, tokens = begun(survey, ("North", 6), ("South", 6))
    for token in [*tokens["North"][:3], *tokens["South"][2:5]]:
        ticket = anonymous.ticket_of(token)
        anonymous.record(ticket.group, answers={"own": token[:6]}, ticket=ticket)

    for table, column in (
        (Ticket._meta.db_table, "group_id IS NOT NULL"),
        (AnonymousAnswer._meta.db_table, "campaign_id IS NOT NULL"),
    ):
        assert len(set(joined(f"SELECT xmin::text FROM {table} WHERE {column}"))) == 1  # noqa: S608  our own tables


def test_answers_change_places_and_names_whenever_one_comes_in(survey):
    campaign, _tokens = begun(survey, ("North", 1))
    places, names = set(), set()
    for n in range(16):
        answered(campaign, "North", 1, own=str(n))
        rows = joined("SELECT id::text, answers ->> 'own' FROM forms_anonymousanswer ORDER BY ctid")
        places.add([row[1] for row in rows].index(str(n)) == n)
        names |= {row[0] for row in rows}

    assert len(names) == 16 * 17 // 2
    # By chance alone the newest would stand last every time once in 16! rounds.
    assert places == {True, False}


def test_an_anonymous_form_gets_no_named_answer_whichever_way(survey):
    with pytest.raises(IntegrityError, match="anonymous"), transaction.atomic():
        record(survey, answers={"safe": "yes"}, language="sv")

    assert not Submission.objects.exists()


# Links -----------------------------------------------------------------------------------------


def test_a_link_is_kept_as_a_hash_only_and_answers_once(survey):
    _campaign, tokens = begun(survey)
    token = tokens["North"][0]
    ticket = anonymous.ticket_of(token)

    anonymous.record(ticket.group, answers={"safe": "yes"}, ticket=ticket)

    with pytest.raises(anonymous.AlreadyAnswered):
        anonymous.record(ticket.group, answers={"safe": "no"}, ticket=ticket)
    assert AnonymousAnswer.objects.get().answers == {"safe": "yes"}
    assert Ticket.objects.filter(spent=True).count() == 1
    assert not any(token in str(row) for row in joined("SELECT t::text FROM forms_ticket t"))


def test_a_round_that_is_over_takes_no_answer(survey):
    campaign, tokens = begun(survey, days=0)
    Campaign.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    ticket = anonymous.ticket_of(tokens["North"][0])

    with pytest.raises(anonymous.RoundClosed):
        anonymous.record(campaign.groups.get(), answers={}, ticket=ticket)
    assert not Ticket.objects.filter(spent=True).exists()


def test_a_form_that_asks_who_somebody_is_has_no_round(db):
    version = make_form("telling", {"pnr": "personal_number"})
    FormDefinition.objects.update(anonymous=True)

    with pytest.raises(anonymous.Refused, match="pnr"):
        begun(version)
    assert not Campaign.objects.exists()


def test_a_form_that_is_not_anonymous_has_no_round(version):
    with pytest.raises(anonymous.Refused):
        begun(version)


# The page of the person ------------------------------------------------------------------------


def test_answering_sets_no_cookie_and_makes_no_session(survey, client):
    _campaign, tokens = begun(survey)
    url = reverse("survey:answer", args=[tokens["North"][0]])

    shown = client.get(url)
    sent = client.post(url, {"safe": "yes", "own": "Hej"})
    thanks = client.get(sent.url)

    assert (shown.status_code, sent.status_code, thanks.status_code) == (200, 302, 200)
    assert not client.cookies
    assert AnonymousAnswer.objects.get().answers == {"safe": "yes", "own": "Hej"}
    assert client.get(url).status_code == 410
    assert client.get(reverse("survey:answer", args=["x" * 43]), follow=True).status_code == 404


def test_no_log_names_a_link(survey, client, caplog):
    _campaign, tokens = begun(survey)
    token = tokens["North"][0]
    for answers in ({"safe": "perhaps"}, {"safe": "yes"}, {"safe": "yes"}):
        client.post(reverse("survey:answer", args=[token]), answers)
    client.get(reverse("survey:answer", args=[token]))

    assert token not in caplog.text


def test_whoever_is_signed_in_answers_as_anonymously(survey):
    _campaign, tokens = begun(survey)
    client = browser(make_user("alva"))

    client.post(reverse("survey:answer", args=[tokens["North"][0]]), {"safe": "yes"})

    assert AnonymousAnswer.objects.count() == 1
    for model in apps.get_app_config("forms").get_models():
        assert not any(
            "alva" in str(row)
            for row in joined(f"SELECT t::text FROM {model._meta.db_table} t")  # noqa: S608  our own tables
        )


def test_a_wrong_answer_is_shown_again_and_spends_nothing(survey, client):
    _campaign, tokens = begun(survey)

    again = client.post(
        reverse("survey:answer", args=[tokens["North"][0]]), {"safe": "perhaps", "own": "Skrivet"}
    )

    assert (again.status_code, b"Skrivet" in again.content) == (422, True)
    assert not Ticket.objects.filter(spent=True).exists()


def test_the_survey_is_read_in_another_language(survey, client):
    _campaign, tokens = begun(survey)

    shown = client.get(reverse("survey:answer", args=[tokens["North"][0]]) + "?language=fi")

    assert "Vastauksesi ovat anonyymeja" in shown.content.decode()
    assert not client.cookies


# Paper -----------------------------------------------------------------------------------------


def test_paper_is_typed_in_by_who_works_with_no_cases(survey):
    campaign, _tokens = begun(survey, ("North", 2, 3))
    url = reverse("answers:paper", args=[campaign.pk])
    group = campaign.groups.get()
    alone = browser(make_user("lone", roles=("survey_handler",)))
    both = browser(make_user("both", roles=("survey_handler", "counsellor")))

    assert alone.post(url, {"safe": "yes", "group": group.pk}).status_code == 302
    assert alone.post(url, {"safe": "yes"}).status_code == 422
    assert both.post(url, {"safe": "yes", "group": group.pk}).status_code == 403
    assert browser(make_user("alva")).get(url).status_code == 404
    assert AnonymousAnswer.objects.count() == 1


# What is shown ---------------------------------------------------------------------------------


def test_small_groups_and_the_group_they_could_be_worked_out_from_are_not_shown(survey):
    campaign, _tokens = begun(survey, ("A", 20), ("B", 10), ("C", 9), ("D", 4))
    for name, times in (("A", 15), ("B", 7), ("C", 6), ("D", 3)):
        answered(campaign, name, times)
    anonymous.tell_counts()

    rows, whole = anonymous.group_rows(campaign)

    assert [(row.name, row.sent, row.answered) for row in rows] == [
        ("A", 20, 15),
        ("B", 10, 7),
        ("C", None, None),
        ("D", None, None),
    ]
    assert (whole.sent, whole.answered) == (43, 31)


def test_one_small_group_alone_hides_the_sum_when_nothing_else_can_be_hidden(survey):
    campaign, _tokens = begun(survey, ("A", 4))
    answered(campaign, "A", 3)
    anonymous.tell_counts()

    rows, whole = anonymous.group_rows(campaign)

    assert (rows[0].answered, whole.answered, whole.sent) == (None, None, None)


def test_what_was_answered_is_shown_only_when_the_round_is_over(survey, helmi):
    campaign, _tokens = begun(survey, ("A", 9), by=make_user("begun", roles=()))
    answered(campaign, "A", 6, safe="yes", own="Fritt ord")
    url = reverse("answers:round", args=[campaign.pk])

    assert helmi.get(url).context["results"] is None
    assert "Fritt ord" not in helmi.get(url).content.decode()
    over(campaign)
    assert helmi.get(url).context["results"].total == 6
    assert "Fritt ord" in helmi.get(url).content.decode()


def test_fewer_than_five_answers_are_never_shown(survey, helmi):
    campaign, _tokens = begun(survey, ("A", 9), by=make_user("begun", roles=()))
    answered(campaign, "A", 4, safe="yes", own="Fritt ord")
    over(campaign)

    page = helmi.get(reverse("answers:round", args=[campaign.pk]))

    assert page.context["results"].charts == []
    assert "Fritt ord" not in page.content.decode()
    assert "empty__title" in page.content.decode()


@pytest.mark.parametrize(
    "role", ["administrator", "communication", "counsellor", "manager", "funder", "partner"]
)
def test_no_other_role_finds_a_round_or_its_form(survey, role):
    campaign, _tokens = begun(survey)
    client = browser(make_user("somebody", roles=(role,)))
    pages = [
        reverse("answers:round", args=[campaign.pk]),
        reverse("answers:rounds", args=[survey.definition_id]),
        reverse("answers:answers", args=[survey.definition_id]),
        reverse("answers:export_ask", args=[survey.definition_id]),
    ]

    assert [client.get(page).status_code for page in pages] == [404] * 4


def test_not_even_survey_handlers_list_or_export_anonymous_answers(survey, helmi):
    begun(survey, by=make_user("begun", roles=()))

    for name in ("answers", "summary", "export_ask"):
        assert helmi.get(reverse(f"answers:{name}", args=[survey.definition_id])).status_code == 404


def test_links_are_shown_once_when_a_round_begins(survey, helmi):
    url = reverse("answers:rounds", args=[survey.definition_id])
    posted = {"title": "Höst", "closes_on": "2999-01-01", "groups": "North, 2\nSouth; 1; 4"}

    made = helmi.post(url, posted)
    links = [link for _name, links in made.context["groups"] for link in links]

    assert len(links) == 3
    assert (
        links[0]
        not in helmi.get(
            reverse("answers:round", args=[Campaign.objects.get().pk])
        ).content.decode()
    )
    assert helmi.get(links[0]).status_code == 200


@pytest.mark.parametrize(
    "groups",
    [
        "",
        "North",
        "North, x",
        "North, 99999",
        "A, 1\na, 2",
        ", 3",
        "\n".join(f"g{n}, 1" for n in range(51)),
    ],
)
def test_a_round_that_cannot_be_begun_says_why_and_keeps_what_was_typed(survey, helmi, groups):
    url = reverse("answers:rounds", args=[survey.definition_id])

    again = helmi.post(url, {"title": "Min omgång", "closes_on": "2000-01-01", "groups": groups})

    assert (again.status_code, b"Min omg" in again.content) == (422, True)
    assert not Campaign.objects.exists()


def test_when_its_time_is_over_a_round_keeps_counts_only(survey):
    campaign, _tokens = begun(survey, ("A", 9))
    answered(campaign, "A", 6, safe="yes", own="Fritt ord")
    over(campaign)
    FormDefinition.objects.update(keep_days=30)

    assert retention.carry_out(timezone.localdate() + timedelta(days=30)).counts == {}
    run = retention.carry_out(timezone.localdate() + timedelta(days=31))

    assert run.counts == {"survey": {"rounds": 1}}
    assert (AnonymousAnswer.objects.count(), Ticket.objects.count()) == (0, 0)
    rows, _whole = anonymous.group_rows(campaign)
    assert (rows[0].sent, rows[0].answered) == (9, 6)


def test_whether_a_form_is_anonymous_is_settled_before_the_first_answer(survey, version):
    record(version, answers={"name": "Aino"}, language="sv")
    begun(survey)
    for asked, now in ((version, True), (survey, False)):
        definition = FormDefinition.objects.get(pk=asked.definition_id)
        definition.anonymous = now
        with pytest.raises(Exception, match="anonym"):
            definition.clean()
