"""The pages about versions: what was published, what differs, and a version as a draft again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forms.editing.standing import standing
from forms.models import FormDefinition
from forms.sent.submissions import record
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, make_form, publish, question, section, when

pytestmark = pytest.mark.django_db
PAGES = "wagtailsnippets_forms_formdefinition"


@pytest.fixture
def runa(client):
    """Somebody who administers forms, signed in."""
    user = make_user("runa", roles=("administrator",), language="sv")
    client.force_login(user)
    return user


def url(name, *args, of="forms_formdefinition"):
    return reverse(f"wagtailsnippets_{of}:{name}", args=args)


def changed(version, *asked, note="", by=None):
    """Publish another structure of the same form."""
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.body = make_definition(f"other-{version.pk}", *asked).body
    definition.change_note = note
    return publish(definition, by=by)


def test_the_note_is_kept_with_the_version_and_the_next_one_begins_empty(runa):
    first = make_form("note", {"note": "text"})

    second = changed(first, {"note": "text", "more": "date"}, note="Datum behövdes", by=runa)

    definition = FormDefinition.objects.get(pk=first.definition_id)
    assert (second.number, second.change_note, second.frozen_by) == (2, "Datum behövdes", runa)
    assert definition.change_note == ""
    assert definition.get_latest_revision_as_object().change_note == ""
    assert definition.latest_revision.content["change_note"] == ""


def test_a_correction_of_words_keeps_its_own_note(runa):
    version = make_form("note", texts={"form.title": "Anmälan"})
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.title, definition.change_note = "Anmälan om behov", "Tydligare"

    publish(definition, by=runa)

    words = version.words.get(revision=2)
    assert (words.change_note, words.frozen_by) == ("Tydligare", runa)
    assert version.change_note == ""


def test_the_list_tells_number_who_why_and_how_many_answers(client, runa):
    first = make_form("note", {"note": "text"})
    record(first, answers={"note": "Hej"}, language="sv")
    changed(first, {"note": "text", "more": "date"}, note="Datum behövdes", by=runa)

    page = client.get(url("versions", first.definition_id))

    rows = [
        (entry.version.number, entry.version.change_note, entry.answers)
        for entry in page.context["entries"]
    ]
    assert rows == [(2, "Datum behövdes", 0), (1, "", 1)]
    assert "1 svar" in page.content.decode()
    assert "Datum behövdes" in page.content.decode()


@pytest.mark.parametrize("versions", [1, 3])
def test_the_list_costs_the_same_for_many_versions(
    client, runa, versions, django_assert_max_num_queries
):
    version = make_form("note", {"note": "text"})
    for number in range(versions - 1):
        version = changed(version, {"note": "text", f"more{number}": "date"})

    with django_assert_max_num_queries(25):
        client.get(url("versions", version.definition_id))


def test_two_versions_are_compared_structure_and_words_apart(client, runa):
    first = make_form("note", {"note": "text"}, texts={"field.note.label": "Hur mår du?"})
    definition = FormDefinition.objects.get(pk=first.definition_id)
    definition.body = make_definition(
        "other", {"note": {"kind": "text", "required": True}}, texts={"field.note.label": "Hur mår du nu?"}
    ).body  # fmt: skip
    publish(definition)

    page = client.get(
        url("compare", first.definition_id), {"from": "1", "to": "2"}
    ).content.decode()

    assert "Frågan ”Hur mår du nu?”: ett svar krävs nu." in page
    assert "Hur mår du<ins> nu</ins>?" in page


def test_a_version_is_compared_with_what_is_edited_now(client, runa):
    version = make_form("note", {"note": "text"})
    definition = FormDefinition.objects.get(pk=version.definition_id)
    definition.body = make_definition("other", {"note": "text", "more": "date"}).body
    definition.save_revision()

    page = client.get(url("compare", definition.pk), {"from": "1", "to": "draft"})

    assert [change.where for change in page.context["comparison"].changes] == ["more"]


@pytest.mark.parametrize(
    "side", ["7", "x", "", "1.9", "1.x", "-1", "1" * 30, "9" * 5000, "1." + "9" * 5000, "٣"]
)
def test_a_version_that_does_not_exist_is_not_found(client, runa, side):
    version = make_form("note")

    found = client.get(url("compare", version.definition_id), {"from": side, "to": "1"})

    assert found.status_code == 404


def test_restoring_asks_first_makes_an_exact_draft_and_publishes_nothing(client, runa):
    asked = section(
        "main",
        question("mood", "choice", choices=("good", "bad"), required=True),
        question("why", "long_text", visible_if=when(("mood", "is", "bad"))),
    )
    first = make_form("note", asked, texts={"form.intro": "Välkommen", "field.why.easy": "Varför?"})
    second = changed(first, {"other": "date"})
    where = url("restore", first.definition_id, 1)

    assert client.get(where).status_code == 200
    assert not FormDefinition.objects.get(pk=first.definition_id).has_unpublished_changes
    answer = client.post(where)

    definition = FormDefinition.objects.get(pk=first.definition_id)
    document, texts = definition.get_latest_revision_as_object().compiled()
    assert answer.url == url("edit", first.definition_id)
    assert document == first.document()
    assert texts == first.texts("sv")
    assert definition.latest_version() == second
    assert definition.has_unpublished_changes


def test_restoring_keeps_the_ids_of_blocks_so_that_translations_stay_with_them(client, runa):
    first = make_form("note", {"note": "text", "more": "date"})
    definition = FormDefinition.objects.get(pk=first.definition_id)
    raw = definition.body.get_prep_value()
    raw[0]["value"]["fields"][0]["id"] = "11111111-1111-4111-8111-111111111111"
    definition.body = [
        {**raw[0], "value": {**raw[0]["value"], "fields": raw[0]["value"]["fields"][:1]}}
    ]
    publish(definition)

    client.post(url("restore", first.definition_id, 1))

    draft = FormDefinition.objects.get(pk=first.definition_id).get_latest_revision_as_object()
    fields = draft.body.get_prep_value()[0]["value"]["fields"]
    assert [each["value"]["key"] for each in fields] == ["note", "more"]
    assert fields[0]["id"] == "11111111-1111-4111-8111-111111111111"


def test_a_locked_form_is_not_restored(client, runa):
    first = make_form("note")
    changed(first, {"other": "date"})
    FormDefinition.objects.filter(pk=first.definition_id).update(
        locked=True,
        locked_by=make_user("other", roles=("administrator",)),
        locked_at=timezone.now(),
    )

    client.post(url("restore", first.definition_id, 1))

    assert not FormDefinition.objects.get(pk=first.definition_id).has_unpublished_changes


def test_who_may_not_change_forms_learns_nothing(client):
    version = make_form("note")
    client.force_login(make_user("siri", roles=("communication",)))

    for name, args in (("versions", ()), ("compare", ()), ("restore", (1,)), ("languages", ())):
        answer = client.get(url(name, version.definition_id, *args))
        assert answer.status_code == 302
        assert "note" not in answer.content.decode()


def test_the_status_is_said_in_words(runa):
    definition = make_form("note").definition
    soon = timezone.now() + timedelta(days=1)

    assert standing(definition) == "I bruk"
    definition.answers_until = soon
    assert standing(definition).startswith("I bruk, tar emot svar till")
    definition.retired_at = timezone.now()
    assert standing(definition).startswith("Avvecklat")
