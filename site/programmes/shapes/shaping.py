"""Plain values of a file into a shape, or every problem with its line. Pure."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from forms.written import sentences as form_sentences
from programmes import sentences
from programmes.reading import BrokenBundle, Page, Place, Problem
from programmes.shapes.parts import Shape

KEY_PATTERN = "^[a-z][a-z0-9_]"
CODE_PATTERN = "^[a-z0-9_]"
ANCHORS = (
    "now, case_start, service_start, decision_start, decision_end, closing, "
    "phase:<key>, obligation:<key>, answer:<step>.<field>"
)


def shape[S: Shape](page: Page, wanted: type[S]) -> S:
    """Read a file as `wanted`.

    errors   BrokenBundle with every problem of the file
    """
    try:
        return wanted.model_validate(page.value)
    except ValidationError as error:
        problems = {_problem(page, each) for each in error.errors()}
        raise BrokenBundle(sorted(problems)) from error


def _problem(page: Page, error: Any) -> Problem:
    place = _place(page, error["loc"])
    return page.problem(place, _sentence(error))


def _place(page: Page, loc: tuple[str | int, ...]) -> Place:
    """Drop what is not in the file: the kind of a block, `[key]` of a mapping's name."""
    place: Place = ()
    for part in loc:
        if (*place, part) in page.lines:
            place = (*place, part)
    return place


def _last(error: Any) -> str:
    return str(error["loc"][-1]) if error["loc"] else ""


_SAYINGS: dict[str, Callable[[Any], str]] = {
    "missing": lambda error: form_sentences.absent(_last(error)),
    "extra_forbidden": lambda error: sentences.unknown(_last(error)),
    "literal_error": lambda error: sentences.one_of(
        _short(error["input"]), _listed(error["ctx"]["expected"])
    ),
    "union_tag_invalid": lambda error: sentences.one_of(
        error["ctx"]["tag"], _listed(error["ctx"]["expected_tags"])
    ),
    "union_tag_not_found": lambda _: form_sentences.absent("kind"),
    "string_pattern_mismatch": lambda error: (
        sentences.wrong_key(_short(error["input"]))
        if error["ctx"]["pattern"].startswith(KEY_PATTERN)
        else form_sentences.wrong_code(_short(error["input"]))
        if error["ctx"]["pattern"].startswith(CODE_PATTERN)
        else sentences.one_of(_short(error["input"]), ANCHORS)
        if error["loc"][-1] == "anchor"
        else form_sentences.wrong_value(_short(error["input"]), error["ctx"]["pattern"])
    ),
    "string_too_short": lambda _: sentences.empty_words(),
    "string_too_long": lambda error: sentences.too_long(error["ctx"]["max_length"]),
    "greater_than_equal": lambda error: sentences.at_least(
        _short(error["input"]), _short(error["ctx"]["ge"])
    ),
    "less_than_equal": lambda error: sentences.at_most(
        _short(error["input"]), _short(error["ctx"]["le"])
    ),
    "too_short": lambda error: form_sentences.too_few(error["ctx"]["min_length"]),
    "string_type": lambda error: sentences.wrong_kind(_short(error["input"]), sentences.text()),
    "int_type": lambda error: sentences.wrong_kind(
        _short(error["input"]), sentences.whole_number()
    ),
    "int_from_float": lambda error: sentences.wrong_kind(
        _short(error["input"]), sentences.whole_number()
    ),
    "float_type": lambda error: sentences.wrong_kind(_short(error["input"]), sentences.number()),
    "bool_type": lambda error: sentences.wrong_kind(
        _short(error["input"]), sentences.true_or_false()
    ),
    "list_type": lambda error: sentences.wrong_kind(_short(error["input"]), sentences.a_list()),
    "dict_type": lambda error: sentences.wrong_kind(
        _short(error["input"]), sentences.named_parts()
    ),
    "model_type": lambda error: sentences.wrong_kind(
        _short(error["input"]), sentences.named_parts()
    ),
    "model_attributes_type": lambda error: sentences.wrong_kind(
        _short(error["input"]), sentences.named_parts()
    ),
}


def _listed(expected: str) -> str:
    """The allowed words in a row, without quotation marks and without an English “or”."""
    return expected.replace("' or '", "', '").replace("'", "")


def _sentence(error: Any) -> str:
    if "sentence" in error.get("ctx", {}):
        return str(error["ctx"]["sentence"])
    saying = _SAYINGS.get(error["type"])
    if saying is None:
        return sentences.off(_short(error["input"]))  # never the library's own English
    return saying(error)


def _short(value: Any) -> str:
    written = str(value)
    return written if len(written) <= 40 else written[:39] + "…"  # noqa: PLR2004 - fits on a line of a terminal
