"""Two administrators write the same thing: whoever saves last is told, and takes nothing back unknowingly."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from forms.library import list_uses
from forms.library.list_uses import publish_anew
from forms.models import CodeList, FormDefinition
from forms.versions import retiring
from tests.factories.accounts import make_user
from tests.factories.editing import posted
from tests.factories.forms import make_definition, publish
from tests.factories.library import make_group, make_list

pytestmark = pytest.mark.django_db


def browser(name: str) -> Client:
    client = Client()
    client.force_login(
        make_user(
            name, roles=("administrator",), language="sv", first_name=name.title(), last_name="A"
        )
    )
    return client


@pytest.fixture
def two():
    return browser("oskar"), browser("runa")


def address(made, view="edit") -> str:
    return reverse(made.snippet_viewset.get_url_name(view), args=[made.pk])


def seen(made) -> dict[str, str]:
    """What a page that is opened now carries about the state that it is filled with."""
    latest = type(made).objects.get(pk=made.pk).latest_revision
    return {
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }


def drafted(made):
    made.save_revision()
    return made


def newest(made):
    return type(made).objects.get(pk=made.pk).get_latest_revision_as_object()


def test_the_second_to_save_is_told_who_saved_and_keeps_what_was_typed(two):
    oskar, runa = two
    made = drafted(make_definition("start", {"a": "text"}))
    before = {each: seen(made) for each in two}
    carried = oskar.get(address(made)).content.decode()

    first = oskar.post(address(made), posted(made, title="Oskars", **before[oskar]))
    second = runa.post(address(made), posted(made, title="Runas", **before[runa]))

    page = second.content.decode()
    assert (first.status_code, second.status_code) == (302, 200)
    assert newest(made).title == "Oskars"
    assert "Oskar A" in page
    assert 'value="Runas"' in page
    assert not second.context["autosave_enabled"]
    assert all(f'name="{name}" value="{value}"' in carried for name, value in before[oskar].items())


def test_what_one_saved_oneself_meanwhile_is_no_quarrel(two):
    """The page may be saving itself while the button is pressed."""
    oskar, _runa = two
    made = drafted(make_definition("start", {"a": "text"}))
    before = seen(made)

    oskar.post(address(made), posted(made, title="Saved by itself", **before))
    pressed = oskar.post(address(made), posted(made, title="Pressed", **before))

    assert pressed.status_code == 302
    assert newest(made).title == "Pressed"


def test_saving_again_after_one_was_told_replaces_it(two):
    oskar, runa = two
    made = drafted(make_definition("start", {"a": "text"}))
    before = seen(made)
    oskar.post(address(made), posted(made, title="Oskars", **seen(made)))

    told = runa.post(address(made), posted(made, title="Runas", **before)).context["object"]
    shown = {
        "loaded_revision_id": str(told.latest_revision.pk),
        "loaded_revision_created_at": told.latest_revision.created_at.isoformat(),
    }
    again = runa.post(address(made), posted(made, title="Runas", **shown))

    assert again.status_code == 302
    assert newest(made).title == "Runas"


def test_publishing_over_somebody_elses_draft_is_asked_about_as_well(two):
    oskar, runa = two
    made = drafted(make_definition("start", {"a": "text"}))
    before = seen(made)
    oskar.post(address(made), posted(made, title="Oskars", **seen(made)))

    answer = runa.post(address(made), posted(made, **before, **{"action-publish": "1"}))

    assert answer.status_code == 200
    assert made.latest_version() is None


def test_a_field_group_tells_in_the_same_way(two):
    oskar, runa = two
    made = make_group("contact", *make_definition("x", {"a": "text"}).compiled()[0].fields())
    before = seen(made)
    oskar.post(address(made), posted(made, title="Oskars", **seen(made)))

    assert runa.post(address(made), posted(made, title="Runas", **before)).status_code == 200
    assert newest(made).title == "Oskars"


def list_page(client: Client, ways: CodeList) -> dict[str, str]:
    form = client.get(address(ways)).context["form"]
    return {"title": ways.title, "filled_with": form["filled_with"].value()}


def test_a_list_of_codes_is_not_taken_back_either(two):
    oskar, runa = two
    ways = make_list("ways", "walk", "bus")
    first, second = (list_page(each, ways) for each in two)

    oskar.post(address(ways), {**first, "codes": "walk\tGå\ntrain\tTåg"})
    told = runa.post(address(ways), {**second, "codes": "walk\tGå\nbike\tCykel"})
    shown = told.context["form"]["filled_with"].value()

    assert told.status_code == 200
    assert "bike" in told.content.decode()
    assert [row["code"] for row in CodeList.objects.get().codes] == ["walk", "train"]
    runa.post(address(ways), {**second, "filled_with": shown, "codes": "walk\tGå\nbike\tCykel"})
    assert [row["code"] for row in CodeList.objects.get().codes] == ["walk", "bike"]


def test_the_same_page_twice_is_no_quarrel(two):
    ways = make_list("ways", "walk")
    page = list_page(two[0], ways)

    answers = [
        two[0].post(
            address(ways),
            {**page, **list_page(two[0], CodeList.objects.get()), "codes": f"walk\tGå {n}"},
        )
        for n in range(2)
    ]

    assert [each.status_code for each in answers] == [302, 302]


def test_publishing_anew_with_a_list_leaves_a_draft_begun_meanwhile_alone(monkeypatch):
    ways = make_list("ways", "walk", "bus")
    made = publish(
        make_definition("way", {"way": {"kind": "choice", "code_list": "ways"}})
    ).definition
    ways.codes = ways.codes[:1]
    ways.save()
    found = list_uses.uses

    def uses_then_somebody_writes(code_list):
        shown = found(code_list)
        draft = FormDefinition.objects.get(pk=made.pk)
        draft.title = "Ny rubrik"
        draft.save_revision()
        return shown

    monkeypatch.setattr(list_uses, "uses", uses_then_somebody_writes)
    with translation.override("en"):
        published = publish_anew(ways, by=None)

    assert [reason for _form, reason in published.left] == [
        "A newer draft waits. Publish or drop that first."
    ]
    assert newest(made).title == "Ny rubrik"


def test_a_form_that_is_retired_while_somebody_publishes_stays_retired():
    made = publish(make_definition("start", {"a": "text"})).definition
    late = FormDefinition.objects.get(pk=made.pk)
    revision = late.save_revision()
    retiring.retire(made, by=make_user("oskar", roles=("administrator",)))

    revision.publish()

    assert FormDefinition.objects.get(pk=made.pk).retired_at is not None
