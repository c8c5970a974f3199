"""A workbook from a stranger is taken or refused with a sentence, quickly and in little memory. Never a fault."""

import resource
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forms.exchange import workbooks
from forms.exchange.workbooks import Unreadable, survey_of
from forms.exchange.xlsform import take
from forms.exchange.xpath import Untold, limits_from, rule_from
from forms.models import FormDefinition
from tests.factories.accounts import make_user
from tests.forms.strange_workbooks import BOMBS, book

SECONDS, MEGABYTES = 4, 150
PAGE = "wagtailsnippets_forms_formdefinition:from_workbook"


@pytest.fixture
def runa(client):
    client.force_login(make_user("runa", roles=("administrator",), language="sv"))
    return client


def sent(client, content: bytes, name="bok.xlsx", **own):
    return client.post(reverse(PAGE), {"workbook": SimpleUploadedFile(name, content), **own})


def taken(*survey, **given):
    return take(book(*survey, **given), languages=("sv", "fi", "en"), source="sv")


@pytest.mark.parametrize("name", BOMBS)
def test_what_no_spreadsheet_writes_is_refused_quickly_in_little_memory(name):
    content = BOMBS[name]()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()

    with pytest.raises(Unreadable) as refused:
        take(content, languages=("sv",), source="sv")

    assert time.process_time() - begun < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < MEGABYTES * 1024
    assert (
        str(refused.value).endswith(".")
        or ".xlsx" in str(refused.value)
        or ":" in str(refused.value)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["half of it", "a list that lies", "a billion laughs", "no XML"])
def test_the_page_says_why_and_nothing_is_stored(runa, name):
    answer = sent(runa, BOMBS[name]())

    assert answer.status_code == 200
    assert answer.context["form"].errors["workbook"]
    assert not FormDefinition.objects.exists()


def test_whatever_the_reading_library_stumbles_over_becomes_a_sentence(monkeypatch):
    def stumbles(*_args, **_given):
        raise AssertionError

    monkeypatch.setattr(workbooks, "get_xlsform", stumbles)

    with pytest.raises(Unreadable, match="AssertionError"):
        survey_of(book(("text", "a", "A")))


@pytest.mark.django_db
def test_a_title_without_room_is_asked_for_and_may_be_typed(runa):
    content = book(("text", "a", "A"), settings=(("form_title",), ("T" * 5000,)))

    refused = sent(runa, content)
    answer = sent(runa, content, title="Start")

    assert refused.status_code == 200
    assert "5" in refused.context["form"].errors["title"][0]
    assert answer.status_code == 302
    assert FormDefinition.objects.get().title == "Start"


STRANGE = [
    ("range", "a", "A", "", "", "start=0 end=1e400 step=1"),
    ("range", "c", "C", "", "", f"start=0 end={'9' * 400} step=1"),
    ("integer", "d", "D", "", f". >= 0 and . <= {'9' * 400}", ""),
    ("integer", "e", "E", f"${{b}} > {'9' * 400}", "", ""),
    ("text", "f", "=HYPERLINK(1)", "", "regex(., '(a+)+$')", ""),
    ("text", "g", "{{ 7*7 }}<script>alert(1)</script>", "", "", ""),
]


@pytest.mark.django_db
def test_strange_cells_are_left_out_and_said_or_taken_as_words(runa):
    head = ("type", "name", "label", "relevant", "constraint", "parameters")

    answer = sent(runa, book(head, ("integer", "b", "B", "", "", ""), *STRANGE[2:]))

    assert len(answer.context["report"]) == 3
    made = FormDefinition.objects.get()
    for page in ("edit", "rules", "try"):
        url = reverse(f"wagtailsnippets_forms_formdefinition:{page}", args=[made.pk])
        assert b"<script>alert" not in runa.get(url).content
    for row in STRANGE[:2]:
        assert sent(runa, book(head, row)).status_code == 200
    assert FormDefinition.objects.filter(slug__gt="bok").count() <= 2


def test_numbers_beyond_all_numbers_are_no_limits():
    with pytest.raises(Untold):
        limits_from(f". <= {'9' * 400}")
    with pytest.raises(Untold):
        rule_from(f"${{a}} > {'9' * 400}", {"a": "number"})
    assert limits_from(". >= 0 and . <= 10.5") == (0, 10.5)


def test_a_condition_that_would_be_tried_for_ever_is_read_at_once():
    begun = time.process_time()
    for hostile in (
        "(" * 20_000,
        "not(" * 5_000 + "selected(" * 5_000,
        "${a} = " + "'" * 9_999,
        " and " * 9_000,
    ):
        with pytest.raises(Untold):
            rule_from(hostile, {})

    assert time.process_time() - begun < 1


def test_more_loose_questions_than_there_were_names_for_are_still_taken():
    rows = [
        row
        for n in range(40)
        for row in (
            ("text", f"q{n}", "Q"),
            ("begin_group", f"g{n}", "G"),
            ("text", f"i{n}", "I"),
            ("end_group",),
        )
    ]

    keys = [section.key for section in taken(*rows).document.sections]

    assert keys[:3] == ["questions", "g0", "questions_2"]
    assert len(set(keys)) == len(keys) == 80
