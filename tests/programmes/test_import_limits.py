"""`manage.py import_programme` given far too much: a sentence for every file, nothing stored, nobody waits long."""

import io
import time
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from cases.models import Programme
from forms.models import FormDefinition
from tests.factories.bundles import FILES, small_folder

pytestmark = pytest.mark.django_db
LABEL = "{sv: a, fi: a, en: a}"


def imported(folder) -> list[str]:
    """Import what must not be imported; the lines that say why."""
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_programme", folder, stderr=said)
    assert not Programme.objects.exists()
    assert not FormDefinition.objects.exists()
    return said.getvalue().splitlines()


def form_of(folder, fields: str):
    """The small service, whose form asks this."""
    small_folder(folder)
    head = FILES["forms/question.yaml"].partition("    fields:\n")[0]
    (folder / "forms/question.yaml").write_text(f"{head}    fields:\n{fields}", "utf-8")
    (folder / "stories/once.yaml").unlink()
    return folder


def test_ten_megabytes_are_never_read(tmp_path):
    folder = small_folder(tmp_path)
    with (folder / "forms/question.yaml").open("a") as file:
        file.write("# x\n" * 2_600_000)
    tracemalloc.start()

    (line,) = imported(folder)

    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
    assert line.startswith("forms/question.yaml:1: ")
    assert "512" in line


def test_ten_megabytes_in_very_many_files_are_refused(tmp_path):
    folder = small_folder(tmp_path)
    for n in range(301):
        (folder / f"forms/f{n}.yaml").write_text("# x\n" * 20)

    (line,) = imported(folder)

    assert "300" in line


@pytest.mark.parametrize("levels", [12, 3])
def test_groups_in_groups_are_refused_by_name(tmp_path, levels):
    fields, indent = "", " " * 6
    for n in range(levels):
        fields += f"{indent}- key: g{n}\n{indent}  kind: group\n{indent}  label: {LABEL}\n{indent}  items:\n"
        indent += "    "
    fields += f"{indent}- {{key: x, kind: text, label: {LABEL}}}\n"

    lines = imported(form_of(tmp_path, fields))

    assert all(line.startswith("forms/question.yaml:") for line in lines)
    assert len(lines) == levels - 2
    assert "två nivåer" in lines[0]


def test_two_thousand_questions_are_refused_with_their_number(tmp_path):
    rows = "".join(f"      - {{key: q{n}, kind: text, label: {LABEL}}}\n" for n in range(2_000))
    began = time.perf_counter()

    lines = imported(form_of(tmp_path, rows))

    assert any("2000" in line.replace("\xa0", "") for line in lines)
    assert time.perf_counter() - began < 20
