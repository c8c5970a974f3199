"""A StreamField whose blocks stay out of migrations: a document carries its own format number instead."""

from typing import Any

from django.core.exceptions import BadRequest
from wagtail import blocks
from wagtail.fields import StreamField


class DocumentStream(StreamField):
    """Blocks that are compiled to a document; their make-up is no matter of the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class WholeStream(blocks.StreamBlock):
    """The blocks of a whole definition. A request that no editor's page would send is refused, nothing is stored."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Read what the editor's page sent.

        errors   BadRequest when a count or a place is missing, is no number, or is taken twice, or when an id
                 could not be stored
        """
        ids = (name for name in data if name.startswith(prefix) and name.endswith("-id"))
        if any("\0" in data[name] for name in ids):
            raise BadRequest(f"{prefix}: an id that cannot be stored")
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, TypeError, ValueError) as strange:
            raise BadRequest(f"{prefix}: not as the editor sends its blocks") from strange
