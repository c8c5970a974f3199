"""Field groups of the library: pinned to a version, under a prefix, and taken anew when somebody says so."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from forms.counted.recipes import Recipe
from forms.document import Check, Field, FormDocument, Section
from forms.editing.bodies import body_from
from forms.library.taken import SECTION, Group, folded, placed, reference, unfolded
from forms.library.taking import take_newest, taken
from forms.models import FieldGroup, FormDefinition
from tests.factories.accounts import make_user
from tests.factories.forms import document, publish, question, section, when, words
from tests.factories.library import form_with_group, make_group
from tests.forms import strategies

pytestmark = pytest.mark.django_db
NAME = question("name", required=True)
PHONE = question("phone", "phone", visible_if=when(("name", "answered")))


@pytest.fixture
def runa(client):
    client.force_login(make_user("runa", roles=("administrator",), language="sv"))
    return client


def keys(document):
    return [field.key for field in document.fields()]


def test_publishing_a_group_freezes_a_version():
    group = make_group("contact", NAME)
    make_group("contact", NAME, PHONE)

    assert [(v.number, keys(v.document())) for v in group.versions.order_by("number")] == [
        (1, ["name"]),
        (2, ["name", "phone"]),
    ]


def test_a_form_gets_the_questions_of_the_version_under_its_prefix():
    make_group("contact", NAME, PHONE, field__name__label="Vad heter hen?")

    version = publish(form_with_group("help", "contact@1"))

    (section_,) = version.document().sections
    assert (section_.key, section_.from_library) == ("guardian", "contact@1")
    assert keys(version.document()) == ["guardian_name", "guardian_phone"]
    assert version.document().field("guardian_phone").visible_if == when(
        ("guardian_name", "answered")
    )
    assert version.texts("sv")["field.guardian_name.label"] == "Vad heter hen?"
    assert version.texts("sv")["section.guardian.title"] == "Kontakt"


def test_one_group_may_be_asked_of_two_people():
    make_group("contact", NAME)
    form = form_with_group("help", "contact@1")
    blocks = form.body.get_prep_value()
    form.body = [
        blocks[0],
        {**blocks[0], "id": None, "value": {**blocks[0]["value"], "key": "friend"}},
    ]

    assert keys(publish(form).document()) == ["guardian_name", "friend_name"]


def test_a_newer_version_changes_no_form_by_itself():
    make_group("contact", NAME)
    form = form_with_group("help", "contact@1")
    publish(form)

    make_group("contact", NAME, PHONE)
    version = publish(FormDefinition.objects.get(pk=form.pk))

    assert (version.number, keys(version.document())) == (1, ["guardian_name"])
    assert [(one.key, one.is_behind) for one in taken(form)] == [("guardian", True)]


def test_the_newer_version_is_shown_and_taken_into_the_draft(runa):
    make_group("contact", NAME)
    form = form_with_group("help", "contact@1")
    publish(form)
    make_group("contact", NAME, PHONE)
    url = reverse("wagtailsnippets_forms_formdefinition:library", args=[form.pk])

    page = runa.get(url).content.decode()
    runa.post(url, {"section": "guardian"})

    form.refresh_from_db()
    draft = form.get_latest_revision_as_object()
    assert "Phone" in page
    assert "”questions”" not in page
    assert draft.body.get_prep_value()[0]["value"]["group"] == "contact@2"
    assert (form.latest_version().number, form.has_unpublished_changes) == (1, True)
    assert keys(publish(draft).document()) == ["guardian_name", "guardian_phone"]


def test_the_editor_says_that_something_is_newer(runa):
    make_group("contact", NAME)
    form = form_with_group("help", "contact@1")
    form.save_revision()
    url = reverse("wagtailsnippets_forms_formdefinition:edit", args=[form.pk])
    link = reverse("wagtailsnippets_forms_formdefinition:library", args=[form.pk])

    before = runa.get(url).content.decode()
    make_group("contact", NAME, PHONE)
    after = runa.get(url).content.decode()

    assert (link in before, link in after) == (False, True)


def test_there_is_nothing_to_take_when_nothing_is_newer():
    make_group("contact", NAME)

    assert take_newest(form_with_group("help", "contact@1"), "guardian", by=None) is None


@pytest.mark.parametrize("named", ["contact@7", "nothing@1", "", "contact"])
def test_a_version_that_is_not_there_prevents_publishing(named):
    make_group("contact", NAME)
    form = form_with_group("help", named)

    assert "guardian" in {problem.where for problem in form.problems()}


def test_questions_of_a_library_section_may_be_read_by_later_conditions():
    make_group("contact", question("age", "number"))
    form = form_with_group("help", "contact@1")
    later = question("why", visible_if=when(("guardian_age", "at_least", 18)))
    doc = document(section("more", later))
    form.body = [*form.body.get_prep_value(), *body_from(doc, words(doc))]

    version = publish(form)

    assert version.document().field("why").visible_if == when(("guardian_age", "at_least", 18))


def test_words_of_a_language_come_from_the_groups_translation():
    group = make_group("contact", NAME)
    finnish = Locale.objects.get_or_create(language_code="fi")[0]
    other = group.copy_for_translation(finnish)
    doc = document(section(SECTION, NAME))
    other.rewrite(doc, words(doc, form__title="Yhteystiedot", field__name__label="Nimi"))
    other.live = False
    other.save()
    other.save_revision().publish()
    form = form_with_group("help", "contact@1")
    publish(form)
    translation = form.copy_for_translation(finnish)
    translation.title = "Apu"
    translation.save()

    publish(translation)

    said = form.latest_version().texts("fi")
    assert (said["field.guardian_name.label"], said["section.guardian.title"]) == (
        "Nimi",
        "Yhteystiedot",
    )


def test_restoring_a_version_brings_the_library_section_back():
    make_group("contact", NAME)
    form = form_with_group("help", "contact@1")
    version = publish(form)

    form.rewrite(version.document(), version.texts("sv"))

    (block,) = form.body.get_prep_value()
    assert (block["type"], block["value"]["group"]) == ("library_section", "contact@1")
    assert form.compiled()[0] == version.document()


def test_a_section_that_says_anything_else_is_written_as_questions():
    make_group("contact", NAME)
    form = form_with_group("help", "contact@1")
    version = publish(form)
    (part,) = version.document().sections
    other = FormDocument(
        (Section(part.key, (*part.fields, question("more")), from_library="contact@1"),)
    )

    form.rewrite(other, {**version.texts("sv"), "field.more.label": "Mer"})

    (block,) = form.body.get_prep_value()
    assert block["type"] == "section"
    assert keys(form.compiled()[0]) == ["guardian_name", "more"]


def test_a_group_is_edited_and_published_in_the_admin(runa):
    group = make_group("contact", NAME)
    edit = reverse("wagtailsnippets_forms_fieldgroup:edit", args=[group.pk])
    index = reverse("wagtailsnippets_forms_fieldgroup:list")

    assert runa.get(edit).status_code == 200
    assert "Kontakt" in runa.get(index).content.decode()
    assert FieldGroup.objects.get().latest_version().number == 1


def test_everything_that_names_a_question_follows_the_prefix():
    asked = (
        question("score", "number"),
        question(
            "rows",
            "group",
            items=(question("x", "number", visible_if=when(("row.y", "answered"))),),
        ),
        Field(
            "total",
            "calculated",
            recipe=Recipe("sum", of=("score", "rows.x", "case.days_in_service")),
        ),
        Field(
            "odd", "calculated", recipe=Recipe("formula", formula='{"+": [{"var": "score"}, 1]}')
        ),
        question(
            "last",
            checks=(Check("c", when(("score", "at_least", 1))),),
            lock_if=when(("today", "is", "x")),
        ),
    )
    doc = document(section(SECTION, *asked))

    made, _said = placed(Group(doc, words(doc)), "p", "g@1")

    _score, rows, total, odd, last = made.fields
    assert rows.items[0].visible_if == when(("row.y", "answered"))
    assert total.recipe.of == ("p_score", "p_rows.x", "case.days_in_service")
    assert odd.recipe.formula == '{"+": [{"var": "p_score"}, 1]}'
    assert (last.checks[0].rule, last.lock_if) == (
        when(("p_score", "at_least", 1)),
        when(("today", "is", "x")),
    )


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(strategies.forms(), st.sampled_from(["p", "guardian"]))
def test_unfolded_and_folded_are_inverses(form, key):
    doc, texts = form
    group = Group(FormDocument((Section(SECTION, tuple(doc.fields())),)), texts)
    own = {
        "title": "",
        "tips": "",
        "easy": "",
        "rules": "",
        "new_page": False,
        "sees": "",
        "edits": "",
    }
    block = {
        "type": "library_section",
        "value": {"group": reference("g", 2), "key": key, **own},
        "id": "1",
    }

    assert folded(unfolded(block, group), group) == block
