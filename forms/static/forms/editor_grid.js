/* Rows as a small grid: choices, lines of a matrix, checks, bands. The text area behind holds tab-separated lines,
   the first cell the key, the second the words; a line with one cell is the words. Other grids, such as decision
   tables, write their lines and know their columns in ways of their own. */

import { TAB, readLines, writeLines } from "./editor_lines.js";
import { RulesEditor, lineOf, linesOf } from "./editor_rules.js";

const DRAWN = 60; // so many rows at once; a long list is shown bit by bit

export class GridEditor {
  static readable() {
    return true;
  }

  static told(area) {
    const rows = readLines(area.value);
    if (!rows.length) return area.dataset.none;
    const said = rows.slice(0, 8).map(([key, words]) => words || key).join(" · ");
    return rows.length > 8 ? `${said} … (${area.dataset.count.replace("%(n)s", rows.length)})` : said;
  }

  constructor(area, place, element) {
    Object.assign(this, { area, place, element, words: area.dataset });
    this.use(this.columnsNow());
  }

  columnsNow() {
    return JSON.parse(this.area.dataset.columns);
  }

  use(columns) {
    this.columns = columns;
    this.order = this.ordered();
    this.flat = this.order.filter((at) => this.columns[at].kind !== "rule");
    this.wide = this.order.filter((at) => this.columns[at].kind === "rule");
  }

  /** Words first, then the key that is made of them, then the rest. */
  ordered() {
    return [1, 0, ...this.columns.keys().filter((at) => at > 1)];
  }

  read() {
    return readLines(this.area.value);
  }

  written(rows) {
    return writeLines(rows);
  }

  /** What parts the cells of a line may stand in none of them. */
  clean(value) {
    return value.replaceAll(TAB, " ");
  }

  /** Where several cells go that are pasted into this one. */
  pastedFrom() {
    return 0;
  }

  head(at) {
    return this.element("th", { scope: "col", text: this.columns[at].label });
  }

  open() {
    this.rows = this.read();
    if (!this.rows.length) this.rows.push([]);
    this.shown = DRAWN;
    this.draw();
  }

  draw(focus) {
    const { element, words } = this;
    if (focus && focus[0] >= this.shown) this.shown = focus[0] + DRAWN;
    const heads = [...this.flat.map((at) => this.head(at)), element("th", { scope: "col", text: "" })];
    const head = element("tr", {}, ...heads);
    const body = this.rows.slice(0, this.shown).flatMap((row, at) => this.line(row, at));
    const add = this.button(words.add, "", false, () => {
      this.rows.push([]);
      this.draw([this.rows.length - 1, this.order[0]]);
    });
    const hidden = this.rows.length - this.shown;
    const more = hidden > 0 ? [this.button(`+ ${words.count.replace("%(n)s", hidden)}`, "", false, () => {
      this.shown += DRAWN * 5;
      this.draw([Math.min(this.shown, this.rows.length) - 1, this.order[0]]);
    })] : [];
    this.place.replaceChildren(
      element("p", { class: "help", text: words.paste }),
      ...this.above(),
      element("table", { class: "forms-editor__grid" }, element("thead", {}, head), element("tbody", {}, ...body)),
      ...more,
      add,
    );
    if (focus) this.cell(...focus)?.focus();
  }

  above() {
    return [];
  }

  cell(at, column) {
    return this.place.querySelector(`[data-at="${at}"][data-cell="${column}"]`);
  }

  /** Up, down and Enter lead to the same cell of another row; Enter in the last row begins a new one. */
  key(event, at, cell) {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    const last = at === this.rows.length - 1;
    if (event.key === "Enter" && last && this.rows[at].some(Boolean)) {
      this.rows.push([]);
      this.draw([at + 1, this.order[0]]);
      return;
    }
    this.cell(at + step, cell)?.focus();
  }

  /** Says at each cell what is wrong with it: [[row, column, sentence]]. */
  mark(wrong) {
    const { element, place } = this;
    for (const said of place.querySelectorAll(".forms-editor__wrong")) said.remove();
    for (const input of place.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    wrong.forEach(([at, column, sentence], n) => {
      const input = this.cell(at, column);
      if (!input || input.hasAttribute("aria-invalid")) return;
      const id = `${this.area.id || this.area.name}-wrong-${n}`;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", id);
      input.parentElement.append(element("p", { class: "forms-editor__wrong", id, text: sentence }));
    });
  }

  line(row, at) {
    const { element, words } = this;
    const named = words.row.replace("%(n)s", at + 1);
    const cells = this.flat.map((cell) => element("td", {}, this.control(row, at, cell, named)));
    const up = this.button(words.up, named, at === 0, () => {
      this.rows.splice(at - 1, 2, this.rows[at], this.rows[at - 1]);
      this.settle([at - 1, this.order[0]]);
    });
    const remove = this.button(words.remove, named, false, () => {
      this.rows.splice(at, 1);
      this.settle([Math.max(at - 1, 0), this.order[0]]);
    });
    const below = this.wide.map((cell) => {
      const label = element("strong", { text: this.columns[cell].label });
      return element("tr", {}, element("td", { colSpan: cells.length + 1 }, label, this.control(row, at, cell, named)));
    });
    return [element("tr", {}, ...cells, element("td", {}, up, remove)), ...below];
  }

  control(row, at, cell, named) {
    const { label, mark } = this.columns[cell];
    const name = `${named}: ${label}`;
    const place = { "aria-label": name, "data-at": String(at), "data-cell": String(cell) };
    if (mark) {
      const box = this.element("input", { type: "checkbox", checked: Boolean(row[cell]), ...place });
      box.addEventListener("change", () => this.change(at, cell, box.checked ? mark : ""));
      return box;
    }
    if (this.columns[cell].kind === "rule") return this.rule(row, at, cell, name);
    const input = this.element("input", { type: "text", value: row[cell] ?? "", ...place });
    input.addEventListener("input", () => this.change(at, cell, input.value));
    input.addEventListener("paste", (event) => this.paste(event, at, cell));
    input.addEventListener("keydown", (event) => this.key(event, at, cell));
    return input;
  }

  /** A condition in a cell: said in words, edited as rows. */
  rule(row, at, cell, name) {
    const { element, words } = this;
    const said = element("span", { class: "forms-editor__told" });
    const place = element("div", { class: "forms-editor__place", hidden: true });
    const button = this.button(words.edit, name, false, () => {
      place.hidden = !place.hidden;
      button.textContent = place.hidden ? words.edit : words.done;
      place.replaceChildren();
      if (!place.hidden) new RulesEditor(held, place, element).open();
    });
    const held = {
      name: this.area.name,
      dataset: { ...JSON.parse(words.rules) },
      effects: ["show"],
      value: linesOf(row[cell] ?? ""),
      dispatchEvent: () => {
        said.textContent = RulesEditor.told(held);
        this.change(at, cell, lineOf(held.value));
      },
      area: this.area,
    };
    said.textContent = RulesEditor.told(held);
    return element("div", { class: "forms-editor" }, said, button, place);
  }

  button(text, named, disabled, press) {
    const made = this.element("button", { type: "button", class: "button button-small button-secondary", text, disabled });
    if (named) made.setAttribute("aria-label", `${text}: ${named}`);
    made.addEventListener("click", press);
    return made;
  }

  change(at, cell, value) {
    const row = this.rows[at];
    for (let n = 0; n < cell; n += 1) row[n] ??= "";
    row[cell] = this.clean(value);
    this.write();
  }

  settle(focus) {
    this.write();
    this.draw(focus);
  }

  /** Rows from a spreadsheet fill the grid from here on. */
  paste(event, at, cell) {
    const text = event.clipboardData.getData("text/plain").replaceAll("\r", "").replace(/\n+$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const lines = text.split("\n").filter((line) => line.trim());
    lines.forEach((line, n) => {
      const cells = line.split(TAB).map((each) => each.trim());
      const row = (this.rows[at + n] ??= []);
      const from = cells.length === 1 ? cell : this.pastedFrom(cell, cells.length);
      cells.slice(0, this.columns.length - from).forEach((each, place) => this.fill(row, from + place, each));
    });
    this.settle([at, cell]);
  }

  fill(row, cell, value) {
    for (let n = 0; n < cell; n += 1) row[n] ??= "";
    row[cell] = this.clean(value);
  }

  write() {
    this.area.value = this.written(this.rows.map((row) => Array.from(row, (cell) => (cell ?? "").trim())));
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.area.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
