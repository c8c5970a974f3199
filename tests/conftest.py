"""What every test stands on."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test.signals import setting_changed
from django.utils import translation
from hypothesis import settings as searching

from stegvis import catalogues

# The same examples every time, so that a red test is red for everyone; `--hypothesis-profile=default` looks further.
searching.register_profile("settled", derandomize=True, deadline=None)
searching.load_profile("settled")

HERE = Path(__file__).parent
# Minutes of waiting for processes and browsers, and of random trees.
LONG = ("cases/moves/test_random", "cases/test_random", "faults/", "browser/", "programmes/")


def pytest_configure(config) -> None:
    """Plain static files, quick passwords, one factor; everything else is as in a local run."""
    if not hasattr(config, "workerinput"):
        catalogues.main()
        # Whatever was said while the site was set up read the catalogues of before: let them be read again.
        setting_changed.send(
            sender=None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True
        )
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Models asked for the storages before this: let Django read the setting again.
    setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)
    # Empty, so that nothing collected by an earlier run is served; WhiteNoise warns when it is missing.
    settings.STATIC_ROOT = str(settings.FOLDER / "static-of-tests")
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.REQUIRE_SECOND_FACTOR = False  # tests of it switch it on
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left alone with one of them at the end.

    Tests that commit empty the whole database after themselves, also of what migrations wrote: their files come last.
    """
    emptying = {item.path for item in items if _empties(item)}
    items.sort(
        key=lambda item: (
            item.path in emptying,
            not str(item.path.relative_to(HERE)).startswith(LONG),
        )
    )


def _empties(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    return commits or "transactional_db" in getattr(item, "fixturenames", ())


def pytest_runtest_setup() -> None:
    """A person's language stays with the thread after a request: no test inherits the one before it."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_use_migrations(request) -> bool:
    """With --nomigrations tables come straight from the models: quicker while models still change.

    Procrastinate's own migrations always run: its functions in the database exist only there.
    """
    if request.config.getvalue("nomigrations"):
        settings.MIGRATION_MODULES = {
            app.label: None for app in apps.get_app_configs() if app.label != "procrastinate"
        }
    return True


@pytest.fixture(autouse=True)
def _files_of_their_own(tmp_path_factory, settings) -> None:
    """Uploaded files of a test go nowhere near the real ones."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
