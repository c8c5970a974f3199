"""What every page of ours may show around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  the shape Django asks for
    """The name of the product, the site and its owner, and where the source is."""
    return {
        "app_name": settings.WAGTAIL_SITE_NAME,
        "site_name": settings.SITE_NAME,
        "site_owner": settings.SITE_OWNER,
        "source_url": settings.SOURCE_URL,
    }
