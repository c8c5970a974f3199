"""The examples that come with the platform, in words of our own."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "shipped_instruments"


def shipped_files() -> list[Path]:
    """Their files, in a settled order."""
    return sorted(FOLDER.glob("*.yaml"))
