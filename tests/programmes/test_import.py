"""Bundles in and out: one transaction, twice is a no-op, export of an import is the same files."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.models import Programme
from forms.models import FormDefinition, FormText, FormVersion
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import changes, import_bundle
from programmes.bundle import bundle_from, read_folder
from programmes.models import Story
from programmes.reading import BrokenBundle
from tests.factories.bundles import small_bundle, small_files, small_folder
from tests.factories.forms import make_form
from workflows.models import WorkflowDefinition, WorkflowVersion

pytestmark = pytest.mark.django_db
STORED = (
    FormVersion,
    FormText,
    FormDefinition,
    WorkflowVersion,
    WorkflowDefinition,
    Programme,
    Story,
)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in STORED}


def test_importing_twice_is_no_more_than_once(tmp_path, capsys):
    folder = small_folder(tmp_path)
    call_command("import_programme", str(folder))
    before = counts()
    capsys.readouterr()

    call_command("import_programme", str(folder))

    assert counts() == before
    assert capsys.readouterr().out.count("\n") == 1


def test_a_changed_word_makes_no_new_version():
    import_bundle(small_bundle())

    changed = import_bundle(small_bundle(question=("en: Why?", "en: How so?")))

    assert changed == ["forms/question.yaml"]
    version = FormVersion.objects.get()
    assert version.texts("en")["field.why.label"] == "How so?"
    assert version.texts("sv")["field.why.label"] == "Varför?"


def test_a_changed_question_makes_new_versions_of_form_and_workflow():
    import_bundle(small_bundle())

    import_bundle(small_bundle(question=("kind: long_text", "kind: long_text\n        most: 50")))

    form = FormVersion.objects.get(number=2)
    workflow = Programme.objects.get().current_version()
    assert (workflow.number, workflow.forms) == (2, {"small-question": form.pk})


def test_a_changed_code_list_reaches_the_questions_that_use_it():
    import_bundle(small_bundle())

    renamed = small_bundle(programme=("sv: Nej tack", "sv: Helst inte"))
    import_bundle(renamed)

    assert FormVersion.objects.get().texts("sv")["field.way.choice.no_thanks"] == "Helst inte"
    assert changes(renamed) == []


def test_a_broken_bundle_stores_nothing(tmp_path):
    before = counts()

    with pytest.raises(BrokenBundle):
        import_bundle(small_bundle(workflow=("role: worker", "role: nobody")))
    with pytest.raises(CommandError):
        call_command(
            "import_programme",
            str(small_folder(tmp_path, question=("kind: choice", "kind: chose"))),
        )

    assert counts() == before


def test_a_later_failure_leaves_nothing_behind(monkeypatch):
    before = counts()

    def fail(*_args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("programmes.actions.importing._store_stories", fail)
    with pytest.raises(OSError, match="disk full"):
        import_bundle(small_bundle())

    assert counts() == before


def test_a_language_that_says_nothing_is_left_out():
    files = {
        name: re.sub(r", fi: [^,]+, en: [^}]+}", "}", text) for name, text in small_files().items()
    }
    only_swedish = bundle_from({name: text.encode() for name, text in files.items()})

    import_bundle(only_swedish)

    assert changes(only_swedish) == []
    assert set(FormDefinition.objects.values_list("locale__language_code", flat=True)) == {"sv"}
    assert Programme.objects.get().titles == {"sv": "Liten"}


def test_two_services_may_have_forms_of_the_same_name():
    import_bundle(small_bundle())

    import_bundle(
        small_bundle(
            programme=("slug: small", "slug: other"), question=("sv: Vill du?", "sv: Orkar du?")
        )
    )

    assert {form.slug for form in FormDefinition.objects.all()} == {
        "small-question",
        "other-question",
    }
    assert changes(small_bundle()) == []


def test_what_an_editor_changed_is_exported():
    import_bundle(small_bundle())
    definition = FormDefinition.objects.get(slug="small-question", locale__language_code="sv")
    definition.title = "En annan fråga"
    definition.save_revision().publish()

    assert bundle_of(Programme.objects.get()).forms["question"].title.sv == "En annan fråga"


def test_exporting_an_unknown_programme_names_the_known_ones(tmp_path):
    import_bundle(small_bundle())

    with pytest.raises(CommandError, match="small"):
        call_command("export_programme", "large", str(tmp_path))


def test_export_takes_away_files_of_what_is_gone(tmp_path):
    import_bundle(small_bundle())
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "old.yaml").write_text("title: {sv: Gammal}")
    (tmp_path / "notes.txt").write_text("mine")

    call_command("export_programme", "small", str(tmp_path))

    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {
        *("programme.yaml", "workflow.yaml", "question.yaml", "once.yaml", "notes.txt")
    }
    assert read_folder(small_folder(tmp_path / "again")).fingerprint == small_bundle().fingerprint


def test_how_a_form_is_filled_in_and_what_is_said_about_it_come_in_and_go_out_again():
    title = "title: {sv: Fråga, fi: Kysymys, en: Question}"
    more = f"{title}\npurpose: {{sv: Varför, fi: Miksi, en: Why}}\nlayout: pages"
    bundle = small_bundle(question=(title, more))

    import_bundle(bundle)

    assert FormVersion.objects.get().document().layout == "pages"
    assert FormVersion.objects.get().texts("fi")["form.purpose"] == "Miksi"
    assert changes(bundle) == []


@pytest.mark.parametrize(
    ("stands", "sentence"),
    [
        ({"anonymous": True}, "är anonymt här"),
        ({"retired_at": timezone.now()}, "används inte längre här"),
    ],
)
def test_a_form_that_stands_here_and_cannot_be_asked_keeps_the_bundle_out(stands, sentence):
    FormDefinition.objects.filter(pk=make_form("small-question").definition_id).update(**stands)

    with pytest.raises(BrokenBundle) as caught:
        import_bundle(small_bundle())

    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("forms/question.yaml", 1)
    assert sentence in problem.sentence
    assert not Programme.objects.exists()
