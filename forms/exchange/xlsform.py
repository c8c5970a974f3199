"""A form out of an XLSForm workbook, with a report of what could not be taken along. Pure.

Format: the XLSForm reference; the workbook itself is read and judged by pyxform.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from forms.conditions.rules import Rule
from forms.document import Choice, Field, FormDocument, Kind, Section, Statement
from forms.editing.bodies import key_from
from forms.exchange import report as say
from forms.exchange.workbooks import Unreadable, survey_of
from forms.exchange.xpath import Untold, limits_from, number_from, rule_from
from forms.naming import TITLE, choice_text, field_text, section_text, statement_text
from forms.problems import MOST_QUESTIONS

MOST_DEPTH = 2
MOST_CHOICES = 5_000  # in all questions together: a list of ten thousand that a hundred questions name is a million
MAIN = "questions"  # the section of what stands outside every group
# Kinds of theirs that are kinds of ours.
KINDS: Mapping[str, Kind] = {
    "text": "text",
    "string": "text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "date": "date",
    "time": "time",
    "select one": "choice",
    "select all that apply": "choices",
    "select multiple": "choices",
    "rank": "ranking",
    "range": "scale",
    "note": "guidance",
    "acknowledge": "yes_no",
    "calculate": "calculated",
    "photo": "file",
    "image": "file",
    "audio": "file",
    "video": "file",
    "file": "file",
    "repeat": "group",
    "begin repeat": "group",
}
# What the other system writes by itself; nobody is asked.
SILENT: frozenset[str] = frozenset(
    {
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "phonenumber",
        "email",
        "audit",
        "hidden",
        "start-geopoint",
    }
)
ISO = re.compile(r"\(([a-z]{2,3})\)\s*$")


@dataclass(slots=True)
class Taken:
    """What was taken out of a workbook.

    texts    {language: {key of a text: text}}; the first language is the source
    report   one sentence for each thing that was left out or changed
    """

    document: FormDocument
    texts: dict[str, dict[str, str]]
    source: str
    report: list[str] = field(default_factory=list)


def take(workbook: bytes, *, languages: Iterable[str], source: str) -> Taken:
    """Read a workbook.

    languages   those of the site; texts in others are left out
    source      the language of texts that name none
    errors      Unreadable
    """
    try:
        return _Taker(tuple(languages), source).survey(survey_of(workbook))
    except RecursionError as why:
        raise Unreadable(say.too_nested()) from why


class _Taker:
    """Walks a survey, gathering questions, words and what was left out."""

    def __init__(self, languages: tuple[str, ...], source: str) -> None:
        self.languages = languages
        self.source = source
        self.texts: dict[str, dict[str, str]] = {}
        self.report: list[str] = []
        self.kinds: dict[str, str] = {}
        self.homes: dict[str, str] = {}
        self.sections: list[Section] = []
        self.asked = self.offered = 0

    def survey(self, survey: Mapping[str, Any]) -> Taken:
        children = [each for each in survey.get("children", ()) if each.get("name") != "meta"]
        self.learn(children)
        self.say(TITLE, survey.get("title") or survey.get("id_string") or "XLSForm")
        loose: list[Field] = []
        for child in children:
            if child["type"] == "group":
                self.close(loose)
                self.section(child)
            else:
                loose.extend(self.question(child, "", 0))
        self.close(loose)
        source = self.richest()
        title = self.texts.get(self.source, {}).get(TITLE, "XLSForm")
        for said in self.texts.values():
            said.setdefault(TITLE, title)
        return Taken(
            FormDocument(tuple(self.sections)), self.texts, source, list(dict.fromkeys(self.report))
        )

    def richest(self) -> str:
        """The language that says most; the site's own when it says as much."""
        return max(self.texts, key=lambda code: (len(self.texts[code]), code == self.source))

    def learn(self, children: Iterable[Mapping[str, Any]], group: str = "") -> None:
        """Know first of every question what kind it is and in which rows it stands: conditions are read by it."""
        for child in children:
            kind, key = KINDS.get(child["type"], ""), key_of(child)
            if kind:
                self.kinds[key] = kind
                self.homes[key] = group
            self.learn(child.get("children", ()), key if kind == "group" else group)

    def close(self, loose: list[Field]) -> None:
        """Put questions that stood outside every group into a section of their own."""
        if not loose:
            return
        taken = {section.key for section in self.sections}
        names = (MAIN, *(f"{MAIN}_{n}" for n in range(2, len(taken) + 3)))
        key = next(name for name in names if name not in taken)
        for said in self.texts.values():
            said[section_text(key, "title")] = self.texts[self.source][TITLE]
        self.sections.append(Section(key, tuple(loose)))
        loose.clear()

    def section(self, group: Mapping[str, Any]) -> None:
        key = key_of(group)
        self.say(section_text(key, "title"), group.get("label") or group["name"])
        inside = [
            each for child in group.get("children", ()) for each in self.question(child, "", 0)
        ]
        if inside:
            rule = self.rule(group, key)
            self.sections.append(Section(key, tuple(inside), rule))

    def question(self, child: Mapping[str, Any], group: str, depth: int) -> list[Field]:
        """Take one question; a group inside a group gives its questions to the outer one."""
        theirs = child["type"]
        if theirs in SILENT or child.get("control", {}).get("bodyless"):
            return []
        if theirs == "group":
            return [
                each
                for inner in child.get("children", ())
                for each in self.question(inner, group, depth)
            ]
        kind = KINDS.get(theirs)
        label = self.label(child)
        if kind is None:
            self.report.append(say.kind_left_out(theirs, label))
            return []
        self.room_for(1, len(child.get("choices") or ()))
        key = key_of(child)
        path = f"{group}.{key}" if group else key
        self.say(field_text(path, "label"), child.get("label") or child["name"])
        self.say(field_text(path, "help"), child.get("hint"))
        if kind == "group":
            return self.rows(child, path, key, depth)
        question = Field(key, self.shape(child, kind), **self.answers(child, path, kind))
        return [self.bound(question, child, path)]

    def room_for(self, questions: int, choices: int) -> None:
        """Take in no more than an editor can still be opened with.

        errors   Unreadable
        """
        self.asked += questions
        self.offered += choices
        if self.asked > MOST_QUESTIONS:
            raise Unreadable(say.too_many_questions(MOST_QUESTIONS))
        if self.offered > MOST_CHOICES:
            raise Unreadable(say.too_many_choices(MOST_CHOICES))

    def shape(self, child: Mapping[str, Any], kind: Kind) -> Kind:
        """A text that the other system shows with many lines has many lines here."""
        return (
            "long_text" if kind == "text" and "multiline" in str(child.get("control", {})) else kind
        )

    def rows(self, child: Mapping[str, Any], path: str, key: str, depth: int) -> list[Field]:
        inside = [
            each
            for inner in child.get("children", ())
            for each in self.question(inner, path, depth + 1)
        ]
        if depth >= MOST_DEPTH:
            self.report.append(say.too_deep(self.label(child)))
            return inside
        return [self.bound(Field(key, "group", items=tuple(inside)), child, path)]

    def answers(self, child: Mapping[str, Any], path: str, kind: Kind) -> dict[str, Any]:
        """What may be answered: choices, things to rank, the ends of a scale."""
        rows = child.get("choices", ())
        if kind == "ranking":
            for row in rows:
                self.say(statement_text(path, code_of(row)), row.get("label") or row["name"])
            return {"statements": tuple(Statement(code_of(row)) for row in rows)}
        if kind == "scale":
            given = child.get("parameters", {})
            ends = {
                "least": given.get("start", 0),
                "most": given.get("end", 10),
                "step": given.get("step"),
            }
            return self.ends(child, ends)
        for row in rows:
            self.say(choice_text(path, code_of(row)), row.get("label") or row["name"])
        return {"choices": tuple(Choice(code_of(row)) for row in rows)}

    def ends(self, child: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, float]:
        """The ends of a scale; one that is no number is left out, and said."""
        found: dict[str, float] = {}
        for name, written in given.items():
            try:
                found |= {} if written is None else {name: number_from(str(written))}
            except ValueError:
                self.report.append(say.check_left_out(self.label(child), str(written)[:60]))
        return found

    def bound(self, question: Field, child: Mapping[str, Any], path: str) -> Field:
        """Add what binds an answer: required, shown when, from and to."""
        bind = child.get("bind", {})
        question = replace(question, visible_if=self.rule(child, path))
        if question.asks:
            question = replace(
                question,
                required=str(bind.get("required", "")).lower() in {"yes", "true", "true()"},
            )
        if question.kind == "calculated":
            self.report.append(
                say.formula_left_out(self.label(child), str(bind.get("calculate", "")))
            )
        if question.kind in {"number", "scale"} and bind.get("constraint"):
            try:
                least, most = limits_from(bind["constraint"])
                question = replace(question, least=least, most=most)
            except Untold:
                self.report.append(say.check_left_out(self.label(child), bind["constraint"]))
        elif bind.get("constraint"):
            self.report.append(say.check_left_out(self.label(child), bind["constraint"]))
        self.say(field_text(path, "error"), bind.get("jr:constraintMsg") if question.asks else None)
        return question

    def rule(self, child: Mapping[str, Any], path: str) -> Rule | None:
        relevant = child.get("bind", {}).get("relevant")
        if not relevant:
            return None
        try:
            rule = rule_from(relevant, self.kinds)
        except Untold:
            self.report.append(say.condition_left_out(self.label(child), relevant))
            return None
        home = path.split(".")[-2] if "." in path else ""
        rows = (
            replace(row, field=f"row.{row.field}")
            if home and self.homes.get(row.field) == home
            else row
            for row in rule.rows
        )
        return Rule(rule.match, tuple(rows))

    def label(self, child: Mapping[str, Any]) -> str:
        given = child.get("label") or child["name"]
        return next(iter(given.values())) if isinstance(given, Mapping) else str(given)

    def say(self, key: str, given: Any) -> None:
        """Keep a text in each of its languages."""
        if not given:
            return
        said = given if isinstance(given, Mapping) else {self.source: given}
        for language, text in said.items():
            code = self.language(language)
            if code and str(text).strip():
                self.texts.setdefault(code, {})[key] = _plain(str(text))

    def language(self, named: str) -> str | None:
        """The language of a column such as “Svenska (sv)”; a column without one is the source."""
        found = ISO.search(named)
        code = found[1] if found else named.strip().lower()
        if code in self.languages:
            return code
        if named in {"default", ""}:
            return self.source
        self.report.append(say.language_left_out(named))
        return None


def key_of(child: Mapping[str, Any]) -> str:
    """A key of ours for a name of theirs."""
    name = re.sub(r"[^a-z0-9_]", "_", str(child["name"]).lower())[:60]
    return name if re.match(r"[a-z]", name) else key_from(f"q {name}")


def code_of(row: Mapping[str, Any]) -> str:
    return re.sub(r"[^a-z0-9_]", "_", str(row["name"]).lower())[:60]


def _plain(text: str) -> str:
    """A text without markup: what other systems show bold is plain here."""
    return re.sub(r"<[^<>]{0,200}>|[*_#]{2,}", "", text).strip()
