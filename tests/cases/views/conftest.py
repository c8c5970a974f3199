"""A service with people and a browser that is signed in as the counsellor."""

import pytest
from django.test import Client

from accounts.models import User
from cases.models import Programme
from tests.factories.workspace import make_people, make_service


@pytest.fixture
def programme(db) -> Programme:
    return make_service()


@pytest.fixture
def people(programme) -> dict[str, User]:
    return make_people(programme.unit)


@pytest.fixture
def browsers(people):
    """{username: a client signed in as that person}, made when first asked for."""

    class Browsers(dict):
        def __missing__(self, name: str) -> Client:
            self[name] = client = Client()
            client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
            return client

    return Browsers()


@pytest.fixture
def alva(browsers) -> Client:
    return browsers["alva"]


@pytest.fixture
def petter(browsers) -> Client:
    return browsers["petter"]
