"""Finding one's way while a form is built: kinds of question on shelves, and the ways to trying it."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from forms.blocks import FormBlocks
from forms.blocks.form import SHELVES, SHOWN
from forms.document import KINDS, Section
from tests.factories.forms import make_definition, question

ASKED = question("asked")
OURS = question("ours", sees=("counsellor",))
READ_ONLY = question("agreed", edits=("counsellor",))


@pytest.fixture
def admin(client, db):
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long phrase")
    client.force_login(user)
    return client


def url(name, *which):
    return reverse(f"wagtailsnippets_forms_formdefinition:{name}", args=which)


def shelves_of(stream):
    with translation.override("en"):
        return {
            str(shelf): [block.name for block in inside]
            for shelf, inside in stream.grouped_child_blocks()
        }


def test_every_kind_of_question_stands_on_one_shelf():
    offered = FormBlocks().child_blocks["section"].child_blocks["fields"]

    found = shelves_of(offered)

    assert sorted(kind for kinds in found.values() for kind in kinds) == sorted(KINDS)
    assert list(found) == [
        "Text",
        "Numbers and days",
        "Choices",
        "People and places",
        "Files and signature",
        "Rows",
        "Counted and known",
        "Words only",
    ]
    assert found["People and places"][0] == "person"


def test_questions_in_a_row_stand_on_the_same_shelves():
    offered = FormBlocks().child_blocks["section"].child_blocks["fields"]
    inside = offered.child_blocks["group"].child_blocks["items"]

    assert shelves_of(inside) == shelves_of(offered)


def icon_is_drawn(icon):
    try:
        return bool(get_template(f"wagtailadmin/icons/{icon}.svg"))
    except TemplateDoesNotExist:
        return False


def test_every_kind_has_an_icon_that_is_drawn_and_a_name_of_its_own():
    assert [kind for kind, (_shelf, icon, _name) in SHOWN.items() if not icon_is_drawn(icon)] == []
    assert len({str(name) for _shelf, _icon, name in SHOWN.values()}) == len(KINDS)
    assert sum(len(kinds) for _shelf, kinds in SHELVES) == len(KINDS)


def test_the_editor_leads_to_trying_the_draft_that_was_saved(admin):
    definition = make_definition("courses", {"name": "text"})
    definition.save_revision()

    page = admin.get(url("edit", definition.pk)).content.decode()

    assert f'href="{url("try", definition.pk)}" target="_blank"' in page
    assert f'href="{url("rules", definition.pk)}" target="_blank"' in page
    assert "som det sparades senast" in page


def test_a_form_that_was_never_saved_says_what_saving_opens(admin):
    page = admin.get(url("add")).content.decode()

    assert "Spara ett utkast först" in page


def test_the_preview_leads_to_trying_the_form(admin):
    definition = make_definition("courses", {"name": "text"})

    page = definition.make_preview_request().content.decode()

    assert url("try", definition.pk) in page
    assert 'target="_blank"' in page


def test_a_form_is_tried_as_one_role(admin):
    """What a role does not see is away, what it may not answer is read only."""
    definition = make_definition("courses", Section("main", (ASKED, OURS, READ_ONLY)))
    where = url("try", definition.pk)

    everybody = admin.get(where).content.decode()
    participant = admin.post(where, {"_as": "participant"}).content.decode()
    counsellor = admin.post(where, {"_as": "counsellor"}).content.decode()

    assert all(f'name="{key}"' in everybody for key in ("asked", "ours", "agreed"))
    assert 'name="asked"' in participant
    assert 'name="ours"' not in participant
    assert 'name="agreed"' not in participant
    assert "Agreed" in participant
    assert all(f'name="{key}"' in counsellor for key in ("asked", "ours", "agreed"))
    assert '<option value="counsellor" selected>' in counsellor


def test_what_was_typed_stays_when_one_looks_as_somebody_else(admin):
    definition = make_definition("courses", Section("main", (ASKED, OURS)))

    page = admin.post(
        url("try", definition.pk), {"_as": "participant", "asked": "Something", "ours": "x"}
    ).content.decode()

    assert 'value="Something"' in page


@pytest.mark.parametrize("role", ["nobody_known", "manager"])
def test_only_roles_that_the_form_names_are_looked_through(admin, role):
    definition = make_definition("courses", Section("main", (ASKED, OURS)))

    page = admin.post(url("try", definition.pk), {"_as": role}).content.decode()

    assert 'name="ours"' in page
    assert f'value="{role}"' not in page


def test_a_form_that_all_see_alike_offers_no_roles(admin):
    definition = make_definition("courses", Section("main", (ASKED,)))

    page = admin.get(url("try", definition.pk)).content.decode()

    assert 'name="_as"' not in page
    assert "Alla roller ser formuläret likadant." in page


def test_a_try_out_is_kept_for_the_whole_form_whoever_it_was_seen_as(admin):
    """Otherwise it would say at once that something had changed."""
    needed = question("ours", required=True, sees=("counsellor",))
    definition = make_definition("courses", Section("main", (ASKED, needed)))

    admin.post(
        url("try", definition.pk),
        {"_as": "participant", "asked": "Yes", "_save": "yes", "_name": "Short"},
    )

    saved = definition.try_outs.get()
    assert json.loads(json.dumps(saved.expected))["errors"] == ["ours"]


def test_all_rules_say_who_alone_sees_and_answers(admin):
    definition = make_definition("courses", Section("main", (ASKED, OURS, READ_ONLY)))

    page = admin.get(url("rules", definition.pk)).content.decode()

    assert "Ses bara av: " in page
    assert "Besvaras bara av: " in page
    assert 'id="rule-asked"' not in page
