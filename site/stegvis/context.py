"""What every page of ours may show around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  the shape Django asks for
    """The name of the site and where its source is."""
    return {"app_name": settings.WAGTAIL_SITE_NAME, "source_url": settings.SOURCE_URL}
