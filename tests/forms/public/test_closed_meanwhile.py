"""A form that is unpublished or retired while somebody fills it in, and a list that changes under their hands."""

import pytest

from forms.models import FormDefinition, FormDraft, Submission
from forms.versions import retiring
from tests.factories.accounts import make_user
from tests.factories.forms import make_definition, publish
from tests.factories.library import make_list
from tests.forms.public.conftest import Person, only_draft

pytestmark = pytest.mark.django_db
ADDRESS = "/sv/forms/wish/"


@pytest.fixture
def form() -> FormDefinition:
    make_list("ways", "walk", "bus")
    asked = {
        "name": {"kind": "text", "required": True},
        "way": {"kind": "choice", "code_list": "ways"},
    }
    definition = make_definition("wish", asked)
    definition.open_to = "public"
    definition.closed_words = "Ring oss: 019 123."
    definition.save()
    return publish(definition).definition


def unpublished(form: FormDefinition) -> None:
    FormDefinition.objects.get(pk=form.pk).unpublish()


def retired(form: FormDefinition) -> None:
    retiring.retire(form, by=make_user("oskar", roles=("administrator",)))


@pytest.mark.parametrize("close", [unpublished, retired])
def test_who_is_filling_in_is_told_and_keeps_what_was_written(form, close):
    person = Person(ADDRESS)
    person.post({"name": "Aino"})
    close(form)

    page = person.post({"name": "Aino Maria"})
    saved = person.post({"name": "Aino Maria"}, "draft/")
    sent = person.post({"_seen": "x"}, "check/")

    assert (page.status_code, sent.status_code) == (403, 403)
    assert "019 123" in page.content.decode()
    assert saved.json()["saved"] is False
    assert only_draft().typed["name"] == ["Aino"]
    assert not Submission.objects.exists()


def test_who_has_sent_keeps_the_receipt_when_the_form_closes(form):
    person = Person(ADDRESS)
    person.post({"name": "Aino"})
    person.send()
    unpublished(form)

    assert person.get("receipt/").status_code == 200


def test_a_form_that_was_never_published_is_not_known():
    definition = make_definition("wish", {"a": "text"})
    definition.open_to = "public"
    definition.save()

    assert Person(ADDRESS).get().status_code == 404
    assert not FormDraft.objects.exists()


def test_a_list_that_changes_while_somebody_answers_changes_nothing_for_them(form):
    person = Person(ADDRESS)
    person.post({"name": "Aino", "way": "bus"})
    ways = form.compiled()[0].field("way").code_list
    changed = make_list("other")
    type(changed).objects.filter(slug=ways).update(codes=[{"code": "train", "label": "Tåg"}])
    FormDefinition.objects.get(pk=form.pk).save_revision().publish()

    person.send()

    answered = Submission.objects.get()
    assert answered.answers == {"name": "Aino", "way": "bus"}
    assert answered.version.number == 1
    assert form.versions.count() == 2
