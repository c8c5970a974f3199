"""Workflows with a mistake in a decision table, for the tests of the checks."""

from dataclasses import replace

from workflows.settings_text import table_rows
from workflows.tables import Table

YES = ("look.ready",)


def mistaken(sound, ruled):
    """Every mistake: a document, a part of the sentence, and where.

    sound   a workflow without mistakes, whose step `look` asks `ready` (yes or no), `why` (moved, well) and `day`
    ruled   makes a workflow whose choice `which` has a rule with this row
    """

    def drawn(*rows, columns=YES, document=sound, **settings):
        which = Table("path", columns, table_rows("\n".join(rows)), **settings)
        return replace(document, tables=(which,))

    whole = ("yes | a", "no | b")
    gone = ruled("table.path", "is", "c")
    return [
        (drawn(), "is empty", "path"),
        (drawn(*["yes | a"] * 201), "is too large", "path"),
        (drawn("yes | a", "no | | b"), "Row 2 of the table", "path"),
        (drawn("yes | A!", "no | b"), "Row 1 of the table", "path"),
        (drawn(*whole, columns=("look.gone",)), "cannot judge (look.gone)", "path"),
        (drawn(*whole, columns=("look.day",)), "cannot judge (look.day)", "path"),
        (drawn(*whole, columns=("table.path",)), "cannot judge (table.path)", "path"),
        (drawn("ja | a", " | b"), "(ja)", "path"),
        (drawn("moved | a", "tired | b", " | c", columns=("look.why",)), "(tired)", "path"),
        (drawn("yes | a"), "has no row for this", "path"),
        (drawn(*whole, " | c"), "Row 3 of the table", "path"),
        (drawn(*whole, " | c", one=True), "never counts", "path"),
        (drawn("moved | a", " | b", columns=("look.why",), one=True), "Rows 1 and 2", "path"),
        (drawn(*whole, document=gone), "never gives (table.path: c)", "which"),
        (gone, "nobody asks (table.path)", "which"),
    ]
