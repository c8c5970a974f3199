/* What the editor knows of the form while it is being written: its questions, their kinds, choices and lines. */
import { readChoices, readLines } from "./editor_lines.js";

/** The same key that the server makes of a label. */
export function keyFrom(label) {
  const plain = label.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const key = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60).replace(/_+$/, "");
  return !key || /^[a-z]/.test(key) ? key : `q_${key}`;
}

function valueOf(name) {
  return document.querySelector(`[name="${CSS.escape(name)}"]`)?.value ?? "";
}

/** The block of a question or section that a setting stands in. */
export function blockOf(area) {
  return /^(.*?)-value-(?:rules|checks|recipe-\w+)$/.exec(area.name)?.[1] ?? "";
}

export function kindOf(area) {
  return valueOf(`${blockOf(area)}-type`);
}

/** Every question of the form, in order; those in rows know their group. */
function everyQuestion() {
  return [...document.querySelectorAll('input[name$="-value-key"]')].flatMap((input) => {
    const block = input.name.replace(/-value-key$/, "");
    const kind = valueOf(`${block}-type`);
    if (!kind || kind === "section" || valueOf(`${block}-deleted`)) return [];
    const label = valueOf(`${block}-value-label`);
    const key = input.value.trim() || keyFrom(label);
    const group = /^(.*)-value-items-\d+$/.exec(block)?.[1] ?? "";
    return key ? [{ input, block, kind, key, label: label || key, group }] : [];
  });
}

function choicesOf(block) {
  return readChoices(valueOf(`${block}-value-choices`)).map(({ code, label }) => ({ code: code || keyFrom(label), label }));
}

/** The parts of an answer that a condition may read by themselves. */
function partsOf({ kind, key, label, block }, words) {
  const part = (name, text, of, choices = []) => ({ key: `${key}.${name}`, label: `${label}: ${text}`, kind: of, choices, part: true });
  if (kind === "date_range") return [part("from", words.first, "date"), part("to", words.last, "date")];
  if (kind !== "matrix" && kind !== "ranking") return [];
  const choices = kind === "matrix" ? choicesOf(block) : [];
  const of = choices.length ? "choice" : "scale";
  return readLines(valueOf(`${block}-value-statements`)).map(([own, text]) => part(own || keyFrom(text ?? ""), text ?? own, of, choices));
}

/** The questions that a condition may read: those asked before it, in the form or in the same row.
    `itself` for what is judged once the question itself is answered. */
export function questionsBefore(area, words, { itself = false } = {}) {
  const mine = blockOf(area);
  const home = /^(.*)-value-items-\d+$/.exec(mine)?.[1] ?? "";
  return everyQuestion().flatMap((each) => {
    const own = each.block === mine;
    const before = each.input.compareDocumentPosition(area.area ?? area) & Node.DOCUMENT_POSITION_FOLLOWING;
    const around = mine.startsWith(`${each.block}-value-items-`);
    if ((own ? !itself : !before) || around || (each.group && each.group !== home)) return [];
    const key = each.group ? `row.${each.key}` : each.key;
    const said = { ...each, key };
    return [{ ...said, choices: choicesOf(each.block) }, ...partsOf(said, words)];
  });
}

/** Everything that a value may be counted from: questions before and after, lines of a matrix, questions in rows. */
export function countable(area, words, kinds) {
  const mine = blockOf(area);
  const home = /^(.*)-value-items-\d+$/.exec(mine)?.[1] ?? "";
  const every = everyQuestion();
  return every
    .filter((each) => each.block !== mine && kinds.includes(each.kind))
    .flatMap((each) => {
      const group = every.find((other) => other.block === each.group);
      const inner = group ? (each.group === home ? "row." : `${group.key}.`) : "";
      const label = group && inner !== "row." ? `${group.label}: ${each.label}` : each.label;
      const said = { ...each, key: `${inner}${each.key}`, label };
      return [said, ...partsOf(said, words)];
    });
}
