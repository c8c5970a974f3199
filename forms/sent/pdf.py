"""Pages as PDF that everybody can read: tagged, with a title, a language and headings (PDF/UA-1)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML  # type: ignore[import-untyped]  # ships no types
from weasyprint.urls import (  # type: ignore[import-untyped]
    URLFetcher,
    URLFetcherResponse,
)

SHEETS = ("forms/print.css", "forms/blank.css")
STATIC = "static:"
VARIANT = "pdf/ua-1"


class OnlyOurFiles(URLFetcher):
    """A document reads our own style sheets and letters, and nothing from anywhere else."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """Find a static file by its name.

        errors   ValueError for every other address
        """
        found = finders.find(unquote(url.removeprefix(STATIC))) if url.startswith(STATIC) else None
        if not isinstance(found, str):
            raise ValueError(  # noqa: TRY004  an address, not a type
                f"A document asked for {url[:80]}, which is no file of ours."
            )
        return URLFetcherResponse(url, body=Path(found).read_bytes())


def written(template: str, shown: Mapping[str, Any]) -> bytes:
    """Write a template as a tagged PDF."""
    fetcher = OnlyOurFiles()
    html = HTML(
        string=render_to_string(template, dict(shown)), base_url=STATIC, url_fetcher=fetcher
    )
    sheet = CSS(string=_sheet(), base_url=STATIC, url_fetcher=fetcher)
    return bytes(html.write_pdf(stylesheets=[sheet], pdf_variant=VARIANT, pdf_tags=True))


def _sheet() -> str:
    found = [finders.find(sheet) for sheet in SHEETS]
    return "\n".join(Path(each).read_text("utf-8") for each in found if isinstance(each, str))
