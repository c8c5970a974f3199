"""Message catalogues: put together from fragments, with a sentence for each mistake."""

import polib
import pytest

from stegvis import catalogues
from stegvis.catalogues import compile_language, languages, problems
from tests.factories.accounts import make_user


@pytest.fixture
def folder(tmp_path):
    """A language with two parts."""
    (tmp_path / "sv" / "parts").mkdir(parents=True)
    (tmp_path / "sv" / "scripts").mkdir()
    return tmp_path / "sv"


def write(folder, part, *entries, below="parts"):
    fragment = polib.POFile()
    fragment.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    fragment.extend(entries)
    fragment.save(str(folder / below / f"{part}.po"))


def entry(msgid, msgstr, **more):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def test_the_parts_of_a_language_become_one_catalogue(folder):
    write(folder, "forms", entry("Form", "Formulär"))
    write(folder, "cases", entry("Case", "Ärende"), entry("Form", "Formulär"))

    compile_language(folder)

    compiled = polib.mofile(str(folder / "LC_MESSAGES" / "django.mo"))
    assert {found.msgid: found.msgstr for found in compiled} == {
        "Case": "Ärende",
        "Form": "Formulär",
    }


def test_words_of_scripts_have_a_catalogue_of_their_own(folder):
    write(folder, "cases", entry("Move", "Flytta ärenden"))
    write(folder, "admin", entry("Move", "Flytta"), below="scripts")

    compile_language(folder)

    compiled = polib.mofile(str(folder / "LC_MESSAGES" / "djangojs.mo"))
    assert {found.msgid: found.msgstr for found in compiled} == {"Move": "Flytta"}
    assert list(problems(folder)) == []


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (entry("Form", ""), "has no translation"),
        (entry("Form", "Formulär", flags=["fuzzy"]), "is marked fuzzy"),
        (entry("Form", "Formulär", obsolete=1), "is marked obsolete"),
        (entry("Case", "Fall"), "is translated differently in parts/cases.po"),
    ],
)
def test_a_mistake_is_named_with_its_place(folder, mistake, sentence):
    write(folder, "cases", entry("Case", "Ärende"))
    write(folder, "forms", mistake)

    (found,) = problems(folder)

    assert found.startswith(f"sv/parts/forms.po: “{mistake.msgid}”")
    assert sentence in found


def test_checking_ends_with_every_mistake(folder, monkeypatch):
    write(folder, "forms", entry("Form", ""))
    monkeypatch.setattr(catalogues, "LOCALE", folder.parent)

    with pytest.raises(SystemExit, match="has no translation"):
        catalogues.main("--check")


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.name)
def test_our_own_fragments_are_complete(language):
    assert list(problems(language)) == []


def test_each_part_is_translated_into_each_language():
    parts = {
        language.name: {str(path.relative_to(language)) for path in language.glob("*/*.po")}
        - {"LC_MESSAGES/django.po", "LC_MESSAGES/djangojs.po"}
        for language in languages()
    }

    assert parts["sv"] == parts["fi"]


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.name)
def test_placeholders_survive_translation(language):
    """A placeholder that is missing or misspelt would break a page in one language only."""
    broken = [
        (name, found.msgid)
        for name, fragment in catalogues.fragments(language)
        for found in fragment
        for words in [found.msgstr, *found.msgstr_plural.values()]
        if catalogues.placeholders(words)
        - catalogues.placeholders(found.msgid + found.msgid_plural)
    ]

    assert broken == []


@pytest.mark.django_db
def test_scripts_of_the_admin_speak_our_words_too(client):
    client.force_login(make_user(roles=("administrator",), language="sv"))

    said = client.get("/cms/jsi18n/").text

    assert '"Expand all": "F\\u00e4ll ut alla"' in said
