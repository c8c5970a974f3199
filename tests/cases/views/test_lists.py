"""Lists cost the same however long they are, and show only what one may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.actions import journal
from cases.models import Notice
from tests.factories.accounts import make_unit, make_user
from tests.factories.workspace import decided, planned, referred

NAMES = ("Sirkka Holmlund", "Amina Warsame", "Mikael Sandvik")


def queries(client, address: str) -> int:
    """How many queries a page costs once everything that is kept in the process is kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def cost(client, address: str, furnish) -> tuple[int, int]:
    """What a page costs with one row and with three."""
    furnish(NAMES[0])
    one = queries(client, address)
    for name in NAMES[1:]:
        furnish(name)
    return one, queries(client, address)


def test_my_day_costs_the_same_with_one_case_and_three(alva, programme, people):
    def furnish(name: str) -> None:
        case = planned(programme, people, name)
        referred(programme, people["alva"])
        Notice.objects.create(
            user=people["alva"],
            case=case,
            code="task_done",
            facts={"step": "plan"},
            told_at=timezone.now(),
        )

    one, three = cost(alva, reverse("cases:my_day"), furnish)

    assert one == three
    assert three <= 15


@pytest.mark.parametrize(("name", "who"), [("queue", "petter"), ("my_day", "petter")])
def test_the_queue_costs_the_same_with_one_task_and_three(browsers, programme, people, name, who):
    one, three = cost(
        browsers[who],
        reverse(f"cases:{name}"),
        lambda name: referred(programme, people["alva"], name),
    )

    assert one == three
    assert three <= 15


@pytest.mark.parametrize("query", ["", "?whose=unit", "?state=closed", "?phase=work"])
def test_the_list_of_cases_costs_the_same(browsers, programme, people, query):
    one, three = cost(
        browsers["maria"],
        reverse("cases:cases") + query,
        lambda name: planned(programme, people, name),
    )

    assert one == three


def test_a_search_costs_the_same(browsers, programme, people):
    one, three = cost(
        browsers["maria"],
        reverse("cases:search") + "?q=a",
        lambda name: planned(programme, people, name),
    )

    assert one == three


@pytest.mark.parametrize(
    "part", ["case", "case_timeline", "case_goals", "case_documents", "case_team"]
)
def test_a_page_of_a_case_costs_the_same_with_more_in_it(alva, programme, people, part):
    case = planned(programme, people)

    def furnish(name: str) -> None:
        entry = journal.write_note(case, by=people["alva"], title=name, text="Något kort.")
        journal.sign(entry, by=people["alva"])

    one, three = cost(alva, reverse(f"cases:{part}", args=[case.pk]), furnish)

    assert one == three


def test_my_cases_are_those_of_my_teams_and_a_manager_sees_the_unit(browsers, programme, people):
    planned(programme, people)
    referred(programme, people["alva"], "Jonas Ekvall")

    mine = browsers["alva"].get(reverse("cases:cases")).context["list"].rows
    of_the_unit = browsers["maria"].get(reverse("cases:cases") + "?whose=unit").context["list"].rows

    assert [row.name for row in mine] == ["Sirkka Holmlund"]
    assert {row.name for row in of_the_unit} == {"Sirkka Holmlund", "Jonas Ekvall"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("holm", ["Sirkka Holmlund"]),
        ("Sirkka holmlund", ["Sirkka Holmlund"]),
        ("0001", ["Sirkka Holmlund"]),
        ("{year}-0001", ["Sirkka Holmlund"]),
        ("1999-0001", []),
        ("nobody", []),
        ("%", []),
        ("a\x00b", []),
        ("9" * 40, []),
        ("", []),
    ],
)
def test_a_search_finds_names_and_numbers(alva, programme, people, asked, found):
    planned(programme, people)

    page = alva.get(reverse("cases:search"), {"q": asked.format(year=timezone.localdate().year)})

    assert [row.name for row in page.context["rows"]] == found


@pytest.mark.parametrize("asked", [{"programme": "a\x00"}, {"phase": "\x00"}, {"after": "\x00"}])
def test_a_list_narrowed_by_what_cannot_exist_is_the_whole_list(alva, programme, people, asked):
    planned(programme, people)

    page = alva.get(reverse("cases:cases"), asked)

    assert page.status_code == 200
    assert [row.name for row in page.context["list"].rows] == ["Sirkka Holmlund"]


def test_a_search_finds_nobody_elses_cases(browsers, programme, people):
    planned(programme, people)
    unit = make_unit("Another")
    stranger = make_user("stranger", unit=unit)
    client = browsers["petter"]
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(reverse("cases:search"), {"q": "holm"}).context["rows"] == []


def test_my_day_narrows_by_kind(alva, programme, people):
    planned(programme, people, "Amina Warsame")
    decided(programme, people, "Mikael Sandvik")
    day = alva.get(reverse("cases:my_day")).context["day"]
    meetings = alva.get(reverse("cases:my_day"), {"kind": "meetings"}).context["day"]

    assert {choice.key: choice.count for choice in day.kinds} == {"": 2, "meetings": 1, "other": 1}
    assert [row.who for group in meetings.groups for row in group.rows] == ["Mikael Sandvik"]
    assert day.programmes == []
