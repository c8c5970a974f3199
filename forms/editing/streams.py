"""A StreamField whose blocks stay out of migrations: a document carries its own format number instead."""

from typing import Any

from wagtail.fields import StreamField


class DocumentStream(StreamField):
    """Blocks that are compiled to a document; their make-up is no matter of the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
