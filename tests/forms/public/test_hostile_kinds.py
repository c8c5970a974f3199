"""Each hostile value in every kind of question at once, through HTTP: taken as shown, or refused and shown again.

The questions come from the registry of kinds, so a new kind is tried here by itself.
"""

import pytest
from django.utils.html import escape

from forms.asking.checking import check_answers
from forms.asking.posted import MOST_CHARACTERS
from forms.asking.reading import read_answers
from forms.kinds import KINDS
from forms.models import Submission
from tests.factories.forms import question, section, words
from tests.forms.hostile import FIGURES, LETTERS, VALUES
from tests.forms.of_every_kind import names_of, of_every_kind, without_wrong
from tests.forms.public.conftest import Person, open_form
from tests.forms.public.test_hostile import written
from tests.journeys.page import read_page

pytestmark = pytest.mark.django_db
DOC = of_every_kind()
TEXTS = words(DOC)
NAMES = [name for question in DOC.fields() for name in names_of(question)]
GROUPS = 12  # values are handed out to so many tests; each value is still tried by itself
SHORT = [v for v in map(written, VALUES) if len(v.encode()) * len(NAMES) < MOST_CHARACTERS]
HUGE = [v for v in map(written, VALUES) if v not in SHORT]
UNWRITTEN = {"hidden", "file", *("checkbox", "radio", "select")}


@pytest.fixture(autouse=True)
def form():
    """A form with one question of each kind, open to everybody."""
    return open_form(*DOC.sections, texts=TEXTS)


def somebody() -> Person:
    return Person("/sv/forms/wish/")


def stands_in(page, sent) -> None:
    """Everything that was written is in the form again, letter by letter; what cannot be kept has a stand-in."""
    form = read_page("", page.status_code, page.content.decode()).form("of_text")
    for name, value in sent.items():
        control = form.controls.get(name)
        if control is not None and control.kind not in UNWRITTEN:
            shown = control.values[0]
            shown = shown.removeprefix("\n") if control.kind == "textarea" else shown
            assert shown == value.replace("\x00", "\N{REPLACEMENT CHARACTER}"), name


def test_every_kind_of_the_registry_is_asked():
    assert {question.kind for question in DOC.fields()} == set(KINDS)
    asking = [kind.name for kind in KINDS.values() if kind.asks]
    assert all(any(f"of_{kind}" in name for name in NAMES) for kind in asking)
    assert len(set(SHORT)) >= 200


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_value_in_every_kind_is_shown_again_where_refused_and_stored_as_shown_where_taken(group):
    for value in SHORT[group::GROUPS]:
        person, sent = somebody(), dict.fromkeys(NAMES, value)

        page = person.post(sent)

        assert page.status_code == 422, value  # no value is right for every kind
        assert page.context["errors"]
        assert all(page.context["errors"].values())
        stands_in(page, sent)
        taken_as_shown(person, without_wrong(sent, page.context["errors"]), value)


def taken_as_shown(person: Person, accepted: dict[str, str], value: str) -> None:
    """What no sentence spoke against goes through, reads the same on every page, and is stored like that."""
    went = person.post({**dict.fromkeys(NAMES, ""), **accepted})
    assert went.status_code == 302, value
    page = person.get("check/")
    shown = page.content.decode()
    assert page.status_code == 200, value
    sent = person.post({"_seen": page.context["seen"]}, "check/")
    assert sent.status_code == 302, value

    answers = Submission.objects.latest("pk").answers
    for key in ("of_text", "of_long_text"):
        if key in accepted and key in answers:
            assert answers[key].split() == value.split(), key
    for title, said, _address in page.context["parts"]:
        assert str(said) in shown, title
        assert str(said) == str(read_answers(DOC, TEXTS, answers)), value
    assert check_answers(DOC, TEXTS, answers).answers == answers, value
    assert "<script>alert" not in shown


@pytest.mark.parametrize("value", HUGE, ids=len)
def test_what_is_huge_is_taken_or_refused_in_each_kind_by_itself(value):
    for name in [name for name in NAMES if "-" not in name]:  # in a row the same kinds judge
        page = somebody().post({name: value})

        assert page.status_code in {302, 422}, name


@pytest.mark.parametrize("value", SHORT[::20])
def test_what_was_typed_stands_in_the_form_when_somebody_comes_back(value):
    person, sent = somebody(), dict.fromkeys(NAMES, value)

    person.post(sent)

    stands_in(person.get(), sent)


def test_how_many_rows_there_are_cannot_be_made_a_fault():
    inner = question("inner", "group", items=(question("step"),))
    open_form(section("a", question("name"), question("rows", "group", items=(inner,))), slug="r")
    for value in map(written, (*FIGURES, *LETTERS)):
        for name in ("rows-rows", "rows-0-inner-rows"):
            page = Person("/sv/forms/r/").post({name: value, "name": "Aino"})

            assert page.status_code in {302, 422}, (name, value)


def test_the_words_as_they_were_typed_stand_on_the_next_page():
    for value in ("{{ 7*7 }}", "<b>Åsa</b> & 'Öla'", "=1+1|cmd", "${x} %s"):
        person = somebody()
        person.post({"of_text": value, "of_long_text": value, "of_signature.name": value})

        assert person.get("check/").content.decode().count(escape(value)) == 3
