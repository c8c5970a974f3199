/* Conditions as selects: effect, all/any/none, question, how to compare, answer.
   The text area behind holds one line per row, such as `show all: urgency is at_once`. */
import { keyFrom, kindOf, questionsBefore } from "./editor_questions.js";

const LINE = /^(show|require|lock)\s+(all|any|none)\s*:\s*([\w.]+)\s+([a-z_]+)(?:\s+(\S.*))?$/;
const EMPTY = ["answered", "not_answered"];
const LISTS = ["one_of", "none_of"];
const LOOKS_OTHERWISE = /^(-?\d.*|true|false)$/; // codes that would be read as something else
const OTHER = "*"; // chosen in the list of questions: something that is written by its name
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

export class RulesEditor {
  static readable(text) {
    return readRules(text) !== null;
  }

  static told(area) {
    const rules = readRules(area.value);
    const effects = area.effects ?? EFFECTS;
    const rows = rules ? effects.flatMap((effect) => rules[effect].rows.map((row) => [effect, row])) : [];
    if (!rows.length) return area.effects ? "" : area.dataset.always;
    const words = area.dataset;
    const known = [...questionsBefore(area, words, { itself: true }), ...factsOf(words)];
    const said = rows.map(([effect, row]) => {
      const question = known.find((each) => each.key === row.field);
      const value = sayValue(row, question, words);
      const line = `${question?.label ?? row.field} ${words[operatorWord(row.operator)] ?? row.operator} ${value}`.trim();
      return area.effects ? line : `${words[effect]}: ${line}`;
    });
    return said.join("; ");
  }

  constructor(area, place, element) {
    Object.assign(this, { area, place, element, words: area.dataset });
    this.operators = JSON.parse(this.words.operators);
  }

  open() {
    this.rules = readRules(this.area.value) ?? readRules("");
    this.questions = questionsBefore(this.area, this.words, { itself: Boolean(this.area.effects) });
    this.facts = factsOf(this.words);
    this.draw();
  }

  /** Only what such a block can do; what is written already is always shown. */
  effects() {
    if (this.area.effects) return this.area.effects;
    const kind = kindOf(this.area);
    const asks = kind in this.operators && !["guidance", "stop", "calculated", "known"].includes(kind);
    return EFFECTS.filter((effect) => effect === "show" || asks || this.rules[effect].rows.length);
  }

  draw(focus) {
    this.place.replaceChildren(...this.effects().map((effect) => this.effect(effect)));
    if (focus) this.place.querySelector(`[data-at="${focus}"]`)?.focus();
  }

  effect(effect) {
    const { element, words } = this;
    const rule = this.rules[effect];
    const matches = ["all", "any", "none"].map((name) => [name, words[name]]);
    const named = this.area.effects ? words.must : effect === "show" && kindOf(this.area) === "stop" ? words.stop : words[effect];
    const match = this.select(matches, rule.match, named, (value) => {
      rule.match = value;
      this.write();
    });
    const add = element("button", { type: "button", class: "button button-small", text: words.add });
    add.addEventListener("click", () => {
      rule.rows.push({ field: this.questions[0]?.key ?? "", operator: "answered", value: "" });
      this.write();
      this.draw(`${effect}-${rule.rows.length - 1}`);
    });
    add.dataset.at = `${effect}-add`;
    const rows = rule.rows.map((row, at) => this.row(effect, row, at));
    return element("fieldset", { class: "forms-editor__effect" }, element("legend", { text: named }), ...(rows.length ? [match] : []), ...rows, add);
  }

  row(effect, row, at) {
    const { element, words } = this;
    const question = [...this.questions, ...this.facts].find((each) => each.key === row.field);
    const field = this.field(effect, row, at, question);
    const names = this.operators[question?.kind] ?? this.operators[""];
    const operator = this.select(names.map((name) => [name, this.operator(name)]), row.operator, words.operator, (value) => {
      row.operator = value;
      this.write();
      this.draw(`${effect}-${at}-operator`);
    });
    operator.dataset.at = `${effect}-${at}-operator`;
    const remove = element("button", { type: "button", class: "button button-small button-secondary", text: words.remove });
    remove.addEventListener("click", () => {
      this.rules[effect].rows.splice(at, 1);
      this.write();
      this.draw(at ? `${effect}-${at - 1}` : `${effect}-add`);
    });
    const value = EMPTY.includes(row.operator) ? [] : [this.value(row, question)];
    return element("div", { class: "forms-editor__row" }, ...field, operator, ...value, remove);
  }

  /** What is read: a question, something known of the case, or anything else by its name. */
  field(effect, row, at, question) {
    const { element, words } = this;
    const change = (value) => {
      Object.assign(row, { field: value === OTHER ? "" : value, operator: "answered", value: "", other: value === OTHER });
      this.write();
      this.draw(`${effect}-${at}`);
    };
    const other = row.other || (row.field && !question);
    const select = this.select(this.questions.map((each) => [each.key, each.label]), row.field, words.field, change);
    const option = ([value, text]) => element("option", { value, text, selected: value === row.field });
    select.append(element("optgroup", { label: words.known }, ...this.facts.map((each) => option([each.key, each.label]))));
    select.append(element("option", { value: OTHER, text: words.other, selected: Boolean(other) }));
    select.dataset.at = `${effect}-${at}`;
    if (!other) return [select];
    const input = element("input", { type: "text", value: row.field, "aria-label": words.other, placeholder: words.otherExample });
    input.addEventListener("input", () => {
      row.field = input.value.trim();
      this.write();
    });
    return [select, input];
  }

  operator(name) {
    return this.words[operatorWord(name)] ?? name;
  }

  value(row, question) {
    const { element, words } = this;
    const keep = (value) => {
      row.value = value;
      this.write();
    };
    const code = (value) => keep(question?.part && LOOKS_OTHERWISE.test(value) ? JSON.stringify(value) : value);
    const plain = unquoted(row.value);
    if (question?.kind === "yes_no") {
      return this.select([["true", words.yes], ["false", words.no]], plain, words.value, keep, true);
    }
    if (question?.choices.length && !LISTS.includes(row.operator)) {
      const codes = question.choices.map((choice) => [choice.code || keyFrom(choice.label), choice.label]);
      return this.select(codes, plain, words.value, code, true);
    }
    if (question?.choices.length) return this.several(row, question, keep);
    if (question?.kind === "date") return this.day(row, keep);
    const input = element("input", { type: "text", value: row.value, "aria-label": words.value });
    const free = question?.kind === "text" && !LISTS.includes(row.operator);
    if (free) input.value = unquoted(row.value);
    input.addEventListener("input", () => keep(free ? quoted(input.value) : input.value.trim()));
    return input;
  }

  /** A day, or the day on which somebody answers. */
  day(row, keep) {
    const { element, words } = this;
    const date = element("input", { type: "date", value: row.value === "today" ? "" : row.value, "aria-label": words.value });
    date.addEventListener("input", () => keep(date.value));
    const today = element("input", { type: "checkbox", checked: row.value === "today" });
    today.addEventListener("change", () => {
      date.disabled = today.checked;
      keep(today.checked ? "today" : date.value);
    });
    date.disabled = today.checked;
    return element("span", { class: "forms-editor__several" }, date, element("label", {}, today, ` ${words.today}`));
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
        keep([...chosen].filter(Boolean).map((each) => (question.part && LOOKS_OTHERWISE.test(each) ? JSON.stringify(each) : each)).join(", "));
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

function operatorWord(name) {
  return `op${name.replace(/(^|_)(\w)/g, (_all, _gap, letter) => letter.toUpperCase())}`;
}

/** What may be known of a case, as questions to compare with. */
function factsOf(words) {
  return JSON.parse(words.facts).map(([key, label, kind]) => ({ key, label, kind, choices: [], part: true }));
}

/** A value as people read it. */
function sayValue(row, question, words) {
  return row.value
    .split(",")
    .map((each) => unquoted(each.trim()))
    .map((each) => {
      if (question?.kind === "yes_no") return each === "true" || each === "yes" ? words.yes : words.no;
      if (each === "today") return words.today;
      return question?.choices.find(({ code, label }) => (code || keyFrom(label)) === each)?.label ?? each;
    })
    .join(", ");
}

/* A condition of one line, as a check has it: `all: from at_least today; to answered`. */
const ROW = /(?:[^";]|"(?:[^"\\]|\\.)*")+/g;

export function linesOf(text) {
  const [, match, rows] = /^\s*(all|any|none)\s*:(.*)$/s.exec(text) ?? [null, "all", ""];
  return (rows.match(ROW) ?? []).map((row) => row.trim()).filter(Boolean).map((row) => `show ${match}: ${row}`).join("\n");
}

export function lineOf(lines) {
  const rows = lines.split("\n").filter(Boolean);
  if (!rows.length) return "";
  const match = /^show (\w+):/.exec(rows[0])[1];
  return `${match}: ${rows.map((row) => row.replace(/^show \w+:\s*/, "")).join("; ")}`;
}
