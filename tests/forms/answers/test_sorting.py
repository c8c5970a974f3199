"""Answers in an order: by day, by a question, by who handed them in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEntry
from forms.access import Sight
from forms.answers import finding
from forms.answers.columns import columns_of
from forms.answers.sorting import sortable
from forms.models import Submission
from tests.factories.accounts import make_user
from tests.factories.answers import give, put_in_case
from tests.factories.cases import make_case, make_programme, make_worker
from tests.factories.forms import document, make_form, question, section
from tests.forms.answers.conftest import browser

pytestmark = pytest.mark.django_db

SHORT = {
    "name": "text",
    "mood": {"kind": "choice", "choices": ("good", "fair", "bad")},
    "points": "number",
    "day": "date",
    "secret": {"kind": "text", "sensitive": True},
}


@pytest.fixture
def short(db):
    return make_form("short", SHORT)


def listed(client, version, **query):
    page = client.get(reverse("answers:answers", args=[version.definition_id]), query)
    assert page.status_code == 200
    return [row.pk for row in page.context["rows"]]


def in_order(client, version, order):
    names = dict(Submission.objects.values_list("pk", "answers__name"))
    return [names[pk] for pk in listed(client, version, order=order)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("up:name", ["Aino", "bo", "Zoe", "Åke", "Äpple"]),
        ("down:name", ["Äpple", "Åke", "Zoe", "bo", "Aino"]),
        ("up:points", ["Zoe", "bo", "Aino", "Äpple", "Åke"]),
        ("up:mood", ["bo", "Aino", "Zoe", "Äpple", "Åke"]),
        ("down:day", ["Aino", "bo", "Zoe", "Äpple", "Åke"]),
    ],
)
def test_answers_are_sorted_as_people_read_them(helmi, short, order, expected):
    """Names in Nordic order, choices as the form offers them, numbers by size; no answer stands last."""
    give(short, name="Åke", days_ago=5)
    give(short, name="Zoe", points=-2.5, mood="bad", day="2026-01-02", days_ago=4)
    give(short, name="bo", points=9, mood="good", day="2026-02-01", days_ago=3)
    give(short, name="Aino", points=10, mood="fair", day="2026-11-30", days_ago=2)
    give(short, name="Äpple", days_ago=1)

    assert in_order(helmi, short, order) == expected


def test_answers_are_sorted_by_who_handed_them_in(helmi, short):
    zoe = make_user("azoe", first_name="Zoe", last_name="Ek")
    give(short, name="second", by=zoe, days_ago=2)
    give(short, name="first", by=make_user("bertil"), days_ago=1)
    give(short, name="nobody")

    assert in_order(helmi, short, "up:@who") == ["first", "second", "nobody"]
    assert in_order(helmi, short, "down:@who") == ["second", "first", "nobody"]


@pytest.mark.parametrize("order", ["up:secret", "up:nothing", "down:", "sideways:name", "up:a.b"])
def test_nobody_sorts_by_what_the_list_hides(helmi, short, order):
    """Otherwise the order of the rows would tell what is hidden."""
    give(short, name="Aino", secret="b", days_ago=1)
    give(short, name="Bo", secret="a")

    assert in_order(helmi, short, order) == ["Bo", "Aino"]


def test_the_next_page_goes_on_in_the_same_order(helmi, short):
    for number in range(finding.PAGE + 10):
        give(short, name=f"n{number}", points=number)
    where = reverse("answers:answers", args=[short.definition_id])

    first = helmi.get(where, {"order": "down:points"})
    second = helmi.get(where + first.context["next_url"])

    rows = [*first.context["rows"], *second.context["rows"]]
    assert [row.cells[0] for row in rows] == [f"n{n}" for n in reversed(range(finding.PAGE + 10))]
    assert second.context["next_url"] == ""


def test_a_made_up_mark_begins_from_the_top(helmi, short):
    give(short, name="Aino")

    assert len(listed(helmi, short, order="up:name", after="made up")) == 1
    assert len(listed(helmi, short, order="newest", after="made up")) == 1


def test_a_sorted_list_costs_the_same_with_one_answer_and_three(helmi, short):
    where = reverse("answers:answers", args=[short.definition_id]) + "?order=up:@who"

    def cost():
        helmi.get(where)
        with CaptureQueriesContext(connection) as made:
            helmi.get(where)
        return len(made)

    give(short, name="Aino", by=make_user("one"))
    one = cost()
    give(short, name="Bo", by=make_user("two"))
    give(short, name="Cia", by=make_user("three"))

    assert cost() == one


def test_columns_say_which_way_they_are_sorted_and_turn_around(helmi, short):
    give(short, name="Aino")
    where = reverse("answers:answers", args=[short.definition_id])

    page = helmi.get(where, {"order": "up:name"}).content.decode()

    assert 'aria-sort="ascending"' in page
    assert "order=down%3Aname" in page
    assert '<option value="up:name" selected>' in page


def test_sorting_by_an_answer_of_a_case_is_a_reading_of_it(short):
    """The place in the list says something about the answer, so the access log has a line."""
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    put_in_case(give(short, name="Aino"), case)
    before = AccessEntry.objects.count()

    listed(browser(worker), short, order="newest")
    quiet = AccessEntry.objects.count()
    listed(browser(worker), short, order="up:name")

    assert quiet == before
    assert AccessEntry.objects.count() > before


def test_more_than_can_be_put_in_order_are_refused_in_words(helmi, short, monkeypatch):
    """The newest stand first then, and narrowing makes the order possible."""
    monkeypatch.setattr(finding, "MOST_SORTED", 2)
    for name in ("Aino", "Bo"):
        give(short, name=name, points=1)
    assert in_order(helmi, short, "up:name") == ["Aino", "Bo"]
    give(short, name="Cia")
    where = reverse("answers:answers", args=[short.definition_id])

    page = helmi.get(where, {"order": "up:name"})

    assert [row.cells[0] for row in page.context["rows"]] == ["Cia", "Bo", "Aino"]
    assert "notice" in page.content.decode()
    assert 'aria-sort="ascending"' not in page.content.decode()
    narrowed = helmi.get(where, {"order": "up:name", "q": "o"})
    assert [row.cells[0] for row in narrowed.context["rows"]] == ["Aino", "Bo"]


def test_one_sorts_by_what_the_newest_version_asks_and_the_list_may_show():
    old = document(section("main", question("gone"), question("kept")))
    new = document(
        section(
            "main",
            question("kept"),
            question("staff", sees=("manager",)),
            question("secret", sensitive=True),
        )
    )
    everything = Sight(frozenset({"manager"}), sensitive=True)

    assert list(sortable(columns_of([new, old], Sight()))) == ["kept"]
    assert list(sortable(columns_of([new, old], everything))) == ["kept", "staff"]


def test_a_last_page_that_is_just_full_leads_nowhere(version):
    for name in ("a", "b", "c"):
        give(version, name=name)
    found = Submission.objects.order_by("pk")

    full, short = (finding.page_in_order(found, size=size) for size in (3, 2))

    assert (len(full.rows), full.mark) == (3, "")
    assert (len(short.rows), bool(short.mark)) == (2, True)
