"""A form written as a package file: the exact inverse of reading one. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from forms.counted.recipes import Band
from forms.instruments.package import ABOUT, About, Package, checksum
from forms.written.writing import write_form

WIDTH = 110


def package_text(package: Package) -> str:
    """The file, with its checksum at the end."""
    plain = plain_package(package)
    plain["sha256"] = checksum(plain)
    written: str = yaml.dump(
        plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH
    )
    return written


def plain_package(package: Package) -> dict[str, Any]:
    """What the file says, as plain values, without its checksum."""
    plain: dict[str, Any] = {"package": 1}
    if package.about:
        plain["instrument"] = _about(package.about)
    form = {"slug": package.slug, **write_form(package.document, package.texts)}
    return {**plain, "form": form}


def _about(about: About) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(about, name) for name in ABOUT if getattr(about, name)}
    if isinstance(about.licence, Mapping):
        said["licence"] = dict(about.licence)
    said["locked"] = about.locked
    said["items"] = dict(about.items)
    said["scores"] = list(about.scores)
    if about.band_sets:
        said["band_sets"] = {
            name: {score: band_rows(bands) for score, bands in of_scores.items()}
            for name, of_scores in about.band_sets.items()
        }
    if about.continues:
        said["continues"] = dict(about.continues)
    return said


def band_rows(bands: Sequence[Band]) -> list[list[Any]]:
    """Cut-offs as rows of name, least and most."""
    return [[band.key, band.least, band.most] for band in bands]


class _Dumper(yaml.SafeDumper):
    """Short things on one line, long texts as they are read."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:  # noqa: FBT001
        node = super().represent_mapping(tag, mapping, flow_style)
        short = all(isinstance(value, yaml.ScalarNode) for _name, value in node.value)
        size = (
            sum(len(name.value) + len(str(value.value)) + 4 for name, value in node.value)
            if short
            else WIDTH
        )
        node.flow_style = short and size < WIDTH - 20
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:  # noqa: FBT001
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = all(isinstance(each, yaml.ScalarNode) for each in node.value) or (
            bool(node.value) and all(isinstance(each, yaml.SequenceNode) for each in node.value)
        )
        return node


def _text(dumper: yaml.SafeDumper, text: str) -> Any:
    """Words that YAML would take for something else are quoted, as our strict reader wants it."""
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _text)
