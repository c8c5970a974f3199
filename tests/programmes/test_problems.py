"""What is wrong with a bundle: every problem at once, each with its file and line."""

import pytest
from django.core.management import CommandError, call_command

from programmes.bundle import SHIPPED, bundle_from, read_folder
from programmes.problems import problems
from programmes.reading import BrokenBundle
from tests.factories.bundles import FILES, small_bundle, small_files, small_folder


def places(**changed: tuple[str, str]) -> list[tuple[str, int]]:
    return [(problem.file, problem.line) for problem in problems(small_bundle(**changed))]


def broken(**changed: tuple[str, str]) -> list[tuple[str, int]]:
    with pytest.raises(BrokenBundle) as caught:
        small_bundle(**changed)
    return [(problem.file, problem.line) for problem in caught.value.problems]


def test_the_small_service_has_no_problems():
    assert places() == []


@pytest.mark.parametrize(
    "folder", [path for path in SHIPPED.iterdir() if path.is_dir()], ids=lambda path: path.name
)
def test_what_is_shipped_has_no_problems(folder):
    assert problems(read_folder(folder)) == []


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"programme": ("format: 1", "format: 2")}, ("programme.yaml", 1)),
        (
            {"question": ("{sv: Fråga, fi: Kysymys, en: Question}", "{sv: Fråga}")},
            ("forms/question.yaml", 1),
        ),
        ({"question": ("choices_from: ways", "choices_from: days")}, ("forms/question.yaml", 6)),
        (
            {"question": ("[[way, is, no_thanks]]", "[[wya, is, no_thanks]]")},
            ("forms/question.yaml", 11),
        ),
        (
            {"question": ("[[way, is, no_thanks]]", "[[way, is, perhaps]]")},
            ("forms/question.yaml", 11),
        ),
        ({"workflow": ("form: question", "form: answer")}, ("workflow.yaml", 17)),
        ({"workflow": ("role: worker", "role: nobody")}, ("workflow.yaml", 13)),
        ({"workflow": ("who: [counsellor]", "who: [wizard]")}, ("workflow.yaml", 3)),
        ({"workflow": ("outcome: done", "outcome: gone")}, ("workflow.yaml", 19)),
        ({"once": ("task: ask", "task: answer")}, ("stories/once.yaml", 9)),
        ({"once": ("open: [ask]", "open: [ask, tell]")}, ("stories/once.yaml", 6)),
        ({"once": ("role: worker", "role: wizard")}, ("stories/once.yaml", 4)),
        ({"once": ("outcome: done", "outcome: gone")}, ("stories/once.yaml", 11)),
        ({"once": ("way: yes_please", "way: perhaps")}, ("stories/once.yaml", 10)),
        ({"once": ("way: yes_please", "wish: no")}, ("stories/once.yaml", 10)),
        ({"workflow": ("Börja, fi: Aloita, en: Begin}", "x" * 201 + "}")}, ("workflow.yaml", 6)),
        (
            {"workflow": ("roles: [counsellor]\nphases", "roles: [wizard]\nphases")},
            ("workflow.yaml", 6),
        ),
    ],
)
def test_a_problem_names_its_file_and_line(changed, place):
    assert place in places(**changed)


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"programme": ("slug: small", "slug: Small One")}, ("programme.yaml", 2)),
        ({"programme": ("kind: municipality", "kind: castle")}, ("programme.yaml", 4)),
        ({"question": ("required: true", "required: yes")}, ("forms/question.yaml", 9)),
        ({"question": ("kind: choice", "kind: choise")}, ("forms/question.yaml", 7)),
        ({"question": ("    title: {sv: Du,", "    titel: {sv: Du,")}, ("forms/question.yaml", 4)),
        ({"question": ("{all: [[way,", "{some: [[way,")}, ("forms/question.yaml", 14)),
        (
            {"question": ("way, is, no_thanks", "way, equals, no_thanks")},
            ("forms/question.yaml", 14),
        ),
        ({"question": ("title: {sv: Fråga,", "title: {no: Fråga,")}, ("forms/question.yaml", 1)),
        ({"workflow": ("kind: task", "kind: tusk")}, ("workflow.yaml", 13)),
        ({"workflow": ("anchor: now", "anchor: soon")}, ("workflow.yaml", 18)),
        ({"workflow": ("days: 3", "days: tre")}, ("workflow.yaml", 18)),
        ({"once": ("day: 5", "day: 500")}, ("stories/once.yaml", 1)),
        ({"once": ("task: ask", "task: ask\n    event: ask")}, ("stories/once.yaml", 7)),
    ],
)
def test_what_is_wrongly_written_names_its_file_and_line(changed, place):
    assert place in broken(**changed)


def test_a_story_may_answer_wrongly_on_purpose():
    """That a form refuses an answer can be the point of a story."""
    expected = "{way: perhaps}\n    expect: {refused: answers_wrong}"

    assert (
        places(once=("{way: yes_please}\n    expect: {outcome: done, closed: true}", expected))
        == []
    )


def test_a_code_among_several_and_inside_rows_is_named_where_it_stands():
    asked = (
        "      - {key: many, kind: choices, label: {sv: Vad?}, choices_from: ways}\n"
        "      - key: rows\n        kind: group\n        label: {sv: Rader}\n        items:\n"
        "          - {key: one, kind: choice, label: {sv: En}, choices_from: ways}\n"
        "      - key: why\n"
    )
    files = small_files(question=("      - key: why\n", asked))
    files["stories/once.yaml"] = files["stories/once.yaml"].replace(
        "    answers: {way: yes_please}\n",
        "    answers:\n      way: yes_please\n      many:\n        - yes_please\n        - perhaps\n"
        "      rows:\n        - one: no_thanks\n        - one: never\n",
    )

    found = problems(bundle_from({name: text.encode() for name, text in files.items()}))

    assert [(problem.file, problem.line) for problem in found] == [
        ("stories/once.yaml", 14),
        ("stories/once.yaml", 17),
    ]


def test_a_way_that_nobody_can_judge_is_named():
    judged = (
        "      - kind: choice\n        key: which\n        title: {sv: Vart?}\n        judged_by: worker\n"
        "        branches:\n          - {key: on, label: {sv: Vidare}}\n          - {key: off, label: {sv: Slut}}\n"
        "      - {kind: end, key: stop"
    )
    step = "  - {day: 7, role: worker, task: which, answers: {branch: up}}\n"
    files = small_files(workflow=("      - {kind: end, key: stop", judged))
    files["stories/once.yaml"] += step

    found = problems(bundle_from({name: text.encode() for name, text in files.items()}))

    assert [(problem.file, problem.line) for problem in found] == [("stories/once.yaml", 12)]


def test_a_law_without_a_text_is_named_once_where_it_is_used():
    decision = "kind: decision\n        laws: [svl_1]"

    found = problems(small_bundle(workflow=("kind: task", decision)))

    laws = [(each.file, each.line) for each in found if "svl_1" in each.sentence]
    assert laws == [("workflow.yaml", 14)]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_text_that_the_editor_has_no_room_for_is_a_problem_in_every_language(language):
    """Also in a translation: it could be imported and then never be saved in the editor."""
    words = {"sv": "Fråga", "fi": "Kysymys", "en": "Question"}
    written = "{sv: Fråga, fi: Kysymys, en: Question}"
    longer = written.replace(words[language], "x" * 201)

    found = problems(small_bundle(question=(written, longer)))

    assert [(problem.file, problem.line) for problem in found] == [("forms/question.yaml", 1)]
    assert "201" in found[0].sentence


def test_all_problems_of_all_files_come_at_once():
    found = broken(
        programme=("slug: small", "slug: 1"),
        question=("kind: choice", "kind: chose"),
        workflow=("kind: task", "kind: tusk"),
        once=("day: 5", "day: five"),
    )

    assert {file for file, _line in found} == set(FILES)


def test_a_form_that_nobody_asks_is_a_problem():
    files = small_files() | {"forms/more.yaml": FILES["forms/question.yaml"]}

    found = problems(bundle_from({name: text.encode() for name, text in files.items()}))

    assert [(problem.file, problem.line) for problem in found] == [("forms/more.yaml", 1)]


@pytest.mark.parametrize(
    "name", ["forms/Bad Name.yaml", "notes.txt", "forms/deep/er.yaml", "../out.yaml"]
)
def test_files_without_a_place_are_named(name):
    files = {name: text.encode() for name, text in small_files().items()} | {name: b"title: x"}

    with pytest.raises(BrokenBundle) as caught:
        bundle_from(files)

    assert [problem.file for problem in caught.value.problems] == [name]


def test_a_link_out_of_the_folder_is_named_and_never_followed(tmp_path):
    folder = small_folder(tmp_path / "bundle")
    outside = tmp_path / "secret"
    outside.write_text("a secret")
    (folder / "forms" / "question.yaml").unlink()
    (folder / "forms" / "question.yaml").symlink_to(outside)

    with pytest.raises(BrokenBundle) as broken:
        read_folder(folder)

    assert [problem.file for problem in broken.value.problems] == ["forms/question.yaml"]
    assert "secret" not in str(broken.value)


def test_the_command_lists_problems_and_ends_with_one(tmp_path, capsys):
    folder = small_folder(tmp_path, workflow=("role: worker", "role: nobody"))

    with pytest.raises(CommandError):
        call_command("check_programme", str(folder))

    assert "workflow.yaml:13: " in capsys.readouterr().out


def test_the_command_says_when_nothing_is_wrong(tmp_path, capsys):
    call_command("check_programme", str(small_folder(tmp_path)))

    assert capsys.readouterr().out.count("\n") == 1


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError):
        call_command("check_programme", str(tmp_path / "nowhere"))
