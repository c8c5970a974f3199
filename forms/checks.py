"""What whoever runs the site should know about files that people send."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register

from forms.files.scanning import is_configured


@register()
def private_files_stay_private(**_kwargs: Any) -> list[CheckMessage]:
    """What people send must not lie where pictures are served from."""
    private, media = settings.PRIVATE_FILES, settings.MEDIA_ROOT
    if str(private).startswith(str(media)):
        sentence = "PRIVATE_FILES lies in the folder of pictures, which is served. Choose another."
        return [Error(sentence, id="forms.E001")]
    return []


@register(deploy=True)
def uploads_are_scanned(**_kwargs: Any) -> list[CheckMessage]:
    """Without a scanner files are accepted as they are, and marked as unscanned."""
    if is_configured():
        return []
    return [
        Info(
            "Files that people send are accepted without a virus scan. Name a scanner in SCANNER.",
            id="forms.I001",
        )
    ]
