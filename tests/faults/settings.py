"""The settings of the site under fault: those of a local run, with plain static files and quick passwords."""

from stegvis.settings import *  # noqa: F403  every setting but the ones below
from stegvis.settings import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
