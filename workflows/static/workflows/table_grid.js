/* A decision table as a grid: a column for each fact it looks at, and one for what a row gives. The text area behind
   holds a line for each row, | between the cells. What a column may hold, and what is wrong, the server says. */

import { element, register } from "../forms/editor.js";
import { GridEditor } from "../forms/editor_grid.js";

const BETWEEN = " | ";
const ASKING = ["start", "task", "meeting", "decision", "several", "event", "obligation"];
const QUIET = 400; // milliseconds without a key before the table is judged
const listening = new WeakMap(); // {area: what stops listening to the field beside it}

/** The field beside the rows that names what the table looks at. */
function beside(area, name) {
  return document.getElementsByName(area.name.replace(/rows$/, name))[0];
}

function factsOf(area) {
  return (beside(area, "columns")?.value ?? "").split(/[\s,;]+/).filter(Boolean);
}

function linesOf(text) {
  return text.split("\n").filter((line) => line.trim()).map((line) => line.split(/[|\t]/).map((cell) => cell.trim()));
}

/** Cells in front, what the row gives behind, however many cells are written. */
function rowsOf(text, wide) {
  return linesOf(text).map((line) => {
    const cells = line.slice(0, -1);
    return [...cells, ...Array(Math.max(0, wide - cells.length)).fill(""), line.at(-1)];
  });
}

class TableEditor extends GridEditor {
  static told(area) {
    const rows = linesOf(area.value);
    if (!rows.length) return area.dataset.none;
    const said = rows.slice(0, 6).map((row) => `${row.slice(0, -1).filter(Boolean).join(", ") || area.dataset.otherwise} → ${row.at(-1)}`);
    return rows.length > 6 ? `${said.join(" · ")} … (${area.dataset.count.replace("%(n)s", rows.length)})` : said.join(" · ");
  }

  columnsNow() {
    this.facts = factsOf(this.area);
    const wide = Math.max(this.facts.length, ...linesOf(this.area.value).map((line) => line.length - 1));
    const cells = Array.from({ length: wide }, (_none, at) => {
      const known = this.said?.[this.facts[at]];
      return { name: `cell-${at}`, label: known?.label ?? this.facts[at] ?? this.area.dataset.nothing, options: known?.options ?? [] };
    });
    return [...cells, { name: "gives", label: this.area.dataset.gives, options: [] }];
  }

  ordered() {
    return [...this.columns.keys()];
  }

  read() {
    return rowsOf(this.area.value, this.columns.length - 1);
  }

  written(rows) {
    const last = this.columns.length - 1;
    const whole = rows.filter((row) => row.some(Boolean));
    return whole.map((row) => Array.from({ length: last + 1 }, (_none, at) => row[at] ?? "").join(BETWEEN).trim()).join("\n");
  }

  clean(value) {
    return value.replaceAll(/[\t|\n]/g, " ");
  }

  pastedFrom(cell, wide) {
    return cell + wide > this.columns.length ? 0 : cell;
  }

  open() {
    super.open();
    listening.get(this.area)?.abort();
    const stop = new AbortController();
    listening.set(this.area, stop);
    const follow = () => this.place.hidden || this.follow(factsOf(this.area));
    beside(this.area, "columns")?.addEventListener("change", follow, { signal: stop.signal });
    this.judge();
  }

  head(at) {
    const { words } = this;
    const cell = super.head(at);
    if (at >= this.columns.length - 1) return cell;
    const label = this.columns[at].label;
    const remove = this.button(words.removeColumn, label, false, () => this.without(at));
    cell.replaceChildren(element("div", { class: "forms-editor__column" }, element("span", { text: label }), remove));
    return cell;
  }

  above() {
    const { words } = this;
    this.problems = element("ul", { class: "forms-editor__problems", role: "status" });
    const fact = element("input", { type: "text", list: "workflow-facts", "aria-label": words.addColumn });
    Object.assign(fact.dataset, { workflowKeys: "facts", workflowLists: words.lists });
    const more = () => fact.value.trim() && this.follow([...this.facts, fact.value.trim()]);
    fact.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      more();
    });
    return [this.problems, element("div", { class: "forms-editor__row" }, fact, this.button(words.addColumn, "", false, more))];
  }

  control(row, at, cell, named) {
    const input = super.control(row, at, cell, named);
    const { options } = this.columns[cell];
    if (!options.length) return input;
    const id = `${this.area.name}-options-${cell}`;
    input.setAttribute("list", id);
    if (at) return input;
    const offered = options.map(([value, label]) => new Option(label, value));
    return element("div", {}, input, element("datalist", { id }, ...offered));
  }

  without(at) {
    for (const row of this.rows) row.splice(at, 1);
    this.name(this.facts.filter((_fact, n) => n !== at));
    this.again([0, Math.min(at, this.columns.length - 1)]);
  }

  /** Other facts are looked at: cells go where their fact goes. */
  follow(facts) {
    const was = this.facts;
    const extra = Math.max(0, this.columns.length - 1 - was.length);
    this.rows = this.rows.map((row) => {
      const kept = facts.map((fact) => row[was.indexOf(fact)] ?? "");
      return [...kept, ...row.slice(was.length, was.length + extra), row[this.columns.length - 1] ?? ""];
    });
    this.name(facts);
    this.again([0, facts.length - 1]);
  }

  name(facts) {
    this.facts = facts;
    const columns = beside(this.area, "columns");
    if (columns && factsOf(this.area).join() !== facts.join()) {
      columns.value = facts.join(", ");
      columns.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const wide = Math.max(0, ...this.rows.map((row) => row.length - 1), facts.length);
    this.columns = Array(wide + 1).fill({});
  }

  again(focus) {
    this.write();
    this.use(this.columnsNow());
    this.draw(focus);
    this.judge();
  }

  write() {
    super.write();
    clearTimeout(this.waits);
    this.waits = setTimeout(() => this.judge(), QUIET);
  }

  draw(focus) {
    super.draw(focus);
    this.show();
  }

  show() {
    if (!this.judged) return;
    this.problems.replaceChildren(...this.judged.said.map((text) => element("li", { text })));
    this.mark(this.judged.cells);
  }

  /** Asks the server what the columns may hold and what is wrong; an older answer never replaces a newer one. */
  async judge() {
    const asked = (this.asked = (this.asked ?? 0) + 1);
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const held = this.rows.map((row, at) => [at, row]).filter(([, row]) => row.some((cell) => cell?.trim()));
    const answer = await fetch(this.words.judge, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({
        parts: window.workflowBlocks?.().filter(({ kind }) => ASKING.includes(kind)) ?? [],
        table: { title: beside(this.area, "title")?.value ?? "", columns: this.facts, rows: this.area.value, one: beside(this.area, "one")?.checked ?? false },
      }),
    }).catch(() => null);
    if (!answer?.ok || asked !== this.asked || !this.place.isConnected || this.place.hidden) return;
    const judged = await answer.json();
    this.judged = { said: judged.said, cells: judged.cells.map(([row, column, said]) => [held[row]?.[0] ?? row, column, said]) };
    const before = JSON.stringify(this.columns);
    this.said = Object.fromEntries(this.facts.map((fact, at) => [fact, judged.columns[at]]));
    this.use(this.columnsNow());
    const now = document.activeElement;
    const inside = this.place.contains(now) && now.dataset.at !== undefined;
    if (JSON.stringify(this.columns) === before) this.show();
    else this.draw(inside ? [Number(now.dataset.at), Number(now.dataset.cell)] : undefined);
  }
}

register("table", TableEditor);
