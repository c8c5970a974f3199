/* Forms that follow along: what does not apply hides and is not sent, rows are added and removed in place.
   Everything works without this module; it only saves waiting. */
import { day, holds, number } from "./conditions.js";

const CONTROLS = "input, textarea, select";
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

/** The answer a question has now, as the server would store it; nothing when there is none. */
function answer(field) {
  const kind = field.dataset.kind;
  if (kind === "choices") {
    const codes = checked(field);
    return codes.length ? codes : undefined;
  }
  if (kind === "choice") return checked(field)[0];
  if (kind === "scale") return checked(field).length ? Number(checked(field)[0]) : undefined;
  if (kind === "yes_no") return checked(field).length ? checked(field)[0] === "yes" : undefined;
  const text = field.querySelector(CONTROLS)?.value ?? "";
  if (kind === "number") return number(text);
  if (kind === "date") return day(text);
  const plain = kind === "text" ? text.trim().replace(/\s+/g, " ") : text.trim().replace(/\r\n?/g, "\n");
  return plain || undefined;
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
    this.judge({ quiet: true });
  }

  groups() {
    return this.scope.querySelectorAll('[data-kind="group"]');
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
    if (field.dataset.kind === "guidance") return undefined;
    if (field.dataset.kind === "group") {
      const rows = this.rows(field, known, applies);
      for (const input of field.querySelectorAll("[data-rows-count]")) input.disabled = !applies;
      return applies && rows.length ? rows : undefined;
    }
    for (const control of field.querySelectorAll(CONTROLS)) control.disabled = !applies;
    return applies ? answer(field) : undefined;
  }

  rows(group, known, outer) {
    const answers = [];
    for (const row of group.querySelectorAll("[data-row]")) {
      const given = {};
      for (const item of row.querySelectorAll("[data-field]")) {
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
    const group = (add ?? remove).closest('[data-kind="group"]');
    if (add) this.add(group);
    else this.remove(group, remove.closest("[data-row]"));
    group.dispatchEvent(new Event("change", { bubbles: true }));
  }

  add(group) {
    const blank = group.querySelector("[data-row-blank]");
    const n = group.querySelectorAll("[data-row]").length;
    const filled = document.createElement("template");
    filled.innerHTML = blank.innerHTML.replaceAll("__n__", n).replaceAll("__number__", n + 1);
    const row = filled.content.firstElementChild;
    blank.before(row);
    this.limit(group);
    this.judge({ quiet: true });
    row.querySelector("input:enabled, textarea:enabled")?.focus();
    this.say(this.words.saidAdded.replace("%(row)s", `${group.dataset.called} ${n + 1}`));
  }

  remove(group, row) {
    const gone = Number(row.dataset.row);
    row.remove();
    const rows = [...group.querySelectorAll("[data-row]")];
    rows.forEach((each, n) => this.renumber(group, each, n));
    this.limit(group);
    this.judge({ quiet: true });
    const near = rows[gone] ?? rows[gone - 1];
    (near?.querySelector("[data-row-title]") ?? group.querySelector("[data-row-add]")).focus();
    this.say(this.words.saidRemoved.replace("%(row)s", `${group.dataset.called} ${gone + 1}`));
  }

  /** Give a row its new number everywhere: names, ids, labels, buttons, titles. */
  renumber(group, row, n) {
    const key = group.dataset.field;
    const before = `${key}-${row.dataset.row}`;
    if (before === `${key}-${n}`) return;
    for (const element of row.querySelectorAll("*")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const text = element.getAttribute(name);
        if (text) element.setAttribute(name, text.replaceAll(`${before}-`, `${key}-${n}-`));
      }
      if (element.value === before) element.value = `${key}-${n}`;
    }
    for (const title of row.querySelectorAll("[data-row-title], [data-row-remove] .visually-hidden")) {
      title.textContent = title.textContent.replace(/\d+$/, n + 1);
    }
    row.dataset.row = n;
  }

  /** Keep the count that is sent, and offer another row only while there is room. */
  limit(group) {
    const count = group.querySelectorAll("[data-row]").length;
    group.querySelector("[data-rows-count]").value = count;
    group.querySelector("[data-row-add]").hidden = count >= Number(group.dataset.most);
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
