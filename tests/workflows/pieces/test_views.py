"""The pages that take parts of other workflows in, and keep parts for them."""

from dataclasses import replace

import pytest
from django.urls import reverse

from forms.models import FormDefinition
from tests.factories.accounts import make_user
from tests.factories.forms import make_form
from tests.factories.workflows import make_definition, make_workflow, publish, small_workflow
from workflows import publishing
from workflows.bodies.writing import body_from
from workflows.document import Phase, Role
from workflows.models import KeptPart, TakenPart
from workflows.pieces import actions
from workflows.steps import Task

pytestmark = pytest.mark.django_db
SPACE = "wagtailsnippets_workflows_workflowdefinition"


@pytest.fixture(autouse=True)
def _the_running_side(monkeypatch):
    monkeypatch.setattr(publishing, "platform_roles", {"counsellor": "Counsellor"})
    monkeypatch.setattr(publishing, "on_freeze", [])


@pytest.fixture
def editor(client):
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    return client


def page(name, definition):
    return reverse(f"{SPACE}:{name}", args=[definition.pk])


def draft(definition):
    definition.refresh_from_db()
    return definition.get_latest_revision_as_object().compiled()[0]


@pytest.fixture
def here():
    return make_definition("here")


@pytest.fixture
def there():
    """A published workflow whose first phase asks a form, by a role of its own."""
    make_form("lost", {"note": "text"})
    phase = Phase("first", (Task("look", role="judge", form="lost"),))
    document = small_workflow()
    document = replace(
        document,
        phases=(phase, *document.phases[1:]),
        roles=(*document.roles, Role("judge", who=("counsellor",))),
    )
    return make_workflow(document, slug="there", texts={"workflow.title": "There"}).definition


def test_a_phase_is_chosen_shown_and_copied_into_the_draft(editor, here, there):
    address = page("take_in", here)
    assert "There" in editor.get(address).content.decode()
    chosen = {"from": f"flow:{there.pk}", "part": "phase:first"}

    shown = editor.get(address, chosen).content.decode()
    assert "after “First”" in shown
    assert "first in the phase “Last”" in editor.get(address, {**chosen, "part": "step:look"}).text
    assert "first → first_2" in shown
    assert "look → look_2" in shown
    assert "comes along" in shown  # the role judge
    assert "can be asked" in shown  # the form
    assert "Nothing has to be mended afterwards." in shown
    assert draft(here) == small_workflow()

    answer = editor.post(address, {**chosen, "place": "phase:first"})

    assert answer.status_code == 302
    made = draft(here)
    assert [phase.key for phase in made.phases] == ["first", "first_2", "last"]
    assert made.phases[1].blocks == (Task("look_2", role="judge", form="lost"),)
    assert [role.key for role in made.roles] == ["own_contact", "judge"]
    assert here.latest_version() is None
    note = TakenPart.objects.get()
    assert (note.name, note.title, note.number) == ("phase:first_2", "There", 1)


def test_it_is_undone_once_as_long_as_nothing_was_saved_since(editor, here, there):
    address = page("take_in", here)
    chosen = {"from": f"flow:{there.pk}", "part": "step:look", "place": "step:look"}
    editor.post(address, chosen)
    note = TakenPart.objects.get()
    assert 'name="undo"' in editor.get(address).content.decode()

    editor.post(address, {"undo": note.pk})
    assert draft(here) == small_workflow()
    assert not TakenPart.objects.exists()

    editor.post(address, chosen)
    here.refresh_from_db()
    here.get_latest_revision_as_object().save_revision()
    assert 'name="undo"' not in editor.get(address).content.decode()
    refused = editor.post(address, {"undo": TakenPart.objects.get().pk}, follow=True)
    assert "nothing was undone" in refused.content.decode()
    assert len(draft(here).phases[0].blocks) == 3


def test_what_is_not_here_is_named_before_it_is_copied(editor, here, there):
    FormDefinition.objects.filter(slug="lost").update(live=False)
    chosen = {"from": f"flow:{there.pk}", "part": "step:look"}

    shown = editor.get(page("take_in", here), chosen).content.decode()

    assert "is not published, or cannot be asked in a case" in shown
    assert "To be mended afterwards" in shown


def test_a_newer_version_says_what_differs_and_takes_the_place_of_the_copy(editor, here, there):
    address = page("take_in", here)
    editor.post(address, {"from": f"flow:{there.pk}", "part": "phase:first", "place": ""})
    assert "is newer" not in editor.get(address).content.decode()
    document = draft(there)
    newer = replace(
        document,
        phases=(
            Phase("first", (Task("look", role="own_contact", form="lost", may_skip=True),)),
            *document.phases[1:],
        ),
    )
    there.body = body_from(newer, there.compiled()[1])
    publish(there)

    shown = editor.get(address).content.decode()
    assert "Version 2 is newer" in shown
    assert "“Look”: whether it may be skipped is set otherwise." in shown
    beside = editor.get(page("edit", here)).content.decode()
    assert "version 2 is newer;" in beside
    assert f"{address}#taken" in beside

    note = TakenPart.objects.get()
    editor.post(address, {"newest": note.pk})

    made = draft(here)
    assert [phase.key for phase in made.phases] == ["first_2", "first", "last"]
    assert made.phases[0].blocks[0] == Task(
        "look_2", role="own_contact", form="lost", may_skip=True
    )
    assert "is newer" not in editor.get(address).content.decode()
    assert "is newer" not in editor.get(page("edit", here)).content.decode()
    with pytest.raises(actions.NothingNewer):
        actions.take_newest(TakenPart.objects.get(), by=None)


def test_a_step_is_kept_under_a_name_and_put_into_another_workflow(editor, here, there):
    kept = editor.post(page("keep", there), {"part": "step:look", "title": " First  look "})
    assert kept.status_code == 302
    part = KeptPart.objects.get()
    assert (part.title, part.newest().number) == ("First look", 1)

    editor.post(page("take_in", here), {"from": f"kept:{part.pk}", "place": "phase:last"})

    assert draft(here).phases[1].blocks[0] == Task("look_2", role="judge", form="lost")
    assert "First look" in editor.get(page("take_in", here)).content.decode()


def test_keeping_it_again_makes_a_version_only_when_it_differs(editor, here):
    keep = page("keep", here)
    for _turn in range(2):
        editor.post(keep, {"part": "step:look", "title": "Look"})
    assert KeptPart.objects.get().newest().number == 1

    editor.post(keep, {"part": "step:act", "title": "Look"})
    assert KeptPart.objects.get().newest().number == 2

    refused = editor.post(keep, {"part": "phase:first", "title": "Look"})
    assert refused.status_code == 422
    assert "of another kind" in refused.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"part": "step:gone", "title": "A"}, "Choose the phase or step to keep."),
        ({"part": "step:look", "title": " \0 "}, "Write the name"),
        ({"part": "step:look", "title": "x" * 201}, "too long"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_stays_typed(editor, here, typed, sentence):
    answer = editor.post(page("keep", here), typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not KeptPart.objects.exists()


def test_what_is_kept_no_longer_leaves_its_copies(editor, here, there):
    editor.post(page("keep", there), {"part": "step:look", "title": "Look"})
    part = KeptPart.objects.get()
    editor.post(page("take_in", here), {"from": f"kept:{part.pk}", "place": "phase:last"})

    editor.post(page("keep", here), {"remove": part.pk})

    assert not KeptPart.objects.exists()
    assert draft(here).phases[1].blocks[0].key == "look_2"
    assert editor.get(page("take_in", here)).status_code == 200


@pytest.mark.parametrize("origin", ["", "flow:x", "flow:0", "kept:0", "kept:99999999999", "\0"])
def test_what_is_not_there_any_more_is_said(editor, here, origin):
    address = page("take_in", here)

    assert editor.get(address, {"from": origin, "part": "phase:first"}).status_code == 200
    answer = editor.post(address, {"from": origin, "part": "phase:first"}, follow=True)

    assert "That part is not there any more." in answer.content.decode()
    assert editor.post(address, {"undo": "x"}).status_code == 404
    assert editor.post(page("keep", here), {"remove": "9" * 30}).status_code == 404


def test_a_locked_workflow_is_left_as_it_is(editor, here, there):
    here.locked, here.locked_by = True, make_user("other")
    here.save()

    editor.post(page("take_in", here), {"from": f"flow:{there.pk}", "part": "phase:first"})

    assert draft(here) == small_workflow()


@pytest.mark.parametrize("copies", [1, 3])
def test_the_list_of_copies_costs_the_same_however_many_there_are(
    editor, here, there, copies, django_assert_max_num_queries
):
    for _copy in range(copies):
        editor.post(
            page("take_in", here),
            {"from": f"flow:{there.pk}", "part": "step:look", "place": "phase:first"},
        )

    with django_assert_max_num_queries(45):
        editor.get(page("take_in", here))


def test_strangers_get_neither_page(client, here):
    client.force_login(make_user("alva", roles=("counsellor",)))

    assert [client.get(page(name, here)).status_code for name in ("take_in", "keep")] == [403, 403]
