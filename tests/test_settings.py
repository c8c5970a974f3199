"""Unsafe or senseless settings refuse to start, with a sentence that says what to set."""

import os
import runpy
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = str(Path(__file__).resolve().parents[1] / "site" / "stegvis" / "settings.py")
OURS = (
    "STEGVIS_",
    "REQUIRE_",
    "DATABASE_URL",
    "SECRET",
    "DEBUG",
    "ALLOWED",
    "BASE_URL",
    "SOURCE_URL",
)
SAFE = {
    "STEGVIS_MODE": "production",
    "SECRET_KEY": "x" * 64,
    "DATABASE_URL": "postgresql://stegvis:pass%40word@db.example/stegvis?sslmode=require",
    "ALLOWED_HOSTS": "stegvis.example",
    "BASE_URL": "https://stegvis.example",
    "SOURCE_URL": "https://stegvis.example/source",
}


@pytest.fixture
def settings_with(monkeypatch, tmp_path):
    """Read the settings file in an environment of its own."""

    def read(**environment: str) -> dict[str, object]:
        for name in list(os.environ):
            if name.startswith(OURS):
                monkeypatch.delenv(name)
        monkeypatch.setenv("STEGVIS_FOLDER", str(tmp_path / "folder"))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(SETTINGS)

    return read


def test_production_starts_when_everything_is_said(settings_with):
    found = settings_with(**SAFE)

    assert found["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert found["DATABASES"]["default"]["PASSWORD"] == "pass@word"
    assert found["DATABASES"]["default"]["OPTIONS"] == {"sslmode": "require"}
    assert found["REQUIRE_SECOND_FACTOR"] is True
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["DEBUG"] is False


@pytest.mark.parametrize(("said", "asked"), [({}, True), ({"REQUIRE_SECOND_FACTOR": "no"}, False)])
def test_a_second_factor_is_asked_for_unless_told_otherwise(settings_with, said, asked):
    assert settings_with(**said)["REQUIRE_SECOND_FACTOR"] is asked


@pytest.mark.parametrize("missing", sorted(set(SAFE) - {"STEGVIS_MODE"}))
def test_production_refuses_to_start_without(settings_with, missing):
    environment = {name: value for name, value in SAFE.items() if name != missing}

    with pytest.raises(ImproperlyConfigured, match=missing):
        settings_with(**environment)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "50 random characters"),
        ("ALLOWED_HOSTS", "*", "must name the hosts"),
        ("BASE_URL", "http://stegvis.example", "with https"),
        ("DEBUG", "yes", "on your own machine only"),
        ("DEBUG", "maybe", "Write yes or no"),
        ("DATABASE_URL", "sqlite:///db.sqlite3", "runs on PostgreSQL only"),
        ("DATABASE_URL", "postgresql://db.example", "must look like"),
        ("STEGVIS_MODE", "prod", "local or production"),
        ("EMAIL_URL", "mail.example", "must look like smtp"),
    ],
)
def test_production_refuses_unsafe_values(settings_with, name, value, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        settings_with(**{**SAFE, name: value})


def test_debug_is_for_local_hosts(settings_with):
    assert settings_with(DEBUG="yes")["DEBUG"] is True
    with pytest.raises(ImproperlyConfigured, match="your own machine"):
        settings_with(DEBUG="yes", ALLOWED_HOSTS="stegvis.example")


def test_a_local_run_needs_nothing_and_makes_up_one_secret(settings_with, tmp_path):
    first, second = settings_with(), settings_with()

    secret = tmp_path / "folder" / "secret"
    assert first["SECRET_KEY"] == second["SECRET_KEY"] == secret.read_text()
    assert len(first["SECRET_KEY"]) >= 50
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert first["DATABASES"]["default"]["ENGINE"] == "localdb.backend"


def test_a_database_url_replaces_the_embedded_server(settings_with):
    found = settings_with(DATABASE_URL="postgres://me@/stegvis?host=/var/run/postgresql")

    assert found["DATABASES"]["default"]["HOST"] == "/var/run/postgresql"
    assert found["DATABASES"]["default"]["OPTIONS"] == {}


def test_the_test_database_can_be_named(settings_with):
    found = settings_with(STEGVIS_TEST_DATABASE="test_alva")

    assert found["DATABASES"]["default"]["TEST"]["NAME"] == "test_alva"
