"""Two browsers at the same moment: one publishes, the other is told; nobody waits for somebody who waits for them."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Revision

from forms.models import FormDefinition
from forms.versions import retiring
from tests.cases.test_races import at_once
from tests.factories.accounts import make_user
from tests.factories.editing import posted
from tests.factories.forms import make_definition, publish

pytestmark = pytest.mark.django_db(transaction=True)


def browser(name: str) -> Client:
    client = Client()
    client.force_login(make_user(name, roles=("administrator",), language="sv"))
    return client


def test_two_who_publish_the_same_form_at_the_same_moment_make_one_version():
    """One barrier, two connections: first two browsers, then a translation beside its source and a retirement."""
    two = [browser("oskar"), browser("runa")]
    made = make_definition("start", {"a": "text"})
    revision = made.save_revision()
    url = reverse(made.snippet_viewset.get_url_name("edit"), args=[made.pk])
    shown = {
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
        "action-publish": "1",
    }
    fields = [posted(made, title=title, **shown) for title in ("Oskars", "Runas")]

    answers = at_once(*(lambda n=n: two[n].post(url, fields[n]) for n in range(2)))

    assert sorted(each.status_code for each in answers) == [200, 302]
    assert made.versions.count() == 1
    won = ["Oskars", "Runas"][[each.status_code for each in answers].index(302)]
    assert FormDefinition.objects.get().title == won
    assert made.versions.get().texts("sv")["form.title"] == won
    _a_translation_and_its_source(FormDefinition.objects.get())


def _a_translation_and_its_source(source: FormDefinition) -> None:
    finnish = source.copy_for_translation(Locale.objects.get_or_create(language_code="fi")[0])
    finnish.save()
    publish(finnish)
    drafts = [
        FormDefinition.objects.get(pk=pk).save_revision().pk for pk in (source.pk, finnish.pk)
    ]
    by = make_user("siv", roles=("administrator",))

    def published(pk: int) -> None:
        Revision.objects.get(pk=pk).publish()

    outcomes = at_once(
        lambda: published(drafts[1]),
        lambda: published(drafts[0]),
        lambda: retiring.retire(FormDefinition.objects.get(pk=source.pk), by=by),
    )

    assert outcomes == [None, None, None]
    assert source.versions.count() == 1
    assert not FormDefinition.objects.filter(retired_at=None).exists()
