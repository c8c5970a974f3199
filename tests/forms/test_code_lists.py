"""Lists of codes that forms share: copied when a form is published, kept readable for ever."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from forms.editing.translating import open_translation
from forms.library.code_lists import keeping, published_codes
from forms.library.list_uses import publish_anew, uses
from forms.models import CodeList, FormDefinition
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, make_form, publish, question
from tests.factories.library import make_group, make_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def runa(client):
    client.force_login(make_user("runa", roles=("administrator",), language="sv"))
    return client


def asking(slug="travel", owner="", listed="ways", kind="choice"):
    """A published form with one question that takes its choices from a list."""
    definition = make_definition(slug, {"way": {"kind": kind, "code_list": listed}})
    FormDefinition.objects.filter(pk=definition.pk).update(owner=owner)
    definition.refresh_from_db()
    return publish(definition).definition


def newest(definition):
    return definition.versions.order_by("-number").first()


def offered(version):
    return [(choice.code, choice.retired) for choice in version.document().field("way").choices]


def post_list(client, code_list, lines, **own):
    url = reverse("wagtailsnippets_forms_codelist:edit", args=[code_list.pk])
    return client.post(url, {"title": code_list.title, "codes": lines, **own}, follow=True)


def test_a_published_form_has_the_choices_of_the_list_and_its_words():
    make_list("ways", "walk", "bus", walk="Till fots")

    version = newest(asking())

    assert offered(version) == [("walk", False), ("bus", False)]
    assert version.texts("sv")["field.way.choice.walk"] == "Till fots"


def test_choices_beside_a_list_are_refused_and_neither_wins_silently():
    make_list("ways", "walk", "bus")
    definition = make_definition("travel", {"way": {"kind": "choice", "code_list": "ways"}})
    assert definition.problems() == []
    body = definition.body.get_prep_value()
    body[0]["value"]["fields"][0]["value"]["choices"] = [{"code": "own", "label": "Egen"}]
    definition.body = body

    with translation.override("en"):
        (problem,) = definition.problems()

    assert problem.where == "way"
    assert problem.sentence.endswith(
        "takes its choices from a list, and has choices of its own as well. Empty the choices, "
        "or choose no list."
    )


def test_a_form_keeps_the_list_as_it_was_when_it_was_published():
    ways = make_list("ways", "walk", "bus")
    form = asking()

    ways.codes = [*ways.codes, {"code": "train", "label": "Tåg", "score": None, "retired": False}]
    ways.save()

    assert offered(newest(form)) == [("walk", False), ("bus", False)]
    assert [use.same for use in uses(ways)] == [False]


def test_a_programmes_own_list_comes_before_the_platforms():
    make_list("ways", "walk")
    make_list("ways", "boat", owner="island")

    here, there = asking("mainland"), asking("archipelago", owner="island")

    assert (offered(newest(here)), offered(newest(there))) == ([("walk", False)], [("boat", False)])


def test_words_of_a_language_come_from_the_lists_translation():
    ways = make_list("ways", "walk", "bus")
    make_list("ways", "walk", "bus", language="fi", of=ways, walk="Kävellen")
    form = asking()

    publish(
        make_definition(
            "travel", {"way": {"kind": "choice", "code_list": "ways"}}, language="fi", of=form
        )
    )

    assert newest(form).texts("fi")["field.way.choice.walk"] == "Kävellen"


def test_a_label_that_nobody_translated_yet_is_no_translation():
    ways = make_list("ways", "walk", "bus")
    finnish = Locale.objects.get_or_create(language_code="fi")[0]
    opened = open_translation(ways, finnish)
    walk = opened.source.stringsegment_set.get(context__path="codes.walk")
    StringTranslation.objects.create(
        translation_of=walk.string, locale=finnish, context=walk.context, data="Kävellen"
    )
    opened.save_target(publish=True)
    form = asking()

    publish(
        make_definition(
            "travel", {"way": {"kind": "choice", "code_list": "ways"}}, language="fi", of=form
        )
    )

    said = newest(form).words.get(language="fi").texts
    assert said["field.way.choice.walk"] == "Kävellen"
    assert "field.way.choice.bus" not in said


def test_a_published_code_that_is_taken_away_stays_readable_and_says_so(runa):
    ways = make_list("ways", "walk", "bus", "train")
    asking()

    page = post_list(runa, ways, "walk\tTill fots\ntrain\tTåg")

    ways.refresh_from_db()
    assert [(row["code"], row["retired"]) for row in ways.codes] == [
        ("walk", False),
        ("bus", True),
        ("train", False),
    ]
    assert "bus sv" in page.content.decode()


def test_a_code_that_no_form_ever_had_may_go(runa):
    ways = make_list("ways", "walk", "bus")

    post_list(runa, ways, "walk\tTill fots")

    ways.refresh_from_db()
    assert [row["code"] for row in ways.codes] == ["walk"]


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        ("walk\tTill fots\nwalk\tGående", "två alternativ"),
        ("Walk There\tTill fots", "Walk There"),
        ("walk\tTill fots\tmycket", "mycket"),
        ("", "inget att välja"),
    ],
)
def test_a_list_that_cannot_be_kept_says_why_and_keeps_what_was_typed(runa, lines, part):
    ways = make_list("ways", "walk", "bus")

    url = reverse("wagtailsnippets_forms_codelist:edit", args=[ways.pk])
    answer = runa.post(url, {"title": "Sätt", "codes": lines})

    errors = " ".join(answer.context["form"].errors["codes"])
    assert part in errors
    assert lines in answer.content.decode()
    ways.refresh_from_db()
    assert [row["code"] for row in ways.codes] == ["walk", "bus"]


def test_rows_pasted_from_a_spreadsheet_become_codes(runa):
    url = reverse("wagtailsnippets_forms_codelist:add")

    runa.post(
        url, {"title": "Sätt", "slug": "ways", "owner": "", "codes": "walk\tTill fots\t2\r\nBuss"}
    )

    rows = CodeList.objects.get().codes
    assert [(row["code"], row["label"], row["score"]) for row in rows] == [
        ("walk", "Till fots", 2),
        ("buss", "Buss", None),
    ]


def test_forms_are_published_anew_with_the_new_list():
    ways = make_list("ways", "walk", "bus")
    form = asking()
    ways.codes = ways.codes[::-1]
    ways.save()

    published = publish_anew(ways, by=None)

    assert ([str(each) for each in published.done], published.left) == (["A form"], [])
    version = newest(form)
    assert (version.number, offered(version)) == (2, [("bus", False), ("walk", False)])
    assert "Ways" in version.change_note
    assert publish_anew(ways, by=None).done == []


def test_a_corrected_label_makes_new_words_and_no_new_version():
    ways = make_list("ways", "walk", "bus")
    form = asking()
    ways.codes = [{**ways.codes[0], "label": "Gående"}, ways.codes[1]]
    ways.save()

    publish_anew(ways, by=None)

    assert newest(form).number == 1
    assert newest(form).texts("sv")["field.way.choice.walk"] == "Gående"


def test_a_form_with_an_unfinished_draft_is_left_and_the_reason_said(runa):
    ways = make_list("ways", "walk", "bus")
    form = asking()
    draft = form.get_latest_revision_as_object()
    draft.title = "Halvfärdig"
    draft.save_revision()
    ways.codes = ways.codes[::-1]
    ways.save()

    page = runa.post(reverse("wagtailsnippets_forms_codelist:uses", args=[ways.pk]), follow=True)

    assert newest(form).number == 1
    assert "utkast" in page.content.decode()


def test_field_groups_that_use_a_list_are_listed_and_pinned():
    ways = make_list("ways", "walk", "bus")
    group = make_group("contact", question("way", "choice", code_list="ways"))
    version = group.versions.get()

    assert version.document().field("way").code_list == ""
    assert [choice.code for choice in version.document().field("way").choices] == ["walk", "bus"]
    assert [(use.definition, use.same) for use in uses(ways)] == [(group, True)]


def test_one_and_three_forms_cost_the_same_queries(django_assert_max_num_queries):
    ways = make_list("ways", "walk", "bus")
    asking("one")
    with django_assert_max_num_queries(100) as once:
        uses(ways)
    asking("two")
    asking("three")

    with django_assert_max_num_queries(len(once)) as thrice:
        found = uses(ways)

    assert (len(found), len(thrice)) == (3, len(once))


def test_a_list_that_a_form_uses_is_not_deleted(runa):
    ways = make_list("ways", "walk", "bus")
    asking()

    runa.post(reverse("wagtailsnippets_forms_codelist:delete", args=[ways.pk]))

    assert CodeList.objects.filter(pk=ways.pk).exists()


def test_an_unknown_list_leaves_the_questions_own_choices():
    version = make_form(
        "own", {"way": {"kind": "choice", "code_list": "gone", "choices": ("a", "b")}}
    )

    assert offered(version) == [("a", False), ("b", False)]


def test_four_hundred_codes_are_published_in_a_constant_number_of_queries(
    django_assert_max_num_queries,
):
    make_list("few", "a", "b")
    make_list("many", *(f"code_{n}" for n in range(400)))
    few = make_definition("few", {"way": {"kind": "choice", "code_list": "few"}})
    many = make_definition("many", {"way": {"kind": "choice", "code_list": "many"}})

    with django_assert_max_num_queries(20) as small:
        few.compiled()
    with django_assert_max_num_queries(len(small)):
        document, _texts = many.compiled()

    assert len(document.field("way").choices) == 400


def test_published_codes_are_those_of_every_version():
    ways = make_list("ways", "walk", "bus")
    asking()
    ways.codes = [{**ways.codes[0]}]
    ways.save()
    publish_anew(ways, by=None)

    assert published_codes(ways) == {"walk", "bus"}


def test_a_retired_row_stands_where_it_stood():
    rows = [{"code": code, "label": code.upper()} for code in "abcd"]

    kept, retired = keeping(rows, [rows[0], rows[3]], {"b", "c"})

    assert [(row["code"], row.get("retired", False)) for row in kept] == [
        ("a", False), ("b", True), ("c", True), ("d", False),
    ]  # fmt: skip
    assert retired == ["B", "C"]
