"""Forget what a process keeps of frozen versions, when a test goes to another database.

A server has one database for its whole life, and a frozen version never changes; only here do keys come again.
"""

import re

from viewflow.workflow import fields

from cases import published, versions

FLOW_CLASS = re.compile(r"Version\d+")


def forget_versions() -> None:
    """Let the next look at a version, its forms and its Flow class be a first look."""
    versions.version_of.cache_clear()
    versions.form_version.cache_clear()
    versions.parts_of.cache_clear()
    for name in [name for name in vars(published) if FLOW_CLASS.fullmatch(name)]:
        delattr(published, name)
    for found in (
        fields.import_flow_by_ref,
        fields.get_flow_ref,
        fields.import_task_by_ref,
        fields.get_task_ref,
    ):
        found.cache_clear()
