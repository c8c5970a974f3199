/* Conditions as selects: effect, all/any/none, question, how to compare, answer.
   The text area behind holds one line per row, such as `show all: urgency is at_once`. */
import { readChoices } from "./editor_grid.js";

const LINE = /^(show|require|lock)\s+(all|any|none)\s*:\s*([\w.]+)\s+([a-z_]+)(?:\s+(\S.*))?$/;
const EMPTY = ["answered", "not_answered"];
const LISTS = ["one_of", "none_of"];
const SAME = [...EMPTY, "is", "is_not"];
const LISTED = [...SAME, ...LISTS];
const COMPARED = ["at_least", "at_most", "more_than", "less_than"];
const OPERATORS = {
  text: LISTED, long_text: EMPTY, number: [...LISTED, ...COMPARED], money: [...LISTED, ...COMPARED],
  scale: [...LISTED, ...COMPARED], calculated: [...LISTED, ...COMPARED],
  date: [...SAME, ...COMPARED], time: [...SAME, ...COMPARED], date_range: EMPTY, yes_no: SAME,
  choice: LISTED, choices: [...EMPTY, "includes", "excludes"], matrix: EMPTY, ranking: EMPTY, group: EMPTY,
  email: SAME, phone: EMPTY, personal_number: EMPTY, iban: EMPTY, municipality: LISTED, address: EMPTY,
  person: EMPTY, organisation: EMPTY, file: EMPTY, signature: EMPTY,
};
const EFFECTS = ["show", "require", "lock"];

export function readRules(text) {
  const found = Object.fromEntries(EFFECTS.map((effect) => [effect, { match: "all", rows: [] }]));
  for (const line of text.split("\n").map((each) => each.trim()).filter(Boolean)) {
    const parts = LINE.exec(line);
    if (!parts) return null;
    const [, effect, match, field, operator, value = ""] = parts;
    const rule = found[effect];
    if (rule.rows.length && rule.match !== match) return null;
    rule.match = match;
    rule.rows.push({ field, operator, value });
  }
  return found;
}

export function writeRules(rules) {
  return EFFECTS.flatMap((effect) =>
    rules[effect].rows
      .filter((row) => row.field && (EMPTY.includes(row.operator) || row.value))
      .map((row) => {
        const said = `${effect} ${rules[effect].match}: ${row.field} ${row.operator}`;
        return EMPTY.includes(row.operator) ? said : `${said} ${row.value}`;
      }),
  ).join("\n");
}

/** The same key that the server makes of a label. */
export function keyFrom(label) {
  const plain = label.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const key = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60).replace(/_+$/, "");
  return !key || /^[a-z]/.test(key) ? key : `q_${key}`;
}

function valueOf(name) {
  return document.querySelector(`[name="${CSS.escape(name)}"]`)?.value ?? "";
}

/** The questions asked before a place in the editor, with their kinds and choices. */
export function questionsBefore(area) {
  const home = /^(.*-items)-\d+-value-rules$/.exec(area.name)?.[1];
  const found = [];
  for (const input of document.querySelectorAll('input[name$="-value-key"]')) {
    const block = input.name.replace(/-value-key$/, "");
    const kind = valueOf(`${block}-type`);
    const group = /^(.*-items)-\d+$/.exec(block)?.[1];
    const before = input.compareDocumentPosition(area) & Node.DOCUMENT_POSITION_FOLLOWING;
    const own = area.name === `${block}-value-rules`;
    const around = home?.startsWith(`${block}-value-`);
    if (!(kind in OPERATORS) || !before || own || around || valueOf(`${block}-deleted`)) continue;
    if (group && group !== home) continue;
    const label = valueOf(`${block}-value-label`);
    const key = input.value.trim() || keyFrom(label);
    if (!key) continue;
    const choices = readChoices(valueOf(`${block}-value-choices`));
    found.push({ key: group ? `row.${key}` : key, label: label || key, kind, choices });
  }
  return found;
}

export class RulesEditor {
  static readable(text) {
    return readRules(text) !== null;
  }

  static told(area) {
    const rules = readRules(area.value);
    const rows = rules ? EFFECTS.flatMap((effect) => rules[effect].rows.map((row) => [effect, row])) : [];
    const words = area.dataset;
    const operator = (name) => words[`op${name.replace(/(^|_)(\w)/g, (_all, _gap, letter) => letter.toUpperCase())}`];
    return rows.map(([effect, row]) => `${words[effect]}: ${row.field} ${operator(row.operator) ?? row.operator} ${row.value}`.trim()).join("; ") || words.always;
  }

  constructor(area, place, element) {
    Object.assign(this, { area, place, element, words: area.dataset });
  }

  open() {
    this.rules = readRules(this.area.value);
    this.questions = questionsBefore(this.area);
    this.draw();
  }

  draw(focus) {
    this.place.replaceChildren(...EFFECTS.map((effect) => this.effect(effect)));
    if (focus) this.place.querySelector(`[data-at="${focus}"]`)?.focus();
  }

  effect(effect) {
    const { element, words } = this;
    const rule = this.rules[effect];
    const matches = ["all", "any", "none"].map((name) => [name, words[name]]);
    const match = this.select(matches, rule.match, words[effect], (value) => {
      rule.match = value;
      this.write();
    });
    const add = element("button", { type: "button", class: "button button-small", text: words.add });
    add.addEventListener("click", () => {
      rule.rows.push({ field: this.questions[0]?.key ?? "", operator: "answered", value: "" });
      this.write();
      this.draw(`${effect}-${rule.rows.length - 1}`);
    });
    const rows = rule.rows.map((row, at) => this.row(effect, row, at));
    return element("fieldset", { class: "forms-editor__effect" }, element("legend", { text: words[effect] }), match, ...rows, add);
  }

  row(effect, row, at) {
    const { element, words } = this;
    const question = this.questions.find((each) => each.key === row.field);
    const fields = this.questions.map((each) => [each.key, each.label]);
    if (row.field && !question) fields.push([row.field, row.field]);
    const field = this.select(fields, row.field, words.field, (value) => {
      Object.assign(row, { field: value, operator: "answered", value: "" });
      this.write();
      this.draw(`${effect}-${at}`);
    });
    field.dataset.at = `${effect}-${at}`;
    const names = question ? OPERATORS[question.kind] : [...LISTED, ...COMPARED, "includes", "excludes"];
    const operator = this.select(names.map((name) => [name, this.operator(name)]), row.operator, words.operator, (value) => {
      row.operator = value;
      this.write();
      this.draw();
    });
    const remove = element("button", { type: "button", class: "button button-small button-secondary", text: words.remove });
    remove.addEventListener("click", () => {
      this.rules[effect].rows.splice(at, 1);
      this.write();
      this.draw();
    });
    const value = EMPTY.includes(row.operator) ? [] : [this.value(row, question)];
    return element("div", { class: "forms-editor__row" }, field, operator, ...value, remove);
  }

  operator(name) {
    return this.words[`op${name.replace(/(^|_)(\w)/g, (_all, _gap, letter) => letter.toUpperCase())}`] ?? name;
  }

  value(row, question) {
    const { element, words } = this;
    const keep = (value) => {
      row.value = value;
      this.write();
    };
    const plain = row.value.replace(/^"(.*)"$/, "$1");
    if (question?.kind === "yes_no") {
      return this.select([["true", words.yes], ["false", words.no]], plain, words.value, keep, true);
    }
    if (question?.choices.length && !LISTS.includes(row.operator)) {
      const codes = question.choices.map((choice) => [choice.code || keyFrom(choice.label), choice.label]);
      return this.select(codes, plain, words.value, keep, true);
    }
    if (question?.choices.length) return this.several(row, question, keep);
    const input = element("input", { type: "text", value: row.value, "aria-label": words.value });
    const free = question?.kind === "text" && !LISTS.includes(row.operator);
    if (free) input.value = unquoted(row.value);
    input.addEventListener("input", () => keep(free ? quoted(input.value) : input.value.trim()));
    return input;
  }

  /** Several codes at once, as check boxes. */
  several(row, question, keep) {
    const { element } = this;
    const chosen = new Set(row.value.split(",").map((code) => code.trim().replace(/^"(.*)"$/, "$1")));
    const boxes = question.choices.map((choice) => {
      const code = choice.code || keyFrom(choice.label);
      const input = element("input", { type: "checkbox", checked: chosen.has(code) });
      input.addEventListener("change", () => {
        if (input.checked) chosen.add(code);
        else chosen.delete(code);
        keep([...chosen].filter(Boolean).join(", "));
      });
      return element("label", {}, input, ` ${choice.label}`);
    });
    return element("span", { class: "forms-editor__several" }, ...boxes);
  }

  select(options, chosen, name, change, first = false) {
    const made = this.element("select", { "aria-label": name });
    for (const [value, text] of options) {
      made.append(this.element("option", { value, text, selected: value === chosen }));
    }
    if (first && !options.some(([value]) => value === chosen) && options.length) change(options[0][0]);
    made.addEventListener("change", () => change(made.value));
    return made;
  }

  write() {
    this.area.value = writeRules(this.rules);
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.area.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** A text with commas or quotes stands in quotes, so that it is one answer. */
function quoted(text) {
  const plain = text.trim();
  return /[",]/.test(plain) ? JSON.stringify(plain) : plain;
}

function unquoted(text) {
  try {
    return text.startsWith('"') ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}
