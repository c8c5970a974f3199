"""The shipped service, imported once for all journeys of a module."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from cases.models import Programme
from programmes.bundle import SHIPPED

SOCIAL = "social_rehabilitering"


@pytest.fixture(scope="module")
def service(django_db_setup, django_db_blocker) -> Iterator[Programme]:
    """The service, taken away again when its module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_programme", str(SHIPPED / SOCIAL), verbosity=0)
        yield Programme.objects.get(slug=SOCIAL)
        transaction.set_rollback(True)
