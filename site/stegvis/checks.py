"""Past mistakes, each checked once at every start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string


@register()
def periodic_jobs_exist(**_kwargs: Any) -> list[CheckMessage]:
    """A misspelt job would silently never run."""
    return [
        Error(f"PERIODIC_JOBS names {path}, which cannot be imported.", id="stegvis.E001")
        for _clock, path in settings.PERIODIC_JOBS
        if not _can_import(path)
    ]


@register()
def viewflow_stands_last(**_kwargs: Any) -> list[CheckMessage]:
    """Viewflow ships its own 404, 500 and sign-in pages; they must not win over ours."""
    if list(settings.INSTALLED_APPS[-2:]) == ["viewflow", "viewflow.workflow"]:
        return []
    return [Error("INSTALLED_APPS must end with viewflow, viewflow.workflow.", id="stegvis.E002")]


@register()
def viewflow_adds_no_middleware(**_kwargs: Any) -> list[CheckMessage]:
    """Viewflow would add two middlewares of its own to every request."""
    if settings.VIEWFLOW.get("AUTOREGISTER") is False:
        return []
    return [Error("VIEWFLOW must say AUTOREGISTER: False.", id="stegvis.E003")]


def _can_import(path: str) -> bool:
    try:
        import_string(path)
    except ImportError:
        return False
    return True
