"""Documents make little work: a blank form is written once, and answers that are very long are not written at all."""

import pytest
from django.urls import reverse

from forms.models import FormDefinition
from forms.sent import pdf, printed
from tests.factories.answers import give
from tests.factories.forms import make_form, publish
from tests.forms.public.conftest import Person, open_form

pytestmark = pytest.mark.django_db
TOO_LONG = "för långa för en PDF"


@pytest.fixture
def writings(monkeypatch):
    """How often a document is written, and of what."""
    written, real = [], pdf.written

    def counted(template, shown):
        written.append(shown["language"])
        return real(template, shown)

    monkeypatch.setattr(pdf, "written", counted)
    return written


def test_a_blank_form_is_written_once_for_each_language_however_often_it_is_fetched(writings):
    open_form(slug="once")
    swedish, finnish = Person("/sv/forms/once/"), Person("/fi/forms/once/")

    first, again, other = (each.get("blank.pdf").content for each in (swedish, swedish, finnish))

    assert first == again
    assert first != other
    assert writings == ["sv", "fi"]


def test_a_blank_form_is_written_anew_when_its_words_or_its_questions_are_others(writings):
    version = make_form("anew")
    definition = FormDefinition.objects.get(pk=version.definition_id)
    first = printed.blank_pdf(version, language="sv")
    definition.title = "Ett annat namn"
    publish(definition)

    second = printed.blank_pdf(version, language="sv")

    assert (first != second, len(writings)) == (True, 2)


def test_each_role_gets_the_blank_form_that_it_would_meet():
    version = make_form("roles", {"name": "text", "note": {"kind": "text", "sees": ("manager",)}})

    whole = printed.blank_pdf(version, language="sv")
    outside = printed.blank_pdf(version, language="sv", roles=frozenset({"participant"}))

    assert whole != outside
    assert printed.blank_pdf(version, language="sv") == whole


@pytest.mark.parametrize("length", [140_000, 150_001])
def test_answers_that_are_too_long_for_a_document_say_so_and_are_printed_from_the_page(
    helmi, length, writings
):
    version = make_form("long", {"story": "long_text"})
    given = give(version, story="ö" * length)
    where = [version.definition_id, given.pk]
    page = helmi.get(reverse("answers:answer", args=where))
    is_long = length > printed.LONGEST

    assert (TOO_LONG in page.content.decode()) == is_long
    assert (reverse("answers:answer_pdf", args=where) in page.content.decode()) != is_long
    if is_long:
        answer = helmi.get(reverse("answers:answer_pdf", args=where))
        assert answer.url == reverse("answers:answer", args=where)
        assert writings == []


def test_so_many_questions_are_too_many_however_short_the_answers(helmi):
    many = {f"q{n}": "text" for n in range(printed.MOST_ROWS + 1)}
    version = make_form("many", many)
    given = give(version, **dict.fromkeys(many, "x"))
    where = [version.definition_id, given.pk]

    assert TOO_LONG in helmi.get(reverse("answers:answer", args=where)).content.decode()
    assert helmi.get(reverse("answers:answer_pdf", args=where)).status_code == 302


def test_a_form_that_asks_very_much_is_printed_from_its_page(writings):
    open_form({f"q{n}": "text" for n in range(printed.MOST_ASKED + 1)}, slug="endless")
    person = Person("/sv/forms/endless/")

    page = person.get("blank/").content.decode()

    assert "för långt för en PDF" in page
    assert "blank.pdf" not in page
    assert person.get("blank.pdf").url.endswith("/blank/")
    assert writings == []


def test_whoever_answered_reads_the_same_on_the_receipt():
    open_form({"story": "long_text"}, slug="long")
    person = Person("/sv/forms/long/")
    person.post({"story": "ö" * 9_000})
    person.send()
    assert "answers.pdf" in person.get("receipt/").content.decode()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(printed, "LONGEST", 5_000)
        said = person.get("receipt/").content.decode()
        answer = person.get("receipt/answers.pdf")

    assert TOO_LONG in said
    assert "answers.pdf" not in said
    assert answer.url.endswith("/receipt/")
