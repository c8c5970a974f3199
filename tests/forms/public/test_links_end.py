"""What ends with a personal link: what was typed with it, and what it knew. A link of nobody is closed by nobody."""

import pytest

from forms.models import FormDraft, FormLink
from forms.sent import links
from tests.factories.accounts import make_user
from tests.forms.public.conftest import Person, open_form

pytestmark = pytest.mark.django_db


def made(**said) -> links.Made:
    return links.make(open_form(open_to="link").definition, facts={"a": 1}, **said)


@pytest.mark.parametrize("way", ["about", "one about", "one by"])
def test_what_was_typed_and_known_is_forgotten_with_a_withdrawn_link(way):
    by = make_user("alva")
    link, token = made(about="case:7", by=by)
    Person(f"/l/{token}/").post({"name": "Aino"})
    assert FormDraft.objects.exists()

    done = {
        "about": lambda: links.withdraw(about="case:7"),
        "one about": lambda: links.withdraw_one(link.pk, about="case:7"),
        "one by": lambda: links.withdraw_one(link.pk, by=by),
    }[way]()

    assert done == 1
    assert not FormDraft.objects.exists()
    assert FormLink.objects.get().facts == {}


def test_a_link_about_nothing_is_not_closed_with_everything_that_is_about_nothing():
    link, _token = made()

    assert links.withdraw(about="") == 0
    assert not links.withdraw_one(link.pk)
    assert not links.withdraw_one(link.pk, by=make_user("somebody"))
    assert FormLink.objects.open().count() == 1
