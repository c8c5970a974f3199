"""What counts as not written: the one rule, for questions of forms and for the workspace. Pure."""

import unicodedata

# Letters and symbols by their category, but nobody sees them.
FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Control and format characters (zero width, direction), blanks, marks without a letter under them.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})


def is_blank(text: str) -> bool:
    """Whether nobody sees anything of the text."""
    return all(letter in FILLERS or unicodedata.category(letter) in UNSEEN for letter in text)
