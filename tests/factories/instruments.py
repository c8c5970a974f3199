"""Instruments for tests: the shipped examples, taken in as files."""

from dataclasses import replace

from forms.asking.checking import check_answers
from forms.instruments.importing import import_package
from forms.instruments.measuring import Whom
from forms.instruments.package import read_package
from forms.instruments.shipped import shipped_files
from forms.instruments.writing import package_text
from forms.models import FormDefinition
from forms.sent.submissions import record

WEEK = {"glad": "every_day", "calm": "most_days", "energy": "over_half", "rested": "under_half"}
ALL_WEEK = {**WEEK, "meaning": "some_days"}  # 15 points, told as 60


def shipped(name: str) -> bytes:
    return next(path for path in shipped_files() if path.stem == name).read_bytes()


def take_in(name: str) -> FormDefinition:
    """Import a shipped example."""
    return import_package(read_package(shipped(name)))[0]


def locked_wellbeing() -> bytes:
    """The well-being scale as an owner would hand it out: locked and sealed."""
    package = read_package(shipped("wellbeing5"))
    assert package.about
    return package_text(replace(package, about=replace(package.about, locked=True))).encode()


def second_wellbeing(continues: str = "{version: '1', scores: {total: wellbeing}}") -> bytes:
    """The well-being scale in a later version, in which questions and score have other keys."""
    text = shipped("wellbeing5").decode()
    for before, after in (
        (
            'version: "1"',
            f'version: "2"\n  continues: {continues}' if continues else 'version: "2"',
        ),
        ("wellbeing5@1", "wellbeing5@2"),
        ("scores: [wellbeing]", "scores: [total]"),
        ("key: wellbeing\n", "key: total\n"),
        ("key: week\n", "key: fortnight\n"),
        ("of: [week]", "of: [fortnight]"),
    ):
        assert before in text, before
        text = text.replace(before, after)
    return text.replace("week.", "fortnight.").encode()


def measured(version, answers, **whom) -> list[tuple]:
    """Hand in answers and tell (score, value, band, missing) of what was measured."""
    checked = check_answers(version.document(), version.texts("sv"), answers)
    assert checked.errors == {}
    submission = record(version, answers=checked.answers, language="sv", whom=Whom(**whom))
    rows = submission.measurements.order_by("pk")
    return [(row.score, row.value, row.band, row.missing) for row in rows]


def another_section() -> list[dict]:
    """A section of the editor's own, as raw blocks."""
    field = {
        "type": "text",
        "value": {"key": "more", "label": "Mer?"},
        "id": "4c8f4b2e-1f0d-4a68-9f3e-0d0d6a4f1c11",
    }
    return [
        {
            "type": "section",
            "value": {"key": "extra", "title": "Annat", "fields": [field]},
            "id": "4c8f4b2e-1f0d-4a68-9f3e-0d0d6a4f1c12",
        }
    ]
