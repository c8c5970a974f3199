"""The words of a programme: written in its bundle, kept, and said by the pages of its cases."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Unit, User
from cases.actions.tasks import complete_task, take_task
from cases.models import Case, JournalEntry, Programme
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import changes, import_bundle
from programmes.problems import problems
from programmes.reading import BrokenBundle
from tests.factories.accounts import make_user
from tests.factories.bundles import small_bundle
from tests.factories.cases import make_case, make_participant, open_task

LABELS = """\
labels:
  participant:
    one: {sv: kund, fi: valmennettava, en: trainee}
    the: {sv: kunden, fi: valmennettava, en: the trainee}
    of: {sv: kundens, fi: valmennettavan, en: the trainee's}
  plan:
    one: {sv: handlingsplan, fi: toimintaohjelma, en: action plan}
    the: {sv: handlingsplanen, fi: toimintaohjelma, en: the action plan}
    of: {sv: handlingsplanens, fi: toimintaohjelman, en: the action plan's}
  service:
    one: {sv: insats, fi: valmennus, en: training}
    the: {sv: insatsen, fi: valmennus, en: the training}
    of: {sv: insatsens, fi: valmennuksen, en: the training's}
  ending:
    one: {sv: utskrivning, fi: uloskirjaus, en: discharge}
    the: {sv: utskrivningen, fi: uloskirjaus, en: the discharge}
    of: {sv: utskrivningens, fi: uloskirjauksen, en: the discharge's}
"""
CODE_LISTS = "code_lists:\n"
ROLE = "{sv: Medarbetare, fi: Työntekijä, en: Worker}"
COACH = "{sv: Coach, fi: Valmentaja, en: Coach}"

# {page: what it says in Swedish, Finnish and English}
SAID = {
    "cases:cases": ('<th scope="col">Kund<', '<th scope="col">Valmennettava<', '<th scope="col">Trainee<'),
    "cases:goal_add": ("Med kundens egna ord", "Valmennettavan omin sanoin", "In the trainee&#x27;s own words"),
    "cases:case_goals": ("handlingsplanens mål", "toimintaohjelman tavoitteet", "the action plan&#x27;s goals"),
    "cases:note": ("Skriv så att kunden själv", "että valmennettava voisi", "so that the trainee could"),
    "cases:contact": ("Avbokat av kunden", "Valmennettava perui", "Cancelled by the trainee"),
    "cases:case_timeline": ("Avbokat av kunden", "Valmennettava perui", "Cancelled by the trainee"),
    "cases:task": (">Kunden<", ">Valmennettava<", ">The trainee<"),
    "cases:case_team": ("Coach", "Valmentaja", "Coach"),
    "cases:explain": ("insatsens siffror", "valmennuksen lukuihin", "the training&#x27;s figures"),
}  # fmt: skip
BEFORE = {
    "?who=new": ("Hur och när vill kunden att ni", "Miten ja milloin valmennettava", "when does the trainee want"),
    "": ("Kunden har inte varit här förut", "Valmennettava ei ole ollut täällä", "The trainee has not been here"),
}  # fmt: skip
LANGUAGES = pytest.mark.parametrize(("language", "at"), [("sv", 0), ("fi", 1), ("en", 2)])


def labelled(**changed: tuple[str, str]):
    """The small service with other words for everything that has a label."""
    words = {"programme": (CODE_LISTS, LABELS + CODE_LISTS), "workflow": (ROLE, COACH)}
    return small_bundle(**words | changed)


@pytest.fixture
def programme(db) -> Programme:
    import_bundle(labelled())
    return Programme.objects.get()


@pytest.fixture
def worker(programme) -> User:
    return make_user("wilma", unit=Unit.objects.get())


def reader(worker: User, language: str) -> Client:
    worker.language = language
    worker.save()
    client = Client()
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    return client


def begun(programme: Programme, worker: User) -> Case:
    """A case in the worker's hands, with a contact that was called off and something that came late."""
    case = make_case(programme, by=worker, participant=make_participant(programme.unit))
    take_task(open_task(case, "ask"), worker)
    now = case.opened_at
    JournalEntry.objects.create(
        case=case, kind="contact", contact="phone", attendance="cancelled", author=worker,
        title="Samtal", happened_at=now, written_at=now, signed_at=now,
    )  # fmt: skip
    case.obligations.create(
        key="owed", number=1, due_on=now.date(), opens_on=now.date(), state="missed"
    )
    return case


def address(page: str, case: Case) -> str:
    match page:
        case "cases:cases":
            return reverse(page)
        case "cases:task":
            return reverse(page, args=[case.pk, open_task(case, "ask").pk])
        case "cases:explain":
            return reverse(page, args=[case.pk, case.obligations.get().pk])
        case _:
            return reverse(page, args=[case.pk])


@LANGUAGES
def test_the_pages_of_a_case_say_the_words_of_its_programme(programme, worker, language, at):
    case, client = begun(programme, worker), reader(worker, language)

    missing = {
        page: said[at]
        for page, said in SAID.items()
        if said[at] not in client.get(address(page, case)).content.decode()
    }

    assert missing == {}


@LANGUAGES
def test_starting_a_case_says_them_too(programme, worker, language, at):
    client = reader(worker, language)

    for asked, said in BEFORE.items():
        page = client.get(reverse("cases:start", args=[programme.slug]) + asked)
        assert said[at] in page.content.decode()


@pytest.mark.parametrize(
    ("language", "word"), [("sv", "Utskrivning"), ("fi", "Uloskirjaus"), ("en", "Discharge")]
)
def test_the_timeline_calls_the_ending_by_its_word(programme, worker, language, word):
    case = begun(programme, worker)
    complete_task(open_task(case, "ask"), by=worker, answers={"way": "yes_please"})

    page = reader(worker, language).get(reverse("cases:case_timeline", args=[case.pk]))

    assert word in page.content.decode()


def test_a_list_of_several_programmes_says_person(programme, worker):
    begun(programme, worker)
    import_bundle(small_bundle(programme=("slug: small", "slug: other")))
    other = make_case(Programme.objects.get(slug="other"), by=worker)
    take_task(open_task(other, "ask"), worker)

    page = reader(worker, "sv").get(reverse("cases:cases")).content.decode()

    assert '<th scope="col">Person<' in page


def test_what_a_programme_does_not_name_is_called_as_everywhere(db):
    import_bundle(small_bundle())
    programme = Programme.objects.get()
    case = begun(programme, worker := make_user("wilma", unit=programme.unit))

    page = reader(worker, "sv").get(address("cases:task", case)).content.decode()

    assert ">Deltagaren<" in page


# In the bundle -----------------------------------------------------------------------------------


def test_labels_come_out_as_they_went_in(programme):
    assert bundle_of(programme).files()["programme.yaml"] == labelled().files()["programme.yaml"]
    assert changes(labelled()) == []


def test_labels_that_are_taken_away_are_gone(programme):
    assert import_bundle(small_bundle(workflow=(ROLE, COACH))) == ["programme.yaml"]
    programme.refresh_from_db()
    assert programme.labels == {}


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("  ending:\n", "  shoe:\n", 18),  # no such concept
        ("one: {sv: kund, fi: valmennettava, en: trainee}", "one: {fi: valmennettava}", 7),
        ("one: {sv: kund, fi: valmennettava,", "one: {sv: kund, fi: '',", 6),  # two forms of three
        ("    of: {sv: insatsens, fi: valmennuksen, en: the training's}\n", "", 14),
        ("sv: utskrivningens", f"sv: {'x' * 61}", 21),
    ],
)
def test_a_label_that_cannot_be_used_is_named_where_it_stands(before, after, line):
    assert before in LABELS
    written = LABELS.replace(before, after)

    with pytest.raises(BrokenBundle) as broken:
        labelled(programme=(CODE_LISTS, written + CODE_LISTS))

    assert [(problem.file, problem.line) for problem in broken.value.problems] == [
        ("programme.yaml", line)
    ]


def test_a_language_may_be_left_out_as_a_whole():
    only_swedish = re.sub(r", fi: [^}]+}", "}", LABELS)

    assert problems(labelled(programme=(CODE_LISTS, only_swedish + CODE_LISTS))) == []
