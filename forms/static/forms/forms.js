/* Forms that follow along: what does not apply hides and is not sent, rows are added and removed in place.
   Everything works without this module; it only saves waiting. */
import { day, holds, number, time } from "./conditions.js";
import { enhance } from "./controls.js";
import { band, value } from "./scoring.js";

const CONTROLS = "input, textarea, select";
const SILENT = ["guidance", "stop", "known", "calculated"]; // kinds that ask nothing
const GROUP = '[data-kind="group"]';
// What a script copies for a new row, by depth: what stands in for its place and for its number.
const BLANKS = [["__n__", "__number__"], ["__m__", "__inner__"]];
const started = new WeakSet();
const rules = new WeakMap();

function rule(element, name) {
  const known = rules.get(element) ?? {};
  if (!(name in known)) {
    const text = element.dataset[name];
    known[name] = text ? JSON.parse(text) : null;
    rules.set(element, known);
  }
  return known[name];
}

function checked(field) {
  return [...field.querySelectorAll("input:checked")].map((input) => input.value);
}

/** What is chosen or typed in a part of the page, as the server would store it; nothing when there is nothing. */
function plainAnswer(place, kind) {
  if (kind === "choices") {
    const codes = checked(place);
    return codes.length ? codes : undefined;
  }
  const radio = place.querySelector('input[type="radio"]');
  // Only what is sent has a name: a slider or a search field beside it has none.
  const text = radio ? (checked(place)[0] ?? "") : (place.querySelector("[name]")?.value ?? "");
  switch (kind) {
    case "yes_no":
      return text ? text === "yes" : undefined;
    case "scale":
      return text.trim() && Number.isInteger(Number(text)) ? Number(text) : undefined;
    case "number":
    case "money":
      return number(text);
    case "date":
      return day(text);
    case "time":
      return time(text);
    case "email":
      return email(text);
    case "long_text":
      return text.trim().replace(/\r\n?/g, "\n") || undefined;
    default:
      return text.trim().replace(/\s+/g, " ") || undefined;
  }
}

/** An address as the server keeps it: where it leads to in small letters. */
function email(text) {
  const [mailbox, ...rest] = text.trim().replace(/^mailto:/, "").split("@");
  return rest.length ? [mailbox, ...rest.map((part) => part.toLowerCase())].join("@") : undefined;
}

/** The answer a question has now: of one piece, or of several parts. */
function answer(field) {
  const parts = [...field.querySelectorAll("[data-part]")];
  if (!parts.length) return plainAnswer(field, field.dataset.kind);
  const found = {};
  for (const part of parts) {
    const given = plainAnswer(part, part.dataset.kind);
    if (given !== undefined) found[part.dataset.part] = given;
  }
  if (!Object.keys(found).length) return undefined;
  const known = found.code && field.querySelector("select");
  if (known) found.name = known.selectedOptions[0].textContent;
  if (field.dataset.kind !== "ranking") return found;
  return Object.keys(found).length === parts.length
    ? Object.keys(found).sort((one, other) => found[one] - found[other])
    : undefined;
}

/** What a group holds itself, not what groups inside its rows hold. */
function own(group, selector) {
  return [...group.querySelectorAll(selector)].filter((each) => each.parentElement.closest(GROUP) === group);
}

class LiveForm {
  constructor(root) {
    this.words = root.dataset;
    this.facts = JSON.parse(root.dataset.facts || "{}");
    this.scope = root.closest("form") ?? root.parentElement;
    this.status = this.scope.querySelector("[data-form-status]");
    this.scope.addEventListener("input", () => this.judge());
    this.scope.addEventListener("change", () => this.judge());
    this.scope.addEventListener("click", (event) => this.press(event));
    for (const group of this.groups()) this.limit(group);
    enhance(this.scope);
    this.judge({ quiet: true });
  }

  groups() {
    return this.scope.querySelectorAll(GROUP);
  }

  /** One pass in the order asked: a condition reads only what came before and applies. */
  judge({ quiet = false } = {}) {
    this.changed = { shown: false, hidden: false };
    const fields = [...this.scope.querySelectorAll("[data-section], [data-field]")].filter(
      (element) => !element.closest("[data-row]"),
    );
    const known = { ...this.facts };
    for (const field of fields) if (field.dataset.field) delete known[field.dataset.field];
    let sectionApplies = true;
    for (const element of fields) {
      if (element.dataset.section !== undefined) {
        sectionApplies = this.settle(element, known, true);
      } else {
        const found = this.field(element, known, sectionApplies);
        if (found !== undefined) known[element.dataset.field] = found;
      }
    }
    if (!quiet) this.tell();
  }

  /** Show or hide one question; hand back its answer when it applies. */
  field(field, known, outer) {
    const applies = this.settle(field, known, outer);
    this.mark(field, known);
    if (field.dataset.kind === "calculated") return applies ? this.count(field, known) : undefined;
    if (SILENT.includes(field.dataset.kind)) return undefined;
    if (field.dataset.kind === "group") {
      const rows = this.rows(field, known, applies);
      for (const input of own(field, "[data-rows-count]")) input.disabled = !applies;
      return applies && rows.length ? rows : undefined;
    }
    const lock = rule(field, "lockIf");
    const locked = Boolean(lock) && holds(lock, known);
    for (const control of field.querySelectorAll(CONTROLS)) control.disabled = !applies || locked;
    return applies ? answer(field) : undefined;
  }

  /** Show a counted value, in words; the server counts again and stores its own. */
  count(field, known) {
    const output = field.querySelector("[data-recipe]");
    const recipe = output && rule(output, "recipe");
    if (!recipe) return undefined;
    const found = value(recipe.logic, known);
    const name = recipe.names[band(recipe.bands, found)];
    const said = found === null ? "" : [String(found).replace(".", ","), output.dataset.unit].filter(Boolean).join(" ");
    const text = name && said ? `${said} (${name})` : said;
    if (output.textContent !== text) output.textContent = text;
    return found ?? undefined;
  }

  rows(group, known, outer) {
    const answers = [];
    for (const row of own(group, "[data-row]")) {
      const given = {};
      for (const item of own(group, "[data-field]").filter((each) => row.contains(each))) {
        const found = this.field(item, { ...known, row: given }, outer);
        if (found !== undefined) given[item.dataset.field] = found;
      }
      if (Object.keys(given).length) answers.push(given);
    }
    return answers;
  }

  settle(element, known, outer) {
    const logic = rule(element, "showIf");
    const applies = outer && (!logic || holds(logic, known));
    if (logic && outer && element.hidden === applies) {
      element.hidden = !applies;
      this.changed[applies ? "shown" : "hidden"] = true;
    }
    return applies;
  }

  /** Say in words whether the answer may be left out. */
  mark(field, known) {
    const logic = rule(field, "requireIf");
    const optional = logic && field.querySelector("[data-optional]");
    if (optional) optional.hidden = holds(logic, known);
  }

  tell() {
    const said = [];
    if (this.changed.shown) said.push(this.words.saidShown);
    if (this.changed.hidden) said.push(this.words.saidHidden);
    if (said.length) this.say(said.join(" "));
  }

  /** One message at a time, after the typing has paused. */
  say(text) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.status.textContent = text;
    }, 300);
  }

  press(event) {
    const add = event.target.closest("[data-row-add]");
    const remove = event.target.closest("[data-row-remove]");
    if (!add && !remove) return;
    event.preventDefault();
    const group = (add ?? remove).closest(GROUP);
    if (add) this.add(group);
    else this.remove(group, remove.closest("[data-row]"));
    group.dispatchEvent(new Event("change", { bubbles: true }));
  }

  add(group) {
    const [blank] = own(group, "[data-row-blank]");
    const n = own(group, "[data-row]").length;
    const [place, number] = BLANKS[group.parentElement.closest(GROUP) ? 1 : 0];
    const filled = document.createElement("template");
    filled.innerHTML = blank.innerHTML.replaceAll(place, n).replaceAll(number, n + 1);
    const row = filled.content.firstElementChild;
    blank.before(row);
    for (const inner of row.querySelectorAll(GROUP)) this.limit(inner);
    enhance(row);
    this.limit(group);
    this.judge({ quiet: true });
    row.querySelector("input:enabled:not([type=hidden]), textarea:enabled, select:enabled")?.focus();
    this.say(this.words.saidAdded.replace("%(row)s", `${group.dataset.called} ${n + 1}`));
  }

  remove(group, row) {
    const gone = Number(row.dataset.row);
    const path = own(group, "[data-rows-count]")[0].name.replace(/-rows$/, "");
    row.remove();
    const rows = own(group, "[data-row]");
    rows.forEach((each, n) => this.renumber(path, each, n));
    this.limit(group);
    this.judge({ quiet: true });
    const near = rows[gone] ?? rows[gone - 1];
    (near?.querySelector("[data-row-title]") ?? own(group, "[data-row-add]")[0] ?? group.querySelector("[data-row-add]")).focus();
    this.say(this.words.saidRemoved.replace("%(row)s", `${group.dataset.called} ${gone + 1}`));
  }

  /** Give a row its new number everywhere: names, ids, labels, buttons, titles, and the rows inside it. */
  renumber(path, row, n) {
    const before = `${path}-${row.dataset.row}`;
    const after = `${path}-${n}`;
    if (before === after) return;
    const renamed = (text) => (text.includes(`${before}-`) ? text.replaceAll(`${before}-`, `${after}-`) : text);
    const parts = [...row.querySelectorAll("*")];
    for (const blank of row.querySelectorAll("template")) parts.push(...blank.content.querySelectorAll("*"));
    for (const element of parts) {
      for (const name of ["name", "id", "for", "aria-describedby", "aria-labelledby", "value"]) {
        const text = element.getAttribute(name);
        if (!text || (name === "value" && element.tagName !== "BUTTON")) continue;
        element.setAttribute(name, text === before ? after : renamed(text));
      }
    }
    for (const title of row.querySelectorAll("[data-row-title], [data-row-remove] .visually-hidden")) {
      if (title.closest("[data-row]") === row) title.textContent = title.textContent.replace(/\d+$/, n + 1);
    }
    row.dataset.row = n;
  }

  /** Keep the count that is sent, and offer another row only while there is room. */
  limit(group) {
    const count = own(group, "[data-row]").length;
    own(group, "[data-rows-count]")[0].value = count;
    for (const button of own(group, "[data-row-add]")) button.hidden = count >= Number(group.dataset.most);
  }
}

/** Links of the error summary lead to the control, with its question in sight. */
function follow(event) {
  const link = event.target.closest?.(".errors__link");
  const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!control) return;
  event.preventDefault();
  (control.closest("[data-field]") ?? control).scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
}

/** Bring the forms inside a part of the page to life; harmless when done twice. */
export function start(part = document) {
  for (const root of part.querySelectorAll("[data-form]")) {
    if (started.has(root)) continue;
    started.add(root);
    new LiveForm(root);
  }
}

if (typeof document !== "undefined") {
  start();
  document.addEventListener("click", follow);
  document.addEventListener("htmx:load", (event) => start(event.target));
}
