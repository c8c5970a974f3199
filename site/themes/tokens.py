"""The arithmetic of colours: contrast, mixing, and why a theme is refused. No framework here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
# WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (edges of controls, parts of drawings).
TEXT, EDGE = 4.5, 3.0
BLACK_SIDE = 0.05  # WCAG's allowance for light that a black screen reflects

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Pair:
    """Two tokens that meet on a page, and how well they must be told apart."""

    front: str
    back: str
    least: float


# Tokens that a theme sets, as they meet in our stylesheets.
PAIRS = (
    Pair("ink", "paper", TEXT),
    Pair("ink", "surface", TEXT),
    Pair("ink-soft", "paper", TEXT),
    Pair("brand", "paper", TEXT),
    Pair("brand", "surface", TEXT),
    Pair("alert", "paper", TEXT),
    Pair("alert", "surface", TEXT),
    Pair("on-brand", "brand", TEXT),
    Pair("on-here", "here", TEXT),
    Pair("on-foot", "foot", TEXT),
    Pair("rule-strong", "paper", EDGE),
    Pair("brand-mid", "paper", EDGE),
)
# Shades that the stylesheet derives: (share of the first, first, second), mixed in oklab.
SHADES = {
    "ink-soft": (0.78, "ink", "paper"),
    "rule-strong": (0.62, "ink", "paper"),
    "brand-mid": (0.60, "brand", "paper"),
}


class NotAColour(ValueError):
    """A colour is written as # and six digits; this is something else."""


def parse(written: str) -> Colour:
    """The colour of "#rrggbb" as three shares from 0 to 1.

    errors  NotAColour
    """
    if not HEX.match(written):
        raise NotAColour(f"“{written}” is no colour. Write it as #rrggbb, for example #0d4a52.")
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """How far apart two colours are: 1 for the same, 21 for black and white.

    Source: W3C, WCAG 2.2, "contrast ratio" and "relative luminance"
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + BLACK_SIDE) / (darker + BLACK_SIDE)


def mix(share: float, one: Colour, other: Colour) -> Colour:
    """What `color-mix(in oklab, one share, other)` gives, clipped to what a screen can show.

    Source: Ottosson (2020), "A perceptual color space for image processing"
    """
    there = zip(_to_oklab(one), _to_oklab(other), strict=True)
    lightness, a, b = (share * first + (1 - share) * second for first, second in there)
    return _from_oklab(lightness, a, b)


def problems(tokens: Mapping[str, str]) -> Iterator[str]:
    """One sentence per pair of colours that cannot be told apart well enough.

    tokens  {token: "#rrggbb"}; pairs of tokens that are not there are not judged
    errors  NotAColour
    """
    colours = {name: parse(written) for name, written in tokens.items()}
    for name, (share, one, other) in SHADES.items():
        if one in colours and other in colours:
            colours[name] = mix(share, colours[one], colours[other])
    for pair in PAIRS:
        if pair.front not in colours or pair.back not in colours:
            continue
        found = contrast(colours[pair.front], colours[pair.back])
        if found < pair.least:
            yield (
                f"“{pair.front}” on “{pair.back}” has a contrast of {found:.2f}:1. "
                f"It needs {pair.least}:1 to be readable."
            )


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  sRGB's own


def _gamma(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004  sRGB's own


def _luminance(colour: Colour) -> float:
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklab(colour: Colour) -> Colour:
    red, green, blue = map(_linear, colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> Colour:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _gamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )
