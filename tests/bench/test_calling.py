"""The benchmark says how it is called, without a database and without settings."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def call(*words: str) -> subprocess.CompletedProcess[str]:
    """Call it as somebody does who has set nothing."""
    unset = ("PYTHONPATH", "DJANGO_SETTINGS_MODULE")
    bare = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", *words],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_says_how_it_is_called():
    said = call("--help")

    assert (said.returncode, said.stderr) == (0, "")
    assert "make bench" in said.stdout


def test_a_measure_that_does_not_exist_is_answered_with_those_that_do():
    said = call("stepp")

    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    assert "form_store" in said.stderr
