"""Translating in wagtail-localize: words only, in step with what is published, counted, out and in as a PO file."""

import polib
import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.models import Locale
from wagtail_localize.fields import (
    SynchronizedField,
    TranslatableField,
    get_translatable_fields,
)
from wagtail_localize.models import StringTranslation, Translation

from forms.blocks import FormBlocks
from forms.blocks.choices import ChoicesBlock
from forms.editing.translating import open_translation
from forms.models import FormDefinition
from tests.factories.accounts import make_user
from tests.factories.editing import posted
from tests.factories.forms import make_definition, make_form, publish
from workflows.models import WorkflowDefinition

pytestmark = pytest.mark.django_db
# The blocks whose text people read. Every other leaf must be closed to translators.
WORDS = {
    "title", "tips", "label", "help", "easy", "easy_help", "error", "low", "high", "row", "unit",
    "sentence", "text", "receipt", "words",
}  # fmt: skip
TEXT = "abc def"


@pytest.fixture
def finnish():
    return Locale.objects.get_or_create(language_code="fi")[0]


@pytest.fixture
def runa(client):
    user = make_user("runa", roles=("administrator",), language="sv")
    client.force_login(user)
    return user


def may_translate() -> Permission:
    """The permission of translators. Tests that empty the database take the groups' own away."""
    about = ContentType.objects.get_for_model(Translation)
    return Permission.objects.get_or_create(
        content_type=about, codename="submit_translation", defaults={"name": "Translate"}
    )[0]


def translated(translation, **said):
    """Write translations as the translators' editor stores them: by the source's words."""
    segments = translation.source.stringsegment_set.select_related("string", "context")
    for segment in segments:
        text = said.get(segment.string.data)
        if text:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": text},
            )


def offered(translation):
    return sorted(translation.source.stringsegment_set.values_list("string__data", flat=True))


def leaves(block, path=""):
    """Yield every block of the schema that holds a value, with its path."""
    children = getattr(block, "child_blocks", None)
    if children:
        for name, child in children.items():
            yield from leaves(child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, path)
    else:
        yield path.lstrip("."), block


def is_closed(block):
    """Whether wagtail-localize takes no text of a block, and gives its value back as it is."""
    if isinstance(
        block, (blocks.BooleanBlock, blocks.IntegerBlock, blocks.FloatBlock, BaseChoiceBlock)
    ):
        return True  # wagtail-localize takes no segment of these
    if not hasattr(block, "get_translatable_segments"):
        return False
    value = block.get_default()
    segments = block.get_translatable_segments(value)
    return not segments and block.restore_translated_segments(value, segments) == value


def test_translators_are_offered_words_and_nothing_else():
    found = {
        path: block
        for path, block in leaves(FormBlocks())
        if path.rpartition(".")[2] not in WORDS and not isinstance(block, ChoicesBlock)
    }

    assert len(found) > 50
    assert [path for path, block in found.items() if not is_closed(block)] == []


@pytest.mark.parametrize("model", [FormDefinition, WorkflowDefinition])
def test_settings_are_the_same_in_every_language_and_never_offered(model):
    fields = {each.field_name: each for each in get_translatable_fields(model)}
    words = {name for name, each in fields.items() if isinstance(each, TranslatableField)}
    others = [each for each in fields.values() if isinstance(each, SynchronizedField)]

    assert words == set(model.translated)
    assert not any(each.overridable for each in others)
    assert {"slug", "change_note"} <= fields.keys()


def test_only_words_reach_the_translators(finnish):
    version = make_form(
        "note",
        {"mood": {"kind": "choice", "choices": ("good",), "prefill": "participant.name"}},
        texts={
            "form.title": "Anteckning",
            "field.mood.label": "Läge?",
            "field.mood.easy": "Hur?",
            "field.mood.choice.good": "Bra",
        },
    )

    translation = open_translation(version.definition, finnish)

    assert offered(translation) == ["Anteckning", "Bra", "Hur?", "Läge?", "Part 1"]


def test_a_form_stored_before_a_text_was_added_is_still_translated(finnish):
    version = make_form("note", texts={"form.title": "Anteckning"})
    definition = FormDefinition.objects.get(pk=version.definition_id)
    raw = definition.body.get_prep_value()
    for name in ("easy", "help"):
        del raw[0]["value"]["fields"][0]["value"][name]
    FormDefinition.objects.filter(pk=definition.pk).update(body=raw)

    translation = open_translation(FormDefinition.objects.get(pk=definition.pk), finnish)

    assert offered(translation) == ["Anteckning", "Note", "Part 1"]


def test_words_written_elsewhere_count_as_translated(finnish):
    version = make_form("note", texts={"form.title": "Anteckning"})
    publish(
        make_definition(
            "note",
            {"note": "text"},
            texts={"form.title": "Muistio"},
            language="fi",
            of=version.definition,
        )
    )

    translation = open_translation(version.definition, finnish)

    assert translation.get_progress() == (3, 3)


def test_translators_see_a_new_question_as_soon_as_it_is_published(finnish):
    version = make_form("note", {"note": "text"})
    translation = open_translation(version.definition, finnish)
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body

    publish(definition)

    assert "More" in offered(translation)


def test_what_was_filled_in_from_the_source_is_no_translation(
    finnish, django_capture_on_commit_callbacks
):
    version = make_form("note", {"note": "text"}, texts={"form.title": "Anteckning"})
    translation = open_translation(version.definition, finnish)
    translated(translation, Anteckning="Muistio")

    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    words = version.words.get(language="fi")
    assert words.texts == {"form.title": "Muistio"}
    assert not words.complete
    assert version.texts("fi")["field.note.label"] == "Note"


def test_a_po_file_goes_out_and_comes_in(finnish, django_capture_on_commit_callbacks):
    version = make_form("note", {"note": "text"}, texts={"form.title": "Anteckning"})
    translation = open_translation(version.definition, finnish)
    file = polib.pofile(str(translation.export_po()))
    for entry in file:
        entry.msgstr = f"{entry.msgid} suomeksi"

    assert translation.import_po(polib.pofile(str(file))) == []
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    assert version.words.get(language="fi").complete
    assert version.texts("fi")["field.note.label"] == "Note suomeksi"


def test_a_language_that_must_be_complete_holds_publishing_back_with_a_link(client, runa, finnish):
    version = make_form("note", {"note": "text"}, texts={"form.title": "Anteckning"})
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.complete_in = ["fi"]
    (problem,) = definition.problems()

    assert "Finska saknar 3 texter. Den första är ”Anteckning”." in problem.sentence
    assert problem.url == reverse(
        "wagtailsnippets_forms_formdefinition:languages", args=[definition.pk]
    )

    FormDefinition.objects.filter(pk=definition.pk).update(complete_in=["fi"])
    sent = posted(
        definition, complete_in="fi", open_to="nobody", least_shown=5, **{"action-publish": "yes"}
    )
    answer = client.post(problem.url.replace("/languages/", "/edit/"), sent)
    assert dict(answer.context["form"].errors) == {"__all__": [problem.sentence]}
    page = answer.content.decode()
    assert "Finska saknar 3 texter" in page
    assert f'href="{problem.url}" class="button' in page

    publish_words = {"form.title": "Muistio"}
    publish(
        make_definition("note", {"note": "text"}, texts=publish_words, language="fi", of=definition)
    )
    assert definition.problems() == []


def test_translators_are_offered_the_draft_when_their_language_must_come_first(finnish):
    version = make_form("note", {"note": "text"})
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.complete_in = ["fi"]
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body
    definition.save_revision()
    FormDefinition.objects.filter(pk=definition.pk).update(complete_in=["fi"])

    translation = open_translation(FormDefinition.objects.get(pk=definition.pk), finnish)

    assert "More" in offered(translation)


def test_the_page_of_languages_leads_to_the_translators_editor(client, runa, finnish):
    runa.user_permissions.add(may_translate())
    version = make_form("note", {"note": "text"}, texts={"form.title": "Anteckning"})
    where = reverse("wagtailsnippets_forms_formdefinition:languages", args=[version.definition_id])
    page = client.get(where).content.decode()

    assert "0 av 3 texter" in page
    assert "Första luckan: rubrik" in page
    answer = client.post(where, {"language": "fi"})
    assert answer.url.endswith("#:~:text=Anteckning")
    assert client.get(answer.url).status_code == 200
    assert client.post(where, {"language": "sv"}).status_code == 404
    assert client.post(where, {"language": "xx"}).status_code == 404


def test_a_draft_of_a_translation_takes_no_published_words_away(
    finnish, django_capture_on_commit_callbacks
):
    version = make_form("note", {"note": "text"}, texts={"form.title": "Anteckning"})
    translation = open_translation(version.definition, finnish)
    translated(translation, Anteckning="Muistio")
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    translated(translation, Anteckning="Luonnos")
    translation.save_target(publish=False)

    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body
    newer = publish(definition)

    assert newer.number == 2
    assert newer.texts("fi")["form.title"] == "Muistio"


def test_a_language_taken_out_of_use_says_nothing_in_a_new_version(
    finnish, django_capture_on_commit_callbacks
):
    version = make_form("note", {"note": "text"})
    translation = open_translation(version.definition, finnish)
    translated(translation, Note="Muistio")
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    translation.get_target_instance().unpublish()

    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body
    newer = publish(definition)

    assert [words.language for words in newer.words.all()] == ["sv"]
