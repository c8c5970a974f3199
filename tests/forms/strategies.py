"""Random sound forms for property tests: documents with words, of every kind with every setting it has."""

import re

from hypothesis import strategies as st

from forms.blocks.settings import DISPLAYS
from forms.conditions.rules import Row, Rule
from forms.counted.recipes import Band, Recipe
from forms.document import CHOOSING, Check, Choice, Field, FormDocument, Section, Statement
from forms.kinds import KINDS
from forms.texts import possible

PLAIN_KINDS = tuple(kind for kind in KINDS if kind != "group")
# Words as the editor keeps them: no line breaks in labels, nothing blank around.
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
VALUES = st.one_of(
    st.sampled_from(["a", "1", "true", "x,y", 'say "no"', "Å ö", "a; b", ";", '"', "\\"]),
    st.integers(-5, 50),
    st.booleans(),
)
KEYS = st.from_regex(re.compile(r"[a-z][a-z0-9_]{0,6}", re.ASCII), fullmatch=True)
NAMES = st.lists(KEYS, max_size=2, unique=True).map(tuple)
NUMBERS = st.none() | st.sampled_from([0, 1, 2.5, -3, 12])
READ = ("case.a", "b.c")


@st.composite
def rules(draw, fields=READ) -> Rule:
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
def recipes(draw) -> Recipe:
    keys = draw(st.lists(KEYS, max_size=2, unique=True))
    return Recipe(
        draw(st.sampled_from(["sum", "mean", "count", "days_between", "table", "formula"])),
        of=draw(NAMES),
        reverse=draw(NAMES),
        at_least=draw(st.none() | st.integers(1, 5)),
        least=draw(NUMBERS),
        most=draw(NUMBERS),
        times=draw(NUMBERS),
        decimals=draw(st.none() | st.integers(0, 3)),
        bands=tuple(Band(key, draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)) for key in keys),
        formula=draw(st.sampled_from(["", '{"+":[1,{"var":"a"}]}'])),
    )


@st.composite
def checks(draw, key: str) -> Check:
    return Check(key, draw(rules()), draw(st.booleans()))


@st.composite
def choices(draw, code: str) -> Choice:
    return Choice(code, draw(st.none() | st.integers(-3, 9)), draw(st.booleans()))


def made_of(key_to_part):
    """Several parts of a question, each with a key of its own."""
    keys = st.lists(st.sampled_from("abcdef"), max_size=3, unique=True)
    return keys.flatmap(lambda found: st.tuples(*map(key_to_part, found)))


# How each setting is drawn, for every kind that has it.
SETTINGS = {
    "required": st.booleans(),
    "visible_if": st.none() | rules(),
    "required_if": st.none() | rules(),
    "lock_if": st.none() | rules(),
    "choices": made_of(choices),
    "statements": made_of(lambda key: st.builds(Statement, st.just(key), st.booleans())),
    "checks": made_of(checks),
    "recipe": st.none() | recipes(),
    "least": st.none() | st.integers(0, 2),
    "most": st.none() | st.integers(3, 12),
    "step": st.none() | st.sampled_from([1, 0.5]),
    "decimals": st.none() | st.integers(0, 4),
    "prefill": st.sampled_from(["", "participant.name"]),
    "voice": st.sampled_from(["", "participant", "worker"]),
    "code_list": st.sampled_from(["", "reasons"]),
    "pattern": st.sampled_from(["", "digits", "re2:[a-z, ]+"]),
    "accept": NAMES,
    "sees": NAMES,
    "edits": NAMES,
    "about_other": st.booleans(),
    "sensitive": st.booleans(),
}


@st.composite
def fields(draw, key: str, kinds=PLAIN_KINDS, depth: int = 0) -> Field:
    kind = draw(st.sampled_from(kinds))
    known = KINDS[kind].settings
    given = {name: draw(drawn) for name, drawn in SETTINGS.items() if name in known}
    if kind in CHOOSING and "choices" in known and kind != "matrix" and not given["choices"]:
        given["choices"] = (Choice("a"),)
    if "display" in known:
        given["display"] = draw(st.sampled_from(["", *(name for name, _ in DISPLAYS[kind])]))
    if kind == "group":
        items = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
        inner = PLAIN_KINDS if depth else (*PLAIN_KINDS, "group")
        given["items"] = tuple(draw(fields(item, inner, depth + 1)) for item in items)
    return Field(key=key, kind=kind, **given)


@st.composite
def documents(draw) -> FormDocument:
    keys = draw(st.lists(KEYS, min_size=1, max_size=5, unique=True))
    names = draw(st.lists(KEYS, min_size=1, max_size=2, unique=True))
    parts: dict[str, list[Field]] = {name: [] for name in names}
    for key in keys:
        parts[draw(st.sampled_from(names))].append(draw(fields(key, (*PLAIN_KINDS, "group"))))
    return FormDocument(tuple(draw(sections(name, tuple(held))) for name, held in parts.items()))


@st.composite
def sections(draw, key: str, held: tuple[Field, ...]) -> Section:
    return Section(
        key,
        held,
        draw(st.none() | rules()),
        new_page=draw(st.booleans()),
        sees=draw(NAMES),
        edits=draw(NAMES),
        instrument=draw(st.sampled_from(["", "wellbeing@1"])),
    )


@st.composite
def forms(draw) -> tuple[FormDocument, dict[str, str]]:
    """A document and words for some or all of what it may say."""
    document = draw(documents())
    texts = {key: draw(WORDS) for key in possible(document) if draw(st.booleans())}
    return document, texts
