"""Ways round a lock: through a copy, a shelf, a translation, a PO file, an older draft, another file, no binding."""

import json

import polib
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from forms.editing.translating import open_translation
from forms.instruments.importing import import_package
from forms.instruments.package import checksum, read_package
from forms.models import FormDefinition, Instrument
from forms.versions.copying import copy_definition
from forms.versions.history import restore
from forms.written.plain import BrokenFile, plain_values
from tests.factories.accounts import make_user
from tests.factories.instruments import locked_wellbeing
from tests.forms.test_versions_translation import may_translate

pytestmark = pytest.mark.django_db
OWN, OTHER = "Varje dag", "Dagligen"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def form() -> FormDefinition:
    return import_package(read_package(locked_wellbeing()))[0]


def reworded(definition: FormDefinition, before: str = OWN, after: str = OTHER) -> FormDefinition:
    body = json.dumps(definition.body.get_prep_value(), ensure_ascii=False)
    assert before in body
    definition.body = json.loads(body.replace(before, after))
    return definition


def refused(definition: FormDefinition) -> str:
    """The sentences that publishing gives; nothing new is frozen."""
    versions = FormDefinition.objects.get(pk=definition.pk).source().versions
    before = versions.count()
    with pytest.raises(ValidationError) as why:
        definition.save_revision(clean=False).publish()
    assert versions.count() == before
    return " ".join(why.value.messages)


def test_a_copy_stays_locked(form):
    copy = copy_definition(form, title="Kopia", slug="kopia", by=None)

    assert "the wording stays" in refused(reworded(copy))


def test_a_form_cannot_leave_its_instrument_and_keep_its_questions(form):
    loose = reworded(form, '"instrument": "wellbeing5@1"', '"instrument": ""')

    assert "Bind its section to wellbeing5@1 again" in refused(reworded(loose))


def test_a_form_may_leave_its_instrument_and_ask_something_else(form):
    body = form.body.get_prep_value()
    field = {"type": "text", "value": {"key": "other", "label": "Annat?"}}
    form.body = [{"type": "section", "value": {"key": "own", "title": "Eget", "fields": [field]}}]

    assert form.problems() == []
    assert body


def test_a_plainer_wording_is_a_wording(form):
    body = form.body.get_prep_value()
    body[0]["value"]["fields"][0]["value"]["easy"] = "Hur mår du, enkelt sagt?"
    form.body = body

    assert "the wording stays" in refused(form)


def test_an_older_draft_that_was_brought_back_is_judged_like_any_other(form):
    first = form.latest_version()
    revision = reworded(form).save_revision(clean=False)
    restored = restore(form, first, by=None)

    with pytest.raises(ValidationError):
        revision.publish()
    restored.publish()
    assert form.versions.count() == 1


def finnish(form: FormDefinition):
    return open_translation(form, Locale.objects.get(language_code="fi"))


def test_a_translators_word_is_not_published(form):
    made = finnish(form)
    StringTranslation.objects.filter(translation_of__data=OWN, locale=made.target_locale).update(
        data="Päivittäin"
    )

    made.save_target(publish=True)
    FormDefinition.objects.get(pk=form.pk).save_revision().publish()
    assert "Päivittäin" not in form.latest_version().texts("fi").values()


def test_words_of_a_translation_from_before_the_binding_wait_for_the_owners(form):
    loose = copy_definition(form, title="Kopia", slug="kopia", by=None)
    unbound = '"instrument": ""'
    finnish_copy = loose.get_translations().get(locale__language_code="fi")
    for each, before, after in ((loose, OWN, OWN), (finnish_copy, "Joka päivä", "Päivittäin")):
        reworded(reworded(each, '"instrument": "wellbeing5@1"', unbound), before, after)
        each.save_revision(clean=False).publish()
    assert "Päivittäin" in loose.latest_version().texts("fi").values()

    bound = FormDefinition.objects.get(pk=loose.pk)
    reworded(bound, unbound, '"instrument": "wellbeing5@1"').save_revision(clean=False).publish()

    assert bound.versions.count() == 2
    assert "Päivittäin" not in bound.latest_version().texts("fi").values()


def test_a_po_file_cannot_change_what_is_locked(form, client):
    user = make_user("runa", roles=("administrator",), language="en")
    user.user_permissions.add(may_translate())
    client.force_login(user)
    made = finnish(form)
    file = made.export_po()
    next(entry for entry in file if entry.msgid == OWN).msgstr = "Päivittäin"
    content = SimpleUploadedFile("fi.po", str(file).encode())

    client.post(reverse("wagtail_localize:upload_pofile", args=[made.pk]), {"file": content})
    edit = reverse(
        "wagtailsnippets_forms_formdefinition:edit",
        args=[form.get_translations().get(locale=made.target_locale).pk],
    )
    client.post(edit, {"action": "publish"})
    FormDefinition.objects.get(pk=form.pk).save_revision().publish()

    assert "Päivittäin" not in form.latest_version().texts("fi").values()


def forged(**about) -> bytes:
    """The owner's file, opened, reworded and sealed anew."""
    plain = plain_values(locked_wellbeing().replace(OWN.encode(), OTHER.encode()))
    plain["instrument"] |= about
    plain["sha256"] = checksum(plain)
    return json.dumps(plain, ensure_ascii=False).encode()


@pytest.mark.parametrize("about", [{}, {"locked": False}, {"owner": "Somebody", "licence": "Free"}])
def test_a_file_that_was_sealed_anew_is_another_instrument(form, about):
    with pytest.raises(BrokenFile, match="needs a new version"):
        import_package(read_package(forged(**about)))

    assert Instrument.objects.get().locked
    assert OWN in form.latest_version().texts("sv").values()


def test_a_seal_that_was_taken_away_is_missed():
    plain = plain_values(locked_wellbeing())
    del plain["sha256"]

    with pytest.raises(BrokenFile, match="comes with a checksum"):
        read_package(json.dumps(plain).encode())


STRANGE_PO = {
    "no number": b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
    "no text": b"\x00\xff\xfe",
    "not a PO file": b"hello",
    "nothing": b"",
    "another's": str(polib.POFile()).encode(),
}


def test_a_po_file_that_cannot_be_taken_gets_a_sentence(form, client):
    user = make_user("runa", roles=("administrator",), language="en")
    user.user_permissions.add(may_translate())
    client.force_login(user)
    url = reverse("wagtail_localize:upload_pofile", args=[finnish(form).pk])

    for name, content in STRANGE_PO.items():
        file = {"file": SimpleUploadedFile("fi.po", content)} if content else {}
        answer = client.post(url, file)

        said = " ".join(str(each) for each in answer.wsgi_request._messages)
        assert answer.status_code == 302, name
        assert said, name
        assert "Success" not in said, name
