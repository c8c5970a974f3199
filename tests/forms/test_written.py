"""A form in a readable file has one home: bundles, packages and forms to begin from say the same things alike."""

import json
from dataclasses import replace

import pytest
from django.utils import translation

from forms.conditions.rules import Row, Rule
from forms.counted.recipes import Band, Recipe
from forms.document import Check, Choice, Field, FormDocument, Section
from forms.instruments.importing import import_package
from forms.instruments.package import checksum, read_package
from forms.instruments.writing import package_text, plain_package
from forms.models import Instrument
from forms.versions.form_templates import shipped as templates
from forms.written.plain import BrokenFile
from forms.written.reading import form_from, read_form
from forms.written.writing import form_to, write_form
from tests.factories.instruments import shipped

ABOVE = Check("above", Rule("all", (Row("low", "less_than", 5),)))
DOCUMENT = FormDocument(
    (
        Section(
            "part",
            (
                Field("low", "number", least=0, checks=(ABOVE,)),
                Field("where", "choice", choices=(Choice("1", 3), Choice("b")), code_list="places"),
                Field(
                    "sum",
                    "calculated",
                    recipe=Recipe("table", ("low",), bands=(Band("a", 0, 4, 1),)),
                ),
            ),
            from_library="home@2",
        ),
    ),
    layout="pages",
)
TEXTS = {
    "sv": {
        "form.title": "Titel",
        "section.part.title": "Del",
        "field.low.label": "Lägst",
        "field.low.check.above": "Under fem.",
        "field.where.label": "Var",
        "field.where.choice.1": "Ett",
        "field.where.choice.b": "Be",
        "field.sum.label": "Summa",
    },
    "de": {"form.title": "Titel auf Deutsch", "field.low.help": "Nur auf Deutsch."},
}
PACKAGE = "package: 1\nform:\n  slug: x\n  title: {sv: T}\n  sections:\n"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_a_form_that_stands_alone_is_read_as_it_was_written():
    assert read_form(write_form(DOCUMENT, TEXTS)) == (DOCUMENT, TEXTS)


def test_a_check_says_the_same_in_a_bundle_and_in_a_package():
    in_a_bundle = form_to(DOCUMENT, TEXTS, {}).plain()
    alone = write_form(DOCUMENT, TEXTS)

    said = {
        "key": "above",
        "says": {"sv": "Under fem."},
        "holds": {"all": [["low", "less_than", 5]]},
    }
    assert in_a_bundle["sections"][0]["fields"][0]["checks"] == [said]
    assert alone["sections"][0]["fields"][0]["checks"] == [said]


def test_the_older_names_of_a_package_are_still_read():
    older = write_form(DOCUMENT, TEXTS)
    section = older["sections"][0]
    section["from_library"] = section.pop("library")
    section["fields"][1]["code_list"] = section["fields"][1].pop("choices_from")
    check = section["fields"][0]["checks"][0]
    check["sentence"] = check.pop("says")

    assert read_form(older) == (DOCUMENT, TEXTS)


def test_a_bundle_keeps_to_its_own_languages_and_names_every_stretch():
    document, texts = form_from(form_to(DOCUMENT, TEXTS, {}))

    bare = replace(DOCUMENT.sections[0].fields[1], code_list="")
    assert document.field("where") == bare
    assert sorted(language for language, words in texts.items() if words) == ["sv"]
    assert texts["sv"]["field.sum.band.a"] == "field.sum.band.a"


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.key)
def test_a_form_to_begin_from_comes_out_as_it_went_in(template):
    written = write_form(template.document, template.texts)

    assert read_form(written) == (template.document, template.texts)


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("{key: a, fields: []}", "The file lacks “sections.0.title”."),
        ("{key: a, title: {sv: 1}, fields: []}", "“sections.0.title” is words by language"),
        ("{key: a, title: {Swedish: A}, fields: []}", "“sections.0.title.Swedish"),
        ("{key: a, title: {sv: A}, when: {some: []}}", "“sections.0.when.some”"),
        ("{key: a, title: {sv: A}, when: {all: [[b, near, 1]]}}", "“near” is not an operator"),
        ("{key: a, title: {sv: A}, when: {all: [[b, one_of, [[1]]]]}}", "A row of a condition is"),
        ("{key: a, title: {sv: A}, fields: [{key: b, kind: guidance, label: {sv: B}, required: true}]}", "“required”"),
    ],
)  # fmt: skip
def test_what_a_package_says_wrong_is_named_by_its_place(section, sentence):
    with pytest.raises(BrokenFile) as broken:
        read_package(f"{PACKAGE}    - {section}\n".encode())

    assert sentence in str(broken.value)


@pytest.mark.django_db
def test_a_locked_instrument_in_its_older_words_is_the_one_that_is_here():
    package = read_package(shipped("wellbeing5"))
    package = replace(package, about=replace(package.about, locked=True))
    now = _with_check(plain_package(package), "says")
    before = _with_check(plain_package(package), "sentence")

    _form, known = import_package(read_package(_sealed(before)))
    again, same = import_package(read_package(_sealed(now)))

    assert known.sha256 == checksum(before) != checksum(now)
    assert same == known
    assert Instrument.objects.count() == 1
    assert again.latest_version().number == 1
    assert "says:" in package_text(read_package(_sealed(before)))


def _with_check(plain, name):
    check = {"key": "sure", name: {"sv": "Säkert?"}, "holds": {"all": [["week", "answered"]]}}
    plain["form"]["sections"][0]["fields"][0]["checks"] = [check]
    return plain


def _sealed(plain):
    return json.dumps({**plain, "sha256": checksum(plain)}).encode()
