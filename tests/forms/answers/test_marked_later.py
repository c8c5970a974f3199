"""A question that a later version calls sensitive, or keeps for some roles: older answers to it are kept as well."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from forms.answers import exporting, finding
from forms.answers.columns import tables
from forms.answers.searching import still_searched
from forms.answers.wanted import Wanted
from forms.models import Export, FormDefinition
from forms.models.attachment import private
from tests.factories.answers import appoint, give
from tests.factories.forms import document, make_definition, make_form, publish, question, section

pytestmark = pytest.mark.django_db
PLAIN = {
    "name": "text",
    "story": "long_text",
    "goals": {"kind": "group", "items": {"sub": "text", "how": "text"}},
}
GOALS = [{"sub": 'Simma "lugnt"', "how": "Bussen"}, {"sub": "Läsa", "how": "Ålandsfärjan"}]


def published_again(version, *asked):
    """The next version of a form."""
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.body = make_definition(f"next-{version.pk}", *asked).body
    return publish(definition)


@pytest.fixture
def first():
    return make_form("feedback", PLAIN)


@pytest.fixture
def given(first):
    return give(first, name="Åke", story="HEMLIGHET hos mig [1], .*", goals=GOALS)


def found(version, handler, words):
    wanted = Wanted.read({"q": words})
    return list(finding.wanted_of(handler, version.definition, wanted, {}))


def marked(version, *keys, **how):
    """The next version, in which some questions are marked."""
    asked = {
        key: {**(given if isinstance(given, dict) else {"kind": given})}
        for key, given in PLAIN.items()
    }
    for key in keys:
        asked[key] |= how or {"sensitive": True}
    return published_again(version, asked)


@pytest.mark.parametrize("how", [{"sensitive": True}, {"sees": ("manager",)}])
def test_words_that_are_marked_later_are_no_longer_found_and_the_others_are(
    first, given, handler, how
):
    before = found(first, handler, "hemlighet")

    second = marked(first, "story", **how)
    newer = give(second, name="Eva", story="hemlighet igen")

    assert before == [given]
    assert found(first, handler, "hemlighet") == []
    assert found(first, handler, "åke") == [given]
    assert found(first, handler, 'SIMMA "LUGNT"') == [given]
    assert found(first, handler, "ÅLANDSFÄRJAN") == [given]
    assert found(first, handler, ".*") == found(first, handler, "[") == []
    assert found(first, handler, "eva") == [newer]


def test_a_group_that_is_marked_later_closes_all_that_lies_in_it(first, given, handler):
    third = published_again(
        marked(first, "goals"),
        {"name": "text", "story": "long_text"},
    )

    assert third.number == 3
    assert found(first, handler, "simma") == []
    assert found(first, handler, "hemlighet") == [given]


def test_what_was_once_sensitive_is_not_searched_in_newer_answers_either(handler):
    first = make_form("feedback", {"name": "text", "story": {"kind": "text", "sensitive": True}})
    second = published_again(first, {"name": "text", "story": "text"})
    given = give(second, name="Åke", story="hemlighet")

    assert found(first, handler, "hemlighet") == []
    assert found(first, handler, "åke") == [given]


def test_words_are_looked_for_in_one_more_query_however_many_answers(
    first, given, handler, django_assert_num_queries
):
    marked(first, "story")
    with django_assert_num_queries(2):
        found(first, handler, "åke")
    give(first, name="Åke")
    give(first, name="Åke")
    with django_assert_num_queries(2):
        found(first, handler, "åke")


def test_a_page_of_older_answers_hides_what_is_marked_now(first, given, helmi):
    page = reverse("answers:answer", args=[first.definition_id, given.pk])
    assert "HEMLIGHET" in helmi.get(page).content.decode()

    marked(first, "story", "goals")
    said = helmi.get(page).content.decode()

    assert "HEMLIGHET" not in said
    assert "Simma" not in said
    assert "Åke" in said
    assert "2 frågor visas inte" in said


def test_the_newest_version_that_asks_decides_on_the_page_of_older_answers(first, given, helmi):
    published_again(marked(first, "story"), {"name": "text"})
    page = reverse("answers:answer", args=[first.definition_id, given.pk])

    assert "HEMLIGHET" not in helmi.get(page).content.decode()


def test_whoever_is_appointed_for_sensitive_answers_still_reads_them(first, given, helmi, handler):
    appoint(first.definition, user=handler, sensitive=True)
    marked(first, "story")
    page = reverse("answers:answer", args=[first.definition_id, given.pk])

    assert "HEMLIGHET" in helmi.get(page).content.decode()


def test_lists_figures_and_files_hide_what_is_marked_now(first, given, handler, helmi):
    second = marked(first, "story", "goals")
    give(second, name="Eva", story="Ny hemlighet", goals=GOALS)

    for page in ("answers:answers", "answers:summary"):
        said = helmi.get(reverse(page, args=[first.definition_id])).content.decode()
        assert "HEMLIGHET" not in said
    summary = helmi.get(reverse("answers:summary", args=[first.definition_id]))
    assert [chart.title for chart in summary.context["charts"]] == ["Name"]
    export = exporting.ask(
        first.definition, by=handler, wanted=Wanted(), kind="xlsx", say="words", language="sv"
    )
    exporting.write(export)
    with private().open(Export.objects.get().file) as file:
        book = load_workbook(BytesIO(file.read()))
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row if cell}
    assert "Åke" in cells
    assert not any(
        word in cell for cell in cells for word in ("emlighet", "HEMLIGHET", "Simma", "Bussen")
    )


def test_a_column_of_a_group_is_masked_though_the_version_that_marked_it_asked_it_no_more():
    old = document(section("main", question("g", "group", items=(question("a"), question("b")))))
    new = document(section("main", question("g", "group", sensitive=True, items=(question("a"),))))

    masked = {column.path: column.masked for column in tables([new, old], _Closed())[1].columns}

    assert masked == {"g.a": True, "g.b": True}
    assert still_searched([new, old]) == [None, frozenset()]


class _Closed:
    """Somebody who sees nothing sensitive."""

    def sees(self, question, _section=None):
        return not question.guarded
