"""What can be worked out of several numbers together says no more than each of them may."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import AccessEntry
from forms.access import Sight
from forms.answers import anonymous
from forms.answers.figures import count, figures_of, safe_bins
from forms.answers.results import results_of
from forms.models import FormDefinition
from tests.factories.answers import give, make_handler, put_in_case
from tests.factories.cases import make_case, make_programme, make_worker
from tests.factories.forms import document, make_form, question, section, when
from tests.forms.answers.conftest import browser

AGE = document(section("s", question("age", "number")))


def round_of(fields, answers):
    """A round that is over, in which these answers were given."""
    make_form("survey", *fields)
    FormDefinition.objects.update(anonymous=True)
    campaign, _tokens = anonymous.begin(
        FormDefinition.objects.get(),
        title="Höst",
        closes_on=timezone.localdate() + timedelta(days=7),
        groups=[anonymous.Asked("All", 40)],
        by=make_handler("begun"),
    )
    for each in answers:
        anonymous.record(campaign.groups.get(), answers=each)
    anonymous.close(campaign)
    campaign.refresh_from_db()
    with translation.override("sv"):
        return {chart.ident: chart for chart in results_of(campaign, "sv").charts}


def said(chart) -> str:
    return f"{chart.note} {chart.drawing} {chart.rows} {chart.said}"


@pytest.mark.django_db
def test_how_many_were_asked_a_question_says_not_how_few_were_not():
    """Eight of ten were asked why: two said no, although both yes and no are hidden."""
    hurt = when(("hurt", "is", True))
    asked = section(
        "s",
        question("hurt", "yes_no"),
        question("how", "choice", choices=("a", "b"), visible_if=hurt, required=True),
        question("many", "number", visible_if=hurt, required=True),
        question("why", "long_text", visible_if=hurt, required=True),
        question("free", "long_text"),
    )
    yes = [{"hurt": True, "how": "a", "many": 3, "why": f"T{n}", "free": "F"} for n in range(8)]
    charts = round_of([asked], [*yes, {"hurt": False, "free": "F"}, {"hurt": False}])

    assert charts["chart-hurt"].rows == [("Ja", "visas inte", ""), ("Nej", "visas inte", "")]
    for name in ("how", "many", "why"):
        assert "8 svar" not in said(charts[f"chart-{name}"])
        assert all(
            row[1:] == ("visas inte", "") or row[1] == "0" for row in charts[f"chart-{name}"].rows
        )
    assert not charts["chart-why"].said
    assert "9 svar" in charts["chart-free"].note


@pytest.mark.django_db
def test_where_enough_were_not_asked_the_numbers_are_said():
    hurt = when(("hurt", "is", True))
    asked = section("s", question("hurt", "yes_no"), question("why", "long_text", visible_if=hurt))
    given = [{"hurt": True, "why": "T"}] * 6 + [{"hurt": False}] * 5

    charts = round_of([asked], given)

    assert "6 svar" in charts["chart-why"].note
    assert len(charts["chart-why"].said) == 6


@pytest.mark.django_db
def test_nobodys_own_number_stands_in_a_chart_of_few():
    ages = [25, 31, 44, 52, 60, 87]
    charts = round_of([section("s", question("age", "number"))], [{"age": n} for n in ages])

    assert charts["chart-age"].rows == []
    assert not any(str(n) in said(charts["chart-age"]) for n in ages)


def figure_of(numbers):
    (figure,) = figures_of([AGE], Sight())
    count([figure], ({"age": n} for n in numbers))
    return figure


@pytest.mark.parametrize(
    ("numbers", "bins"),
    [
        ([1] * 5 + [2] * 6, [(1, 1, 5), (2, 2, 6)]),
        ([*range(20, 80, 2), 103], [(None, 39, 10), (40, 59, 10), (60, None, 11)]),
        ([0.1, 0.2, 0.3, 0.4, 0.5, 5.1, 5.2, 5.3, 5.4, 5.5], [(None, 1, 5), (1, None, 5)]),
        ([5] * 20, [(5, 5, 20)]),
        ([5] * 20 + [6], []),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], []),
        ([], []),
    ],
)
def test_stretches_are_open_at_both_ends_and_never_small(numbers, bins):
    assert safe_bins(figure_of(numbers), 5) == bins


@pytest.mark.django_db
def test_a_question_inside_rows_that_says_who_somebody_is_has_no_round_either():
    rows = question("family", "group", items=(question("mail", "email"),))
    make_form("survey", section("s", rows))
    FormDefinition.objects.update(anonymous=True)

    with pytest.raises(anonymous.Refused, match=r"family\.mail"):
        anonymous.begin(
            FormDefinition.objects.get(),
            title="Höst",
            closes_on=timezone.localdate(),
            groups=[anonymous.Asked("All", 9)],
            by=make_handler(),
        )


@pytest.mark.django_db
@pytest.mark.parametrize(("others", "lines"), [(0, 1), (5, 0)])
def test_counts_of_so_few_that_they_are_answers_are_a_reading_of_the_case(others, lines):
    version = make_form("feedback", {"mood": {"kind": "choice", "choices": ("good", "bad")}})
    programme = make_programme()
    worker = make_worker(programme)
    for _each in range(1 + others):
        case = make_case(programme, by=worker)
        case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
        put_in_case(give(version, mood="bad"), case)
    before = AccessEntry.objects.count()

    page = browser(worker).get(reverse("answers:summary", args=[version.definition_id]))

    assert page.context["total"] == 1 + others
    assert AccessEntry.objects.count() - before == lines
