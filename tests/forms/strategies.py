"""Random sound forms for property tests: documents with words, and answers typed into them."""

import re

from hypothesis import strategies as st

from forms.document import CHOOSING, Choice, Field, FormDocument, Section
from forms.rules import Row, Rule
from forms.texts import possible

PLAIN_KINDS = (
    "text",
    "long_text",
    "number",
    "date",
    "yes_no",
    "choice",
    "choices",
    "scale",
    "guidance",
)
# Words as the editor keeps them: no line breaks in labels, nothing blank around.
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
VALUES = st.one_of(
    st.sampled_from(["a", "1", "true", "x,y", 'say "no"', "Å ö"]),
    st.integers(-5, 50),
    st.booleans(),
)
KEYS = st.from_regex(re.compile(r"[a-z][a-z0-9_]{0,6}", re.ASCII), fullmatch=True)


@st.composite
def rules(draw, fields=("case.a", "b.c")) -> Rule:
    rows = draw(st.lists(rows_about(fields), min_size=1, max_size=3))
    return Rule(draw(st.sampled_from(["all", "any", "none"])), tuple(rows))


@st.composite
def rows_about(draw, fields) -> Row:
    field = draw(st.sampled_from(list(fields)))
    operator = draw(st.sampled_from(["answered", "is", "is_not", "one_of", "includes", "at_least"]))
    if operator == "answered":
        return Row(field, operator)
    if operator == "one_of":
        return Row(field, operator, tuple(draw(st.lists(VALUES, min_size=1, max_size=3))))
    return Row(field, operator, draw(VALUES))


@st.composite
def fields(draw, key: str, kinds=PLAIN_KINDS) -> Field:
    kind = draw(st.sampled_from(kinds))
    asks = kind != "guidance"
    limited = kind in {"text", "long_text", "number", "choices", "scale", "group"}
    codes = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True))
    items = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)) if kind == "group" else []
    return Field(
        key=key,
        kind=kind,
        required=asks and draw(st.booleans()),
        visible_if=draw(st.none() | rules()),
        required_if=draw(st.none() | rules()) if asks else None,
        choices=tuple(draw(choices(code)) for code in codes) if kind in CHOOSING else (),
        least=draw(st.none() | st.integers(0, 2)) if limited else None,
        most=draw(st.none() | st.integers(3, 12)) if limited else None,
        step=draw(st.none() | st.sampled_from([1, 0.5])) if kind == "number" else None,
        items=tuple(draw(fields(item)) for item in items),
        prefill="participant.name" if kind == "text" and draw(st.booleans()) else "",
        voice=draw(st.sampled_from(["", "participant", "worker"])) if asks else "",
        code_list="reasons" if kind in CHOOSING and draw(st.booleans()) else "",
    )


@st.composite
def choices(draw, code: str) -> Choice:
    return Choice(code, draw(st.none() | st.integers(-3, 9)), draw(st.booleans()))


@st.composite
def documents(draw) -> FormDocument:
    keys = draw(st.lists(KEYS, min_size=1, max_size=5, unique=True))
    names = draw(st.lists(KEYS, min_size=1, max_size=2, unique=True))
    parts: dict[str, list[Field]] = {name: [] for name in names}
    for key in keys:
        parts[draw(st.sampled_from(names))].append(draw(fields(key, (*PLAIN_KINDS, "group"))))
    return FormDocument(
        tuple(Section(name, tuple(held), draw(st.none() | rules())) for name, held in parts.items())
    )


@st.composite
def forms(draw) -> tuple[FormDocument, dict[str, str]]:
    """A document and words for some or all of what it may say."""
    document = draw(documents())
    texts = {key: draw(WORDS) for key in possible(document) if draw(st.booleans())}
    return document, texts
