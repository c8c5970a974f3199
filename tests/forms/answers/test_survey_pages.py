"""An anonymous survey a page at a time: carried by the pages themselves, kept nowhere until it is sent."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forms.answers import anonymous
from forms.document import Section
from forms.models import AnonymousAnswer, FormDraft, Ticket
from tests.factories.answers import make_handler
from tests.factories.forms import make_definition, publish, question, when

pytestmark = pytest.mark.django_db

AGAIN = question("again", "yes_no")
FIRST = Section("first", (question("how", "scale", required=True, least=1, most=5), AGAIN))
SECOND = Section("second", (question("best", "choices", choices=("staff", "place")),))
LAST = Section("last", (question("words", "long_text"),))


def link(*sections, layout="pages"):
    """The address of a survey that has just begun."""
    definition = make_definition("survey", *sections)
    definition.layout, definition.anonymous = layout, True
    definition.save()
    publish(definition)
    closes_on = timezone.localdate() + timedelta(days=9)
    _round, tokens = anonymous.begin(
        definition,
        title="Autumn",
        closes_on=closes_on,
        groups=[anonymous.Asked("All", 3)],
        by=make_handler(),
    )
    return reverse("survey:answer", args=[tokens["All"][0]])


def said(response):
    return unescape(response.content.decode())


def test_each_page_carries_what_was_answered_before_and_the_last_one_sends(client):
    where = link(FIRST, SECOND, LAST)

    opened = said(client.get(where))
    second = said(client.post(where, {"_page": "how", "how": "4", "again": "yes"}))
    third = said(
        client.post(
            where, {"_page": "best", "how": "4", "again": "yes", "best": ["staff", "place"]}
        )
    )

    assert 'name="best"' not in opened
    assert "Del 2 av 3" in second
    assert '<input type="hidden" name="how" value="4">' in second
    assert third.count('type="hidden" name="best"') == 2
    assert "Skicka svaren" in third
    assert "Skicka svaren" not in second
    assert AnonymousAnswer.objects.count() == 0
    everything = {"how": "4", "again": "yes", "best": ["staff", "place"], "words": "Tack"}
    sent = client.post(where, {"_page": "words", **everything})
    assert sent.status_code == 302
    answers = AnonymousAnswer.objects.get().answers
    assert answers == {"how": 4, "again": True, "best": ["staff", "place"], "words": "Tack"}


def test_nothing_is_kept_on_the_way(client):
    """No draft, no cookie, and the link is not spent."""
    where = link(FIRST, SECOND)

    client.post(where, {"_page": "how", "how": "4"})

    assert client.cookies == {}
    assert FormDraft.objects.count() == 0
    assert Ticket.objects.filter(spent=True).count() == 0


def test_what_the_page_fetches_names_no_link(client):
    """Styles come from addresses whose log a server in front keeps: a referrer would write the link there."""
    where = link(FIRST, layout="")

    pages = [
        client.get(where),
        *(client.post(where, {"how": how}) for how in "94"),
        client.get(where),
    ]

    assert [page.status_code for page in pages] == [200, 422, 302, 410]
    assert {page["Referrer-Policy"] for page in pages} == {"no-referrer"}
    assert {page["X-Robots-Tag"] for page in pages} == {"noindex"}


def test_one_goes_back_with_everything_that_was_answered(client):
    where = link(FIRST, SECOND)

    page = said(client.post(where, {"_page": "best", "_back": "1", "how": "4", "best": "place"}))

    assert 'value="4" checked' in page
    assert '<input type="hidden" name="best" value="place">' in page


def test_a_page_is_corrected_before_one_goes_on(client):
    where = link(FIRST, SECOND)

    page = client.post(where, {"_page": "how", "again": "yes"})

    assert page.status_code == 422
    assert 'name="best"' not in said(page)


def test_what_was_left_out_on_an_earlier_page_is_asked_for_at_the_end(client):
    """Whoever makes up a request is no further than whoever presses buttons."""
    where = link(FIRST, SECOND)

    page = client.post(where, {"_page": "best", "best": "place"})

    assert page.status_code == 422
    assert 'name="how"' in said(page)
    assert AnonymousAnswer.objects.count() == 0


def test_another_language_keeps_page_and_answers(client):
    where = link(FIRST, SECOND)

    page = said(client.post(f"{where}?language=fi", {"_page": "best", "_stay": "1", "how": "4"}))

    assert 'lang="fi"' in page
    assert '<input type="hidden" name="how" value="4">' in page


@pytest.mark.parametrize("layout", ["", "pages"])
def test_one_is_stopped_with_the_reason_alone_and_goes_back_with_what_was_answered(client, layout):
    stop = question("young", "stop", visible_if=when(("age", "less_than", 18)))
    where = link(Section("a", (question("age", "number"), question("note"), stop)), layout=layout)

    page = said(client.post(where, {"_page": "" if layout == "" else "age", "age": "17"}))
    back = said(client.post(where, {"_page": "young", "_back": "1", "age": "17"}))

    assert "Young" in page
    assert 'name="note"' not in page
    assert '<input type="hidden" name="age" value="17">' in page
    assert "Skicka svaren" not in page
    assert 'value="17"' in back
    assert 'name="note"' in back
    assert AnonymousAnswer.objects.count() == 0


def test_one_long_page_is_sent_from_where_it_stands(client):
    where = link(FIRST, SECOND, layout="")

    sent = client.post(where, {"_page": "", "how": "4"})

    assert sent.status_code == 302
    assert AnonymousAnswer.objects.get().answers == {"how": 4}


def test_a_page_that_no_longer_applies_sends_nothing():
    """An answer on the first page opens the second one; taken back, what was said there is dropped."""
    opened = Section("second", (question("why"),), visible_if=when(("again", "is", False)))
    where = link(FIRST, opened, LAST)
    client = Client()

    client.post(where, {"_page": "words", "how": "4", "again": "yes", "why": "secret"})

    assert AnonymousAnswer.objects.get().answers == {"how": 4, "again": True}
