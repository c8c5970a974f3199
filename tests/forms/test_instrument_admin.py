"""The administrator takes an instrument in as a file, sees licence and checksum, and chooses the cut-offs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from forms.models import FormDefinition, Instrument
from tests.factories.accounts import make_user
from tests.factories.instruments import locked_wellbeing, shipped, take_in

pytestmark = pytest.mark.django_db


def signed_in(role: str) -> Client:
    client = Client()
    user = make_user(role, roles=(role,), language="sv")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def oskar() -> Client:
    return signed_in("administrator")


def send(client: Client, content: bytes):
    file = SimpleUploadedFile("skala.yaml", content, "application/yaml")
    return client.post(reverse("instrument:add"), {"package": file})


def test_a_file_is_taken_in_and_its_licence_and_checksum_are_shown(oskar):
    answer = send(oskar, locked_wellbeing())

    instrument = Instrument.objects.get()
    assert answer.status_code == 302
    assert instrument.imported_by.username == "administrator"
    assert FormDefinition.objects.get(slug="wellbeing5", locale__language_code="sv").live
    page = oskar.get(reverse("instrument:inspect", args=[instrument.pk])).content.decode()
    assert instrument.sha256 in page
    assert "Our own words, free to use and change" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"hello", "inte ett paket"),
        (locked_wellbeing().replace(b"Varje dag", b"Var dag"), "Filen har ändrats"),
        (shipped("finsam_application"), "inget mätinstrument"),
        (b"x" * 600_000, "större än 512 kB"),
        (
            shipped("wellbeing5").replace(b"of: [week]", b"of: [gone]"),
            "”gone”, som inte frågas här",
        ),
    ],
    ids=["no package", "changed", "no instrument", "too large", "cannot work"],
)
def test_a_file_that_cannot_be_taken_gets_a_sentence_and_leaves_nothing(oskar, content, sentence):
    answer = send(oskar, content)

    assert sentence in answer.content.decode()
    assert not Instrument.objects.exists()
    assert not FormDefinition.objects.exists()


def test_no_file_at_all_is_asked_for(oskar):
    assert "Välj en fil." in oskar.post(reverse("instrument:add"), {}).content.decode()


def test_the_cut_offs_are_chosen_among_the_owners(oskar):
    take_in("alcohol3")
    instrument = Instrument.objects.get()
    address = reverse("instrument:edit", args=[instrument.pk])

    oskar.post(address, {"band_set": "fi_women"})
    instrument.refresh_from_db()
    assert instrument.band_set == "fi_women"

    oskar.post(address, {"band_set": "mars"})
    instrument.refresh_from_db()
    assert instrument.band_set == "fi_women"


def test_the_list_names_owner_and_lock(oskar):
    take_in("alcohol3")

    page = oskar.get(reverse("instrument:index")).content.decode()

    assert "Alcohol, three questions" in page
    assert "Stegvis" in page


@pytest.mark.parametrize("role", ["communication", "counsellor"])
def test_others_take_nothing_in(role):
    answer = send(signed_in(role), locked_wellbeing())

    assert answer.status_code in {302, 403}
    assert not Instrument.objects.exists()
