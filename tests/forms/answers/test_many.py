"""A hundred thousand answers are listed and narrowed by indexes, in as many queries as three are."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forms.access import sight_in_lists
from forms.answers import finding
from forms.answers.wanted import Wanted
from forms.models import Submission
from tests.factories.answers import ASKED
from tests.factories.forms import make_form
from tests.factories.many_answers import fill

MANY = 100_000
ASKED_FOR = {
    "all": {},
    "oldest first": {"order": "oldest"},
    "days": {"since": "2026-01-01", "until": "2026-06-30"},
    "rare word": {"q": "person 77123"},
    "common word": {"q": "person"},
    "an answer": {"question": "mood", "says": "bad"},
    "language": {"language": "fi"},
    "way in": {"channel": "paper"},
    "version": {"version": "1"},
    "unread": {"unread": "1"},
    "nothing": {"q": "nobody is called this"},
}


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    """One form with very many answers beside one with three, gone again after this file."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # Other tests leave dead rows behind, which would make the table look larger than it is.
        cursor.execute("TRUNCATE forms_submission CASCADE")
        version = make_form("many", ASKED)
        few = make_form("few", ASKED)
        fill(few, 3)
        fill(version, MANY)
        yield version, few
        cursor.execute("TRUNCATE forms_submission, forms_formdefinition CASCADE")


def plan(rows: QuerySet) -> str:
    return rows.explain(analyze=True)


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ASKED_FOR.values(), ids=ASKED_FOR)
def test_no_list_reads_the_whole_table(many, handler, wanted):
    version = many[0]
    asked = Wanted.read(wanted)
    questions = finding.questions_of([version.document()], sight_in_lists(handler))
    found = finding.wanted_of(handler, version.definition, asked, questions)
    with CaptureQueriesContext(connection) as made:
        finding.page_of(found, order=asked.order)
        finding.counted(found)

    for each in made:
        if Submission._meta.db_table in each["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + each["sql"])
                said = "\n".join(row[0] for row in cursor.fetchall())
            assert "Seq Scan on forms_submission" not in said, said


@pytest.mark.django_db
def test_the_page_costs_as_many_queries_as_with_three(many, helmi):
    costs = []
    for version in many:
        url = reverse("answers:answers", args=[version.definition_id])
        helmi.get(url)
        with CaptureQueriesContext(connection) as made:
            page = helmi.get(url)
        costs.append(len(made))

    assert page.status_code == 200
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_the_page_in_order_of_an_answer_costs_as_many_queries_as_with_three(many, helmi):
    """No index knows that order: only keys are put in order, never whole rows with versions and people."""
    costs = []
    for version in many:
        url = reverse("answers:answers", args=[version.definition_id]) + "?order=up:name"
        helmi.get(url)
        with CaptureQueriesContext(connection) as made:
            page = helmi.get(url)
        costs.append(len(made))

    assert len(page.context["rows"]) == 3
    assert costs[0] == costs[1]
    ordering = [each["sql"] for each in made if "translate(" in each["sql"]]
    assert len(ordering) == 1
    assert "forms_formversion" not in ordering[0].partition("WHERE")[0]


@pytest.mark.django_db
def test_the_count_stops_and_a_later_page_is_entered_at_its_place(many, handler):
    version = many[0]
    found = finding.wanted_of(handler, version.definition, Wanted(), {})
    first = finding.page_of(found, order="newest")
    with CaptureQueriesContext(connection) as made:
        second = finding.page_of(found, order="newest", mark=first.mark)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + made[0]["sql"])
        said = "\n".join(row[0] for row in cursor.fetchall())

    assert finding.counted(found) == "500+"
    assert "Index" in said
    assert second.rows[0].submitted_at < first.rows[-1].submitted_at
