"""Package files that grow, nest or count without end: one sentence, soon, nothing stored."""

import time

import pytest
from django.urls import reverse

from forms.instruments.importing import import_package
from forms.instruments.package import read_package
from forms.models import FormDefinition, Instrument
from forms.written.plain import BrokenFile, plain_values
from tests.factories.accounts import make_user
from tests.factories.instruments import shipped
from tests.forms.test_instrument_admin import send

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
ENDLESS = {
    "a billion laughs": LAUGHS,
    "nested": "a: " + "[" * 250_000,
    "nested mappings": "a: " + "{b: " * 60_000,
    "many names": "".join(f"k{n}: {n}\n" for n in range(15_000)),
    "one name often": "a: 1\n" * 15_000,
    "one word": "a: " + "x" * 500_000,
    "a type": "a: !!python/object/apply:os.system [ls]",
    "spaces": "a:" + " " * 500_000 + "b",
    "quotes": 'a: "' + "\\\\" * 200_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_file_without_end_is_refused_soon(name):
    begun = time.process_time()

    with pytest.raises(BrokenFile):
        read_package(ENDLESS[name].encode())

    assert time.process_time() - begun < 3


@pytest.mark.parametrize("number", ["9" * 400, "1e400", f"{'9' * 400}.5", ".inf", "1" + "0" * 15])
def test_a_number_that_nobody_counts_to_is_a_word(number):
    assert plain_values(f"a: {number}".encode()) == {"a": number}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("times: 4", f"times: {'9' * 400}"),
        ("times: 4", "times: 1e400"),
        ("score: 5", f"score: {'9' * 400}"),
        ("format: 1", f"format: {'9' * 400}"),
    ],
)
def test_such_a_number_in_a_package_leaves_nothing(client, before, after):
    content = shipped("wellbeing5").decode()
    client.force_login(make_user("oskar", roles=("administrator",), language="sv"))
    changed = content.replace(before, after, 1) if before in content else f"{content}\n{after}\n"

    answer = send(client, changed.encode())

    assert answer.status_code == 200
    assert answer.context["form"].errors["package"]
    assert not Instrument.objects.exists()
    assert not FormDefinition.objects.exists()


@pytest.mark.django_db
def test_what_is_shipped_is_read_as_before(client):
    form, instrument = import_package(read_package(shipped("wellbeing5")))

    assert instrument.code == "wellbeing5"
    assert client.get(reverse("instrument:index")).status_code == 302
    assert form.live
