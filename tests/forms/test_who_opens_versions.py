"""Who opens versions and differences of a form in the administration: those who may change forms, and nobody else."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from forms.models import FormDefinition
from tests.factories.accounts import make_user
from tests.factories.forms import make_form

pytestmark = pytest.mark.django_db
VIEWSET = FormDefinition.snippet_viewset
ONE = (
    "versions",
    "compare",
    "restore",
    "languages",
    "library",
    "uses",
    "rules",
    "try",
    "elsewhere",
)
BY_PUBLISHING, BY_ADDING = ("retire",), ("copy", "templates", "from_workbook")
STORY = "Vem sa vad om flytten"


@pytest.fixture
def version():
    """A form with a word that only its versions say."""
    return make_form("moving", {"note": "text"}, texts={"field.note.label": STORY})


def address(name, version):
    keys = [] if name in {"templates", "from_workbook"} else [version.definition_id]
    url = reverse(VIEWSET.get_url_name(name), args=[*keys, 1] if name == "restore" else keys)
    return f"{url}?from=1" if name == "compare" else url


def somebody(*permissions: str) -> Client:
    """Somebody whose role opens the administration but no form, with some permissions on forms beside it."""
    client, user = Client(), make_user("somebody", roles=("communication",))
    codes = [f"{each}_formdefinition" for each in permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    return client


def opened(client, names, version):
    """Which of some pages are shown; the others must lead away and say nothing of the form."""
    shown = []
    for name in names:
        answer = client.get(address(name, version))
        assert answer.status_code in {200, 302, 403}, name
        if answer.status_code == 200:
            shown.append(name)
        else:
            assert STORY not in answer.content.decode()
    return shown


def test_whoever_may_change_forms_opens_every_page_about_one(version):
    assert opened(somebody("change"), ONE, version) == list(ONE)


@pytest.mark.parametrize("held", [(), ("view",), ("add",), ("delete",), ("publish",)])
def test_no_other_permission_opens_them(version, held):
    assert opened(somebody(*held), ONE, version) == []


@pytest.mark.parametrize(
    ("held", "names"), [("publish", BY_PUBLISHING), ("add", BY_ADDING), ("change", ())]
)
def test_retiring_asks_for_the_right_to_publish_and_copying_for_the_right_to_add(
    version, held, names
):
    assert opened(somebody(held), (*BY_PUBLISHING, *BY_ADDING), version) == list(names)


@pytest.mark.parametrize(
    "role", ["communication", "counsellor", "manager", "decision_maker", "partner"]
)
def test_roles_that_write_no_forms_find_no_version(version, role):
    client = Client()
    client.force_login(make_user(role, roles=(role,)))

    assert opened(client, (*ONE, *BY_PUBLISHING, *BY_ADDING), version) == []


def test_nobody_restores_without_the_right_to_change(version):
    before = version.definition.latest_revision_id

    answer = somebody("view", "add").post(address("restore", version))

    version.definition.refresh_from_db()
    assert answer.status_code in {302, 403}
    assert version.definition.latest_revision_id == before


def test_whoever_is_signed_out_is_led_to_the_sign_in(version, client):
    for name in ONE:
        assert "login" in client.get(address(name, version)).url
