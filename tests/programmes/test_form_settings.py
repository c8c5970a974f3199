"""What holds for a form as a whole travels with its file: who may answer, when, how long it is kept."""

import pytest

from cases.models import Programme
from forms.models import FormDefinition, FormVersion
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import changes, import_bundle
from programmes.bundle import Bundle, bundle_from
from programmes.reading import BrokenBundle
from tests.factories.answers import give
from tests.factories.bundles import FORM, small_files
from tests.factories.forms import make_form

SETTINGS = """\
settings:
  open_to: link
  answers_from: 2026-09-01T08:00
  answers_until: 2027-03-01T16:30
  drafts_until: '2026-12-31'
  legal_basis: public_task
  about: den som deltar
  least_shown: 3
  keep_days: 400
  keep_days_after_closing: 3650
  keep_days_unfinished: 30
"""


def with_settings(said: str) -> Bundle:
    files = dict(small_files())
    name = next(name for name in files if name.startswith("forms/"))
    text = files[name] if isinstance(files[name], str) else files[name].decode()
    assert text == FORM
    changed = text.replace("sections:", f"{said}sections:", 1)
    encoded = {
        each: body if isinstance(body, bytes) else body.encode() for each, body in files.items()
    }
    return bundle_from({**encoded, name: changed.encode()})


def form() -> FormDefinition:
    return FormDefinition.objects.get(locale__language_code="sv")


@pytest.mark.django_db
def test_settings_come_in_and_go_out_as_the_same_files():
    bundle = with_settings(SETTINGS)

    import_bundle(bundle)

    programme_files = bundle_of(Programme.objects.get()).files()
    assert programme_files == bundle.files()
    assert SETTINGS.replace("'", "") in programme_files["forms/question.yaml"].replace("'", "")
    assert changes(bundle) == []
    kept = form()
    assert (kept.open_to, kept.keep_days, kept.basis) == ("link", 400, "public_task")
    assert kept.answers_from.isoformat() == "2026-09-01T05:00:00+00:00"


@pytest.mark.django_db
def test_what_a_file_does_not_say_is_as_in_a_new_form():
    import_bundle(with_settings(SETTINGS))

    assert changes(with_settings("")) == ["forms/question.yaml"]
    import_bundle(with_settings(""))

    assert (form().open_to, form().keep_days, form().answers_from) == ("nobody", None, None)


@pytest.mark.django_db
def test_a_change_of_settings_alone_makes_no_new_version():
    import_bundle(with_settings(""))

    import_bundle(with_settings("settings: {open_to: public}\n"))

    assert form().open_to == "public"
    assert FormVersion.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        "open_to: everybody",
        "answers_from: 2026-13-01T08:00",
        "answers_from: 2026-09-01T25:00",
        "drafts_until: '2026-02-30'",
        "keep_days: 0",
        "keep_days: 40000",
        "legal_basis: because",
        "anonymous: perhaps",
        "{answers_from: 2026-09-01T08:00, answers_until: 2026-08-01T08:00}",
    ],
)
def test_settings_that_cannot_be_are_named_with_their_line(said):
    block = said if said.startswith("{") else f"{{{said}}}"

    with pytest.raises(BrokenBundle) as broken:
        with_settings(f"settings: {block}\n")

    (problem,) = broken.value.problems
    assert (problem.file, problem.line) == ("forms/question.yaml", 2)


def with_survey(settings: str = "settings: {anonymous: true}\n", form: str = "") -> Bundle:
    """The small service, whose step also asks an anonymous survey."""
    voices = FORM.replace("sections:", f"{settings}sections:", 1)
    workflow = small_files()["workflow.yaml"].replace(
        "form: question\n", f"form: {form or 'question'}\n        survey: voices\n"
    )
    files = {**small_files(), "workflow.yaml": workflow, "forms/voices.yaml": voices}
    return bundle_from({name: text.encode() for name, text in files.items()})


@pytest.mark.django_db
def test_a_survey_that_a_step_asks_travels_with_its_service():
    bundle = with_survey()

    import_bundle(bundle)

    files = bundle_of(Programme.objects.get()).files()
    assert files == bundle.files()
    assert "survey: voices" in files["workflow.yaml"]
    assert "anonymous: true" in files["forms/voices.yaml"]
    assert changes(bundle) == []
    assert FormDefinition.objects.get(slug="small-voices", locale__language_code="sv").anonymous
    version = Programme.objects.get().workflow.latest_version()
    assert list(version.forms) == ["small-question"]


@pytest.mark.parametrize(
    ("bundle", "said"),
    [
        (lambda: with_survey(settings=""), "small-voices"),  # no anonymous form
        (lambda: with_survey(form="voices"), "anonym"),  # asked by name, too
    ],
)
@pytest.mark.django_db
def test_a_survey_that_is_not_one_is_refused(bundle, said):
    with pytest.raises(BrokenBundle, match=said):
        import_bundle(bundle())

    assert not FormDefinition.objects.exists()


@pytest.mark.django_db
def test_answers_that_bear_names_do_not_become_a_survey():
    version = make_form("small-voices", {"way": "text"})
    give(version, way="Jag heter Alva")

    with pytest.raises(BrokenBundle, match=r"forms/voices\.yaml"):
        import_bundle(with_survey())
