"""Personal links are withdrawn with the case they are about."""

import pytest

from cases.actions.tasks import complete_task
from cases.asked import about_case
from forms.models import FormLink
from forms.sent import links
from tests.factories.cases import make_case, make_programme, make_worker, open_task
from tests.forms.public.conftest import open_form

pytestmark = pytest.mark.django_db


def test_links_of_a_case_end_with_it_and_no_others():
    programme = make_programme()
    worker = make_worker(programme)
    case, other = make_case(programme, by=worker), make_case(programme, by=worker)
    definition = open_form(open_to="link").definition
    links.make(definition, about=about_case(case))
    links.make(definition, about=f"{about_case(case)}/task:1")
    links.make(definition, about=about_case(other))

    complete_task(open_task(case, "first"), by=worker, answers={})
    assert FormLink.objects.open().count() == 3
    complete_task(open_task(case, "second"), by=worker, answers={})

    assert list(FormLink.objects.open().values_list("about", flat=True)) == [about_case(other)]
