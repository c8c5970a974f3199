"""A form that several people have answered, and somebody who reads the answers."""

import pytest
from django.test import Client

from tests.factories.answers import ASKED, make_handler
from tests.factories.forms import make_form


@pytest.fixture(autouse=True)
def _private_files_of_their_own(tmp_path, settings) -> None:
    """Files with answers go nowhere near the real ones."""
    settings.PRIVATE_FILES = tmp_path / "private"


@pytest.fixture
def version(db):
    """The feedback form: a name, a mood, yes or no, a secret, and a note for counsellors."""
    return make_form("feedback", ASKED)


@pytest.fixture
def handler(db):
    """Helmi, who reads what belongs to no case."""
    return make_handler()


@pytest.fixture
def helmi(handler) -> Client:
    """Helmi's browser."""
    return browser(handler)


def browser(user) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client
