"""Lists and field groups of the library, in bundles and as they are shipped."""

import pytest

from cases.models import Programme
from forms.library.shelves import lists
from forms.models import CodeList, FieldGroup, FormDefinition, FormVersion
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import changes, import_bundle
from programmes.bundle import bundle_from, read_folder, write_folder
from programmes.library import bring_in
from programmes.reading import BrokenBundle
from tests.factories import bundles
from tests.factories.bundles import small_bundle
from tests.factories.library import make_list

pytestmark = pytest.mark.django_db
GROUP = """\
title: {sv: Kontakt, fi: Yhteys, en: Contact}
fields:
  - key: name
    kind: text
    label: {sv: Namn, fi: Nimi, en: Name}
    required: true
  - key: phone
    kind: phone
    label: {sv: Telefon, fi: Puhelin, en: Phone}
    when: {all: [[name, answered]]}
"""
TAKEN = """\
  - key: guardian
    title: {sv: Vårdnadshavare, fi: Huoltaja, en: Guardian}
    library: contact@2
"""


WAITING = """\
        when: {all: [[way, is, no_thanks]]}
        required_when: {all: [[way, is, no_thanks]]}
"""


def with_group(name="contact@2", group=GROUP, taken=TAKEN, **changed):
    """The small service with one section from the library."""
    files = small_bundle(**changed).files()
    files["forms/question.yaml"] += taken
    files[f"forms/_groups/{name}.yaml"] = group
    return bundle_from({path: text.encode() for path, text in files.items()})


def said(broken):
    return " ".join(problem.sentence for problem in broken.value.problems)


def exported():
    return bundle_of(Programme.objects.get()).files()


def test_code_lists_of_a_bundle_are_lists_of_the_programme():
    import_bundle(small_bundle())

    rows = CodeList.objects.filter(owner="small", slug="ways")
    assert {row.locale.language_code: row.labels()["no_thanks"] for row in rows} == {
        "sv": "Nej tack", "fi": "Ei kiitos", "en": "No thanks",
    }  # fmt: skip
    form = FormDefinition.objects.get(slug="small-question", locale__language_code="sv")
    (section,) = form.body.get_prep_value()
    assert (form.owner, section["value"]["fields"][0]["value"]["choices"]) == ("small", [])


def test_a_list_with_scores_and_retired_codes_comes_out_as_it_went_in():
    bundle = small_bundle(
        programme=("en: No thanks}", "en: No thanks}\n      score: 2\n      retired: true"),
        question=(WAITING, ""),
    )

    import_bundle(bundle)

    assert exported() == bundle.files()
    assert changes(bundle) == []
    choices = FormVersion.objects.get().document().field("way").choices
    assert [(choice.score, choice.retired) for choice in choices] == [(None, False), (2, True)]


def test_a_published_code_that_a_bundle_drops_is_refused_with_its_line():
    import_bundle(small_bundle())
    gone = small_bundle(
        programme=(
            "    - code: yes_please\n      label: {sv: Gärna, fi: Mielellään, en: Gladly}\n", ""
        )
    )  # fmt: skip

    with pytest.raises(BrokenBundle) as broken:
        import_bundle(gone)

    assert "yes_please" in said(broken)
    assert len(CodeList.objects.get(owner="small", locale__language_code="sv").codes) == 2


def test_lists_of_the_platform_travel_with_the_forms_that_use_them():
    listed = bundles.PROGRAMME.replace("code_lists:", "shared_code_lists:")
    files = {**small_bundle().files(), "programme.yaml": listed}
    bundle = bundle_from({path: text.encode() for path, text in files.items()})

    import_bundle(bundle)

    assert set(CodeList.objects.values_list("owner", flat=True)) == {""}
    assert exported() == bundle.files()
    assert changes(bundle) == []


def test_a_list_changed_in_the_admin_is_exported():
    import_bundle(small_bundle())
    ways = CodeList.objects.get(owner="small", locale__language_code="sv")
    ways.codes = [{**ways.codes[0], "label": "Ja, gärna"}, ways.codes[1]]
    ways.save()

    assert "Ja, gärna" in exported()["programme.yaml"]
    assert "choices_from: ways" in exported()["forms/question.yaml"]


def test_what_a_list_is_called_travels_with_it():
    named = bundles.PROGRAMME.replace(
        "  ways:\n    - code", "  ways:\n    title: {sv: Hur, fi: Miten}\n    codes:\n    - code"
    )
    files = {**small_bundle().files(), "programme.yaml": named}
    bundle = bundle_from({path: text.encode() for path, text in files.items()})

    import_bundle(bundle)

    titles = dict(CodeList.objects.values_list("locale__language_code", "title"))
    assert titles == {"sv": "Hur", "fi": "Miten", "en": "Ways"}
    assert exported() == bundle.files()
    assert "title: {sv: Hur, fi: Miten}" in exported()["programme.yaml"]
    assert changes(bundle) == []


def test_a_title_that_the_file_does_not_say_stays_as_somebody_gave_it():
    import_bundle(small_bundle())
    CodeList.objects.filter(owner="small", locale__language_code="sv").update(title="Sätt")

    assert "title: {sv: Sätt}" in exported()["programme.yaml"]
    assert import_bundle(small_bundle()) == []
    assert "title: {sv: Sätt}" in exported()["programme.yaml"]


def test_a_title_without_room_is_refused_with_its_line():
    long = f"  ways:\n    title: {{sv: {'x' * 201}}}\n    codes:\n    - code"
    named = bundles.PROGRAMME.replace("  ways:\n    - code", long)
    files = {**small_bundle().files(), "programme.yaml": named}

    with pytest.raises(BrokenBundle) as broken:
        bundle_from({path: text.encode() for path, text in files.items()})

    (problem,) = broken.value.problems
    assert named.splitlines()[problem.line - 1].startswith("    title:")


def test_a_field_group_is_stored_under_its_number_and_comes_out_byte_for_byte(tmp_path):
    bundle = with_group()

    import_bundle(bundle)
    write_folder(bundle_of(Programme.objects.get()), tmp_path)

    assert read_folder(tmp_path).files() == bundle.files()
    assert [
        (v.number, v.definition.slug)
        for v in FieldGroup.objects.filter(locale__language_code="sv").get().versions.all()
    ] == [(2, "contact")]
    version = FormVersion.objects.get()
    assert version.document().sections[1].from_library == "contact@2"
    assert version.texts("fi")["field.guardian_name.label"] == "Nimi"


def test_the_same_bundle_twice_is_no_more_than_once():
    import_bundle(with_group())
    before = (FieldGroup.objects.count(), FormVersion.objects.count(), CodeList.objects.count())

    assert import_bundle(with_group()) == []

    assert (
        FieldGroup.objects.count(),
        FormVersion.objects.count(),
        CodeList.objects.count(),
    ) == before


def test_another_group_under_a_published_number_is_refused():
    import_bundle(with_group())

    with pytest.raises(BrokenBundle) as broken:
        import_bundle(with_group(group=GROUP.replace("key: phone", "key: mobile")))

    assert "contact@2" in said(broken)


def test_a_corrected_word_of_a_group_reaches_the_form():
    import_bundle(with_group())

    corrected = with_group(group=GROUP.replace("sv: Namn", "sv: Hela namnet"))
    import_bundle(corrected)

    assert FormVersion.objects.get().texts("sv")["field.guardian_name.label"] == "Hela namnet"
    assert changes(corrected) == []


@pytest.mark.parametrize(
    ("bundle", "part"),
    [
        ({"name": "contact@3"}, "contact@2"),
        ({"taken": ""}, "contact@2"),
        (
            {"group": GROUP.replace("kind: phone", "kind: choice\n    choices_from: ways")},
            "choices_from",
        ),
        (
            {"taken": TAKEN + "    fields:\n      - {key: a, kind: text, label: {sv: A}}\n"},
            "library",
        ),
    ],
)
def test_what_does_not_fit_together_is_said(bundle, part):
    with pytest.raises(BrokenBundle) as broken:
        import_bundle(with_group(**bundle))

    assert part in said(broken)


def test_what_is_shipped_is_made_once_and_later_edits_stay():
    made = bring_in()
    mine = CodeList.objects.get(slug="contact_way", locale__language_code="sv")
    mine.title = "Egna sätt"
    mine.save()

    assert made == ["contact_way", "work_situation", "contact_details", "work_and_hours"]
    assert bring_in() == []
    mine.refresh_from_db()
    assert mine.title == "Egna sätt"
    for group in FieldGroup.objects.all():
        assert group.problems() == []
        assert group.latest_version().number == 1
        assert set(group.latest_version().words.values_list("complete", flat=True)) == {True}


def test_the_lists_owner_is_named_by_its_programme():
    import_bundle(small_bundle())
    make_list("ways", "a")

    assert ("ways", "Ways / Ways (Liten)") in lists()
