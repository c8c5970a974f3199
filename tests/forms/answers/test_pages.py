"""The pages about answers: what they show, to whom, and what they cost."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEntry
from forms.editing.bodies import body_from
from forms.models import Seen
from tests.factories.accounts import make_user
from tests.factories.answers import ASKED, appoint, give, put_in_case
from tests.factories.cases import make_case, make_programme, make_worker
from tests.factories.forms import document, make_definition, make_form, publish, words
from tests.forms.answers.conftest import browser

pytestmark = pytest.mark.django_db


def address(name, version, *more):
    return reverse(f"answers:{name}", args=[version.definition_id, *more])


def text_of(response):
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def cost(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as made:
        assert client.get(url).status_code == 200
    return len(made)


@pytest.mark.parametrize("page", ["answers", "summary", "export_ask"])
def test_a_page_costs_the_same_with_one_answer_and_three(helmi, version, page):
    give(version, name="Aino", mood="good")
    one = cost(helmi, address(page, version))
    give(version, name="Bo", mood="bad")
    give(version, name="Cia", came=True)

    assert cost(helmi, address(page, version)) == one
    assert one <= 22


def test_the_list_of_forms_costs_the_same_with_one_form_and_three(helmi, version):
    give(version, name="Aino")
    one = cost(helmi, reverse("answers:forms"))
    for slug in ("second", "third"):
        give(make_form(slug, ASKED), name="Bo")

    assert cost(helmi, reverse("answers:forms")) == one


def test_the_list_shows_short_answers_and_nothing_secret(helmi, version):
    give(version, name="Aino Ek", mood="good", secret="hemligheten", staff_note="lappen")

    shown = text_of(helmi.get(address("answers", version)))

    assert "Aino Ek" in shown
    assert "Good" in shown
    assert "hemligheten" not in shown
    assert "lappen" not in shown


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Aino Ek", "Bo Dal"]),
        ("?q=AINO", ["Aino Ek"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?q=hemligheten", []),
        ("?answer=mood:bad", ["Bo Dal"]),
        ("?answer=came:yes", ["Aino Ek"]),
        ("?answer=secret:hemligheten", []),
        ("?answer=nonsense:1", []),
        ("?since=2999-01-01", []),
        ("?until=2000-01-01", []),
        ("?since=9999-12-31&until=9999-12-31", []),
        ("?since=rubbish", ["Aino Ek", "Bo Dal"]),
        ("?version=1", ["Aino Ek", "Bo Dal"]),
        ("?version=2", []),
        ("?version=99999999999999999999", ["Aino Ek", "Bo Dal"]),
        ("?language=fi", ["Bo Dal"]),
        ("?channel=paper", ["Bo Dal"]),
        ("?unread=1", ["Aino Ek", "Bo Dal"]),
        ("?order=oldest", ["Aino Ek", "Bo Dal"]),
        ("?after=made-up", ["Aino Ek", "Bo Dal"]),
        ("?q=%00", ["Aino Ek", "Bo Dal"]),
    ],
)
def test_the_list_is_narrowed(helmi, version, query, names):
    give(version, name="Aino Ek", mood="good", came=True, secret="hemligheten")
    give(version, name="Bo Dal", mood="bad", language="fi", channel="paper")

    shown = text_of(helmi.get(address("answers", version) + query))

    assert [name for name in ("Aino Ek", "Bo Dal") if name in shown] == names


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_go_on_where_the_last_one_ended(helmi, version, order):
    for n in range(120):
        give(version, name=f"Person{n:03}", days_ago=n % 3)
    found, url = [], f"?order={order}"
    for _page in range(3):
        shown = helmi.get(address("answers", version) + url)
        found += [row.cells[0] for row in shown.context["rows"]]
        url = shown.context["next_url"]

    assert sorted(found) == [f"Person{n:03}" for n in range(120)]
    assert url == ""


def test_an_answer_is_unread_until_opened_and_all_are_read_at_once(helmi, handler, version):
    first, second = give(version, name="Aino"), give(version, name="Bo")
    url = address("answers", version)

    helmi.get(address("answer", version, first.pk))
    unread = [row.pk for row in helmi.get(url).context["rows"] if row.unread]
    until = helmi.get(url).context["asked_at"]
    later = give(version, name="Cia")
    helmi.post(address("read_all", version), {"until": until})

    assert unread == [second.pk]
    assert [row.pk for row in helmi.get(url).context["rows"] if row.unread] == [later.pk]
    assert not Seen.objects.exists()
    assert [row.pk for row in helmi.get(f"{url}?unread=1").context["rows"]] == [later.pk]


def test_unread_is_each_persons_own(helmi, version):
    given = give(version, name="Aino")
    other = make_user("ida", roles=())
    appoint(version.definition, user=other)

    helmi.get(address("answer", version, given.pk))

    assert browser(other).get(address("answers", version)).context["rows"][0].unread


def test_one_answer_stands_in_the_words_it_was_asked_in(helmi):
    asked = document({"a": "text"})
    definition = make_definition("words", {"a": "text"}, texts={"field.a.label": "Gamla ord"})
    given = give(publish(definition), a="Hej")
    definition.refresh_from_db()
    definition.body = body_from(asked, words(asked, field__a__label="Nya ord"))
    definition.save()
    version = publish(definition)

    shown = text_of(helmi.get(address("answer", version, given.pk)))

    assert "Gamla ord" in shown
    assert "Nya ord" not in shown


def test_a_page_says_how_many_questions_it_does_not_show(helmi, version):
    given = give(version, name="Aino", secret="hemligheten", staff_note="lappen")

    shown = text_of(helmi.get(address("answer", version, given.pk)))

    assert "hemligheten" not in shown
    assert "lappen" not in shown
    assert helmi.get(address("answer", version, given.pk)).context["hidden"] == 2


def test_an_answer_of_a_case_shows_nothing_in_the_list_but_looking_inside_is_written_down(version):
    programme = make_programme()
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    put_in_case(give(version, name="Marja", mood="good"), case)
    client, url = browser(worker), address("answers", version)
    before = AccessEntry.objects.count()

    assert "Marja" not in text_of(client.get(url))
    assert AccessEntry.objects.count() == before

    client.get(f"{url}?q=marja")
    assert AccessEntry.objects.latest("pk").what == "answers list"


@pytest.mark.parametrize("page", ["answers", "summary", "export_ask", "rounds"])
@pytest.mark.parametrize("role", ["administrator", "communication", "partner"])
def test_whoever_reads_nothing_of_a_form_finds_no_page(version, page, role):
    give(version, name="Aino")
    client = browser(make_user("somebody", roles=(role,)))

    assert client.get(address(page, version)).status_code == 404


def test_nobody_signed_in_is_led_to_the_sign_in(client, version):
    assert client.get(address("answers", version)).status_code == 302


def test_empty_pages_say_what_to_do(helmi, version):
    stranger = browser(make_user("somebody", roles=()))

    assert "empty__title" in text_of(stranger.get(reverse("answers:forms")))
    assert "empty__title" in text_of(helmi.get(address("answers", version)))
    assert "empty__title" in text_of(helmi.get(address("summary", version)))
    assert "empty__title" in text_of(helmi.get(address("answers", version) + "?q=none"))
    assert "empty__title" in text_of(helmi.get(reverse("answers:runs")))


def test_charts_count_what_was_chosen(helmi, version):
    for mood in ("good", "good", "bad"):
        give(version, mood=mood, came=True, name="Aino")

    page = helmi.get(address("summary", version))
    mood = next(chart for chart in page.context["charts"] if chart.title == "Mood")

    assert mood.rows == [("Good", "2", "67 %"), ("Fair", "0", "0 %"), ("Bad", "1", "33 %")]
    assert "<title" in mood.drawing
    assert "secret" not in text_of(page).lower()
