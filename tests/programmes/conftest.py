"""A service that is tried in a dry run, and the page on which that is done."""

import pytest
from django.urls import reverse

from cases.models import Programme
from tests.factories.accounts import make_unit, make_user
from tests.factories.dry_run import PAGE, service
from tests.factories.forms import make_form
from tests.factories.workflows import make_definition, publish


@pytest.fixture
def draft():
    """A workflow that a programme runs on, published once."""
    make_form("begin")
    make_form("asking", {"wants": {"kind": "yes_no", "required": True}, "since": "date"})
    definition = make_definition("service", service())
    publish(definition)
    Programme.objects.create(
        slug="service", titles={"sv": "Tjänsten"}, unit=make_unit(), workflow=definition
    )
    definition.refresh_from_db()
    return definition


@pytest.fixture
def trying(client, draft):
    """Press a button of the page, with the moves that it wrote into itself."""
    client.force_login(make_user("runa", roles=("administrator",), language="en"))
    address = reverse(PAGE, args=[draft.pk])
    moves = {"moves": ""}

    def press(**buttons):
        answer = client.post(address, {**moves, **buttons}) if buttons else client.get(address)
        if "now" in (answer.context or {}):
            moves["moves"] = answer.context["now"].moves.text()
        return answer

    return press
