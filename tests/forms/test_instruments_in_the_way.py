"""A package meets what is here already: another short name, a later version, new keys."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from forms.instruments.arranging import Chosen, NewKeys, free, with_keys
from forms.instruments.extended import InTheWay
from forms.instruments.importing import import_package, package_of, take_in
from forms.instruments.package import read_package
from forms.instruments.writing import package_text
from forms.models import Instrument
from tests.factories.accounts import make_user
from tests.factories.forms import make_form
from tests.factories.instrument_edits import (
    REWORDED,
    SLUG,
    asked,
    edited,
    form,
    own_section,
    package,
)
from tests.factories.instruments import (
    ALL_WEEK,
    measured,
    second_wellbeing,
    shipped,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


# Another short name ----------------------------------------------------------------------------


def test_a_form_whose_short_name_is_taken_comes_under_another_one():
    other = make_form(SLUG)

    with pytest.raises(InTheWay, match="Take the file in under another short name") as refused:
        take_in(package())
    taken = take_in(package(), chosen=Chosen(slug="wellbeing-scale"))

    assert refused.value.choice == "short_name"
    assert (taken.form.slug, taken.instrument.reference) == ("wellbeing-scale", "wellbeing5@1")
    assert other.definition.versions.count() == 1
    assert sorted(measured(taken.form.latest_version(), {"week": ALL_WEEK}))


def test_an_instrument_whose_name_belongs_to_another_one_is_called_otherwise():
    import_package(package())

    taken = take_in(package(**REWORDED), chosen=Chosen(slug="how-i-am"))

    assert (taken.form.slug, taken.instrument.reference) == ("how-i-am", "how_i_am@1")
    document = taken.form.latest_version().document()
    assert {part.instrument for part in document.sections} == {"how_i_am@1"}


@pytest.mark.parametrize("slug", ["2nd", "Å", "a b", "x" * 61, "-a"])
def test_a_short_name_that_is_none_is_said(slug):
    with pytest.raises(InTheWay, match="is no short name"):
        take_in(package(), chosen=Chosen(slug=slug))
    assert not Instrument.objects.exists()


# A later version -------------------------------------------------------------------------------


def test_another_content_comes_as_a_later_version_and_the_series_goes_on():
    import_package(package())
    with pytest.raises(InTheWay, match="take the file in as a later version") as refused:
        take_in(package(**REWORDED))

    taken = take_in(package(**REWORDED), chosen=Chosen(version="2"))

    assert refused.value.choice == "as_version"
    assert taken.instrument.reference == "wellbeing5@2"
    assert taken.instrument.continues == {"version": "1"}
    assert Instrument.objects.count() == 2
    assert form().versions.count() == 2
    assert "Var dag" in form().latest_version().texts("sv").values()
    again = take_in(package(**REWORDED), chosen=Chosen(version="2"))
    assert again.instrument == taken.instrument
    assert form().versions.count() == 2


def test_what_the_owner_says_of_the_version_before_stands():
    import_package(package())

    taken = take_in(read_package(second_wellbeing()), chosen=Chosen(version="3"))

    assert taken.instrument.reference == "wellbeing5@3"
    assert taken.instrument.continues == {"version": "1", "scores": {"total": "wellbeing"}}


@pytest.mark.parametrize("version", ["två", "1 b", "-1", "x" * 21])
def test_a_version_that_is_none_is_said(version):
    with pytest.raises(InTheWay, match="is no version"):
        take_in(package(), chosen=Chosen(version=version))


def test_a_version_that_is_here_and_says_something_else_is_refused_again():
    import_package(package())
    take_in(package(**REWORDED), chosen=Chosen(version="2"))

    with pytest.raises(InTheWay, match="wellbeing5@2 is here already"):
        take_in(package(words=("Varje dag", "Dagligen")), chosen=Chosen(version="2"))


# New keys --------------------------------------------------------------------------------------


def test_keys_that_are_taken_are_listed_and_renamed_only_when_somebody_says_so():
    import_package(package())
    edited(lambda body: [*body, *own_section("own", "fortnight")])

    with pytest.raises(InTheWay, match="fortnight → fortnight_2") as refused:
        take_in(read_package(second_wellbeing()))
    assert (refused.value.choice, Instrument.objects.count()) == ("rename_keys", 1)
    taken = take_in(read_package(second_wellbeing()), chosen=Chosen(rename=True))

    assert taken.renamed.questions == {"fortnight": "fortnight_2"}
    assert asked() == [("last_weeks", ["fortnight_2", "total"]), ("own", ["fortnight"])]
    assert taken.instrument.items["1"] == "fortnight_2.glad"
    rows = measured(form().latest_version(), {"fortnight_2": ALL_WEEK, "fortnight": "x"})
    assert [row[:2] for row in rows] == [("total", 60)]
    assert (
        form().latest_version().texts("fi")["field.fortnight_2.label"]
        == "Kuinka usein on ollut näin?"
    )


def test_a_score_under_a_new_key_goes_on_with_the_series_of_the_old_one():
    import_package(package())
    edited(lambda body: [*body, *own_section("own", "total")])

    taken = take_in(
        read_package(second_wellbeing("{version: '1', scores: {total: wellbeing}}")),
        chosen=Chosen(rename=True),
    )

    assert taken.instrument.scores == ["total_2"]
    assert taken.instrument.continues == {"version": "1", "scores": {"total_2": "wellbeing"}}


def test_a_question_that_was_published_as_another_kind_gets_a_new_key():
    make_form("mood", {"week": "text"}, texts={"section.part_1.title": "Q"})
    definition = form("mood")
    plain = package()
    bare = replace(plain, slug="mood", about=None)
    document = replace(
        bare.document,
        sections=(replace(bare.document.sections[0], key="part_1", instrument=""),),
    )
    words = {
        language: {
            key.replace("section.last_weeks", "section.part_1"): said for key, said in texts.items()
        }
        for language, texts in bare.texts.items()
    }
    bare = replace(bare, document=document, texts=words)

    with pytest.raises(InTheWay, match="week → week_2"):
        take_in(bare)
    taken = take_in(bare, chosen=Chosen(rename=True))

    assert taken.form == definition
    assert "week_2" in [
        question.key for question in taken.form.latest_version().document().fields()
    ]


def test_rules_counts_formulas_and_words_follow_their_questions():
    before = read_package(shipped("alcohol3"))
    keys = [question.key for question in before.document.fields()]
    new = NewKeys(free(keys, keys), {"x": "y"})

    after = with_keys(before, new)

    text, renamed = package_text(before), package_text(after)
    for key in sorted(keys, key=len, reverse=True):
        assert f"key: {key}\n" in text or f"key: {key}," in text
        assert f"key: {key}\n" not in renamed
    assert after.document.to_json() != before.document.to_json()
    back = with_keys(after, NewKeys({new: old for old, new in new.questions.items()}, {}))
    assert (back.document, back.texts) == (before.document, before.texts)
    assert back.about.items == before.about.items
    assert back.about.band_sets == before.about.band_sets


def test_new_keys_are_free_and_short():
    assert free(["week", "week_2"], ["week", "week_2", "week_3"]) == {
        "week": "week_4",
        "week_2": "week_2_2",
    }
    assert max(map(len, free(["x" * 60], []).values())) == 60


# The page and the commands ---------------------------------------------------------------------


def send(client: Client, content: bytes, **typed: str):
    file = SimpleUploadedFile("skala.yaml", content, "application/yaml")
    return client.post(reverse("instrument:add"), {"package": file, **typed}, follow=True)


def test_the_page_says_what_is_in_the_way_beside_what_would_help():
    client = Client()
    client.force_login(make_user("runa", roles=("administrator",), language="sv"))
    import_package(package())
    edited(lambda body: [*body, *own_section("own", "fortnight")])
    later = second_wellbeing()

    held = send(client, later)
    done = send(client, later, rename_keys="on")

    assert "fortnight → fortnight_2" in str(held.context["form"].errors["rename_keys"])
    assert "Nycklar som var upptagna är andra här: fortnight → fortnight_2" in done.content.decode()
    assert Instrument.objects.count() == 2
    wrong = send(client, later, as_version="två")
    assert "ingen version" in str(wrong.context["form"].errors["as_version"])


def test_the_command_takes_the_same_choices_and_lists_the_keys(tmp_path, capsys):
    make_form(SLUG)
    file = tmp_path / "scale.yaml"
    file.write_bytes(shipped(SLUG))
    with pytest.raises(
        CommandError, match=r"under another short name\. Nothing of it was imported"
    ):
        call_command("import_instrument", file)

    call_command("import_instrument", file, short_name="scale")
    edited(lambda body: [*body, *own_section("own", "fortnight")], "scale")
    file.write_bytes(second_wellbeing())
    call_command("import_instrument", file, short_name="scale", as_version="2b", rename_keys=True)

    said = capsys.readouterr().out
    assert "Keys that were taken are other ones here: fortnight → fortnight_2." in said
    assert "Instrument: wellbeing5@2b" in said


def exported(file, *said: str) -> None:
    import_package(package())
    options = {"code": "mood_scale", "instrument_version": "2", "owner": "Us"}
    call_command("export_instrument", SLUG, file, continues=list(said), **options)


@pytest.mark.parametrize(
    ("said", "continues"),
    [
        (["1"], {"version": "1"}),
        (["1", "wellbeing=sum"], {"version": "1", "scores": {"wellbeing": "sum"}}),
    ],
)
def test_a_form_is_exported_as_a_version_that_goes_on_with_another(tmp_path, said, continues):
    file = tmp_path / "out.yaml"

    exported(file, *said)

    about = read_package(file.read_bytes()).about
    assert (about.reference, about.continues) == ("mood_scale@2", continues)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (["2"], "continues: version"),
        (["1", "gone=sum"], "gone"),
        (["1", "wellbeing"], "continues: scores"),
        (["1", "wellbeing=a", "other=a"], "other"),
    ],
)
def test_what_cannot_be_continued_is_not_written(tmp_path, said, named):
    with pytest.raises(CommandError, match=named):
        exported(tmp_path / "out.yaml", *said)

    assert not list(tmp_path.iterdir())


def test_a_package_of_what_is_published_is_read_back_under_its_new_name():
    taken = take_in(package(), chosen=Chosen(slug="scale"))

    out = read_package(package_text(package_of(taken.form, package().about)).encode())

    assert (out.slug, out.document) == ("scale", package().document)
