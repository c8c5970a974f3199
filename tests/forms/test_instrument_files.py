"""Instruments come in as files from their owners, with licence and checksum; what is no package gets a sentence."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from forms.instruments.importing import import_package, package_of
from forms.instruments.package import read_package
from forms.instruments.shipped import shipped_files
from forms.instruments.writing import package_text
from forms.models import FormDefinition, Instrument
from forms.written.plain import BrokenFile
from tests.factories.forms import make_form
from tests.factories.instruments import locked_wellbeing, shipped, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_each_shipped_file_is_published_in_three_languages_and_comes_out_as_it_went_in(path):
    package = read_package(path.read_bytes())

    definition, instrument = import_package(package)
    again, same = import_package(package)

    version = definition.latest_version()
    assert (again.pk, same) == (definition.pk, instrument)
    assert version.number == 1
    assert sorted(version.words.filter(complete=True).values_list("language", flat=True)) == [
        "en",
        "fi",
        "sv",
    ]
    assert version.document() == package.document
    out = read_package(package_text(package_of(definition, package.about)).encode())
    assert (out.document, out.texts) == (package.document, package.texts)
    assert out.sha256 == package.sha256


def test_the_command_shows_licence_owner_and_checksum(tmp_path, capsys):
    file = tmp_path / "scale.yaml"
    file.write_bytes(locked_wellbeing())

    call_command("import_instrument", file)

    said = capsys.readouterr().out
    instrument = Instrument.objects.get()
    assert "Our own words, free to use" in said
    assert "Locked: yes" in said
    assert instrument.sha256 in said
    assert len(instrument.sha256) == 64


def test_a_form_built_here_is_exported_and_imported_as_an_instrument(tmp_path, capsys):
    file = tmp_path / "out.yaml"
    make_form("mood", {"mood": {"kind": "scale", "least": 0, "most": 5}})

    call_command("export_instrument", "mood", file, code="mood_scale", owner="Us")

    package = read_package(file.read_bytes())
    assert package.about
    assert package.about.reference == "mood_scale@1"
    assert package.about.items == {"1": "mood"}
    with pytest.raises(CommandError, match="no published form"):
        call_command("export_instrument", "gone", file)


def test_a_file_that_was_changed_on_its_way_is_refused(tmp_path):
    file = tmp_path / "scale.yaml"
    file.write_bytes(locked_wellbeing().replace(b"Varje dag", b"Var dag"))

    with pytest.raises(CommandError, match="has been changed since its checksum"):
        call_command("import_instrument", file)

    assert not Instrument.objects.exists()
    assert not FormDefinition.objects.filter(slug="wellbeing5").exists()


def test_a_locked_instrument_comes_with_a_checksum():
    content = shipped("wellbeing5").replace(b"locked: false", b"locked: true")

    with pytest.raises(BrokenFile, match="comes with a checksum"):
        read_package(content)


def test_the_same_version_never_says_something_else():
    take_in("wellbeing5")
    other = read_package(shipped("wellbeing5").replace(b"Varje dag", b"Var dag"))

    with pytest.raises(BrokenFile, match="needs a new version"):
        import_package(other)


def test_another_form_of_the_same_name_is_left_alone():
    make_form("wellbeing5")

    with pytest.raises(BrokenFile, match="Another form has the short name"):
        take_in("wellbeing5")
    assert not Instrument.objects.exists()


def test_the_terms_may_be_written_in_several_languages():
    content = shipped("wellbeing5")
    line = next(each for each in content.splitlines() if each.startswith(b"  licence:"))
    terms = "  licence: {sv: Fritt att använda., fi: Vapaasti käytettävissä.}".encode()

    package = read_package(content.replace(line, terms))
    _form, instrument = import_package(package)

    assert read_package(package_text(package).encode()).sha256 == package.sha256
    assert instrument.licence == "Fritt att använda."
    assert instrument.licence_in("fi") == "Vapaasti käytettävissä."
    with translation.override("en"):
        assert instrument.licence_here == "Fritt att använda."
    with translation.override("fi"):
        assert instrument.licence_here == "Vapaasti käytettävissä."


FORM = b"package: 1\nform: {slug: x, title: {sv: T}, sections: []}\n"
HOSTILE = [
    (b"", "not a package"),
    (b"\xff\xfe", "text in UTF-8"),
    (b"a: &x [1]\nb: *x", "anchors or types"),
    (b"!!python/object:os.system {}", "anchors or types"),
    (b"- 1", "not a package"),
    (b"package: 2\nform: {}", "not a package"),
    (b"package: 1", "lacks “form”"),
    (b"package: 1\nform: []", "lacks “form”"),
    (b"package: 1\nform: {slug: x, sections: 5}", "does not say something"),
    (b"package: 1\nform: {slug: x, sections: [5]}", "does not say something"),
    (b"package: 1\nform: {slug: x, sections: [{key: a, fields: [{key: b, kind: nonsense}]}]}", "does not say"),
    (b"package: 1\nform: {slug: x, sections: [{key: a, fields: [{key: b, kind: text, least: abc}]}]}", "does not say"),
    (b"package: 1\nform: {slug: x, sections: [{key: a, surprise: 1, fields: []}]}", "does not say"),
    (b"package: 1\nform: {slug: x, sections: [{key: a, title: words, fields: []}]}", "words by language"),
    (b"package: 1\nform: {slug: x, sections: [{key: a, when: {all: [[b, is, {c: d}]]}, fields: []}]}", "does not say"),
    (FORM + b"extra: 1", "a package does not know"),
    (FORM + b"instrument: {code: a, version: '1'}", "lacks “instrument: title”"),
    (FORM + b"instrument: {code: A b, version: '1'}", "lacks “instrument: code"),
    (FORM + b"instrument: {code: a, version: '1', title: t, scores: [s]}", "not a calculated value"),
    (FORM + b"instrument: {code: a, version: '1', title: t, licence: {Swedish: x}}", "“licence” is words by language"),
    (FORM + b"instrument: {code: a, version: '1', title: t, licence: [x]}", "“licence” does not say"),
    (b"package: 1\npackage: 1", "look at line"),
    (b"[" * 500_000, "cannot be read"),
    (b"x: " + b"a" * 600_000, "larger than 512 kB"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), HOSTILE, ids=lambda value: repr(value)[:30])
def test_a_file_that_is_no_package_gets_a_sentence(content, sentence):
    with pytest.raises(BrokenFile, match=sentence):
        read_package(content)


def test_a_package_whose_form_cannot_work_says_why():
    broken = shipped("wellbeing5").replace(b"of: [week]", b"of: [gone]")

    with pytest.raises(BrokenFile, match="“gone”, which is not asked"):
        import_package(read_package(broken))
    assert not FormDefinition.objects.filter(slug="wellbeing5").exists()
