"""Forms that are open to people outside, and somebody who fills them in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from forms.models import FormDefinition, FormDraft, FormVersion
from forms.public import bots
from forms.texts import TITLE
from forms.versions.publishing import fingerprint
from tests.factories.forms import document, words


@pytest.fixture(autouse=True)
def _private_files_of_their_own(tmp_path, settings) -> None:
    """Files that people send in a test go nowhere near the real ones."""
    settings.PRIVATE_FILES = tmp_path / "private"


def open_form(
    *sections: Any,
    slug: str = "wish",
    layout: str = "",
    texts: Mapping[str, str] | None = None,
    **settings: Any,
) -> FormVersion:
    """Freeze a form and open it to everybody; one required and one free question when nothing is said."""
    asked = sections or ({"name": {"kind": "text", "required": True}, "wish": "long_text"},)
    doc = replace(document(*asked), layout=layout)
    said = {**words(doc), TITLE: "Din önskan", **(texts or {})}
    locale, _new = Locale.objects.get_or_create(language_code="sv")
    definition = FormDefinition.objects.create(
        slug=slug, locale=locale, title=said[TITLE], **{"open_to": "public", **settings}
    )
    version = definition.versions.create(
        number=1, structure=doc.to_json(), sha256=fingerprint([slug, doc.to_json()])
    )
    version.words.create(
        language="sv", revision=1, texts=said, sha256=fingerprint(said), is_source=True
    )
    return version


class Person:
    """Somebody at a browser without scripts."""

    def __init__(self, address: str, client: Client | None = None) -> None:
        self.client = client or Client()
        self.address = address

    def get(self, rest: str = "", **options: Any) -> Any:
        return self.client.get(self.address + rest, **options)

    def post(self, typed: Mapping[str, Any], rest: str = "", **options: Any) -> Any:
        return self.client.post(self.address + rest, {"_shown": seen_before(), **typed}, **options)

    def send(self, **also: Any) -> Any:
        """Press the last button on the page with the answers."""
        page = self.get("check/")
        assert page.status_code == 200, page
        return self.post({"_seen": page.context["seen"], **also}, "check/")


def seen_before(seconds: int = 60) -> str:
    """The stamp of a page that was opened some time ago."""
    return bots.stamp(timezone.now() - timedelta(seconds=seconds))


def only_draft() -> FormDraft:
    return FormDraft.objects.get()
