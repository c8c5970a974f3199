/* Rows as a small grid: choices, lines of a matrix, checks, bands. The text area behind holds tab-separated lines,
   the first cell the key, the second the words; a line with one cell is the words. */

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
    this.columns = JSON.parse(area.dataset.columns);
    // Words first, then the key that is made of them, then the rest.
    this.order = [1, 0, ...this.columns.keys().filter((at) => at > 1)];
    this.flat = this.order.filter((at) => this.columns[at].kind !== "rule");
    this.wide = this.order.filter((at) => this.columns[at].kind === "rule");
  }

  open() {
    this.rows = readLines(this.area.value);
    if (!this.rows.length) this.rows.push([]);
    this.shown = DRAWN;
    this.draw();
  }

  draw(focus) {
    const { element, words } = this;
    if (focus && focus[0] >= this.shown) this.shown = focus[0] + DRAWN;
    const heads = [...this.flat.map((at) => this.columns[at].label), ""];
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col", text })));
    const body = this.rows.slice(0, this.shown).flatMap((row, at) => this.line(row, at));
    const add = this.button(words.add, "", false, () => {
      this.rows.push([]);
      this.draw([this.rows.length - 1, 1]);
    });
    const hidden = this.rows.length - this.shown;
    const more = hidden > 0 ? [this.button(`+ ${words.count.replace("%(n)s", hidden)}`, "", false, () => {
      this.shown += DRAWN * 5;
      this.draw([Math.min(this.shown, this.rows.length) - 1, 1]);
    })] : [];
    this.place.replaceChildren(
      element("p", { class: "help", text: words.paste }),
      element("table", { class: "forms-editor__grid" }, element("thead", {}, head), element("tbody", {}, ...body)),
      ...more,
      add,
    );
    if (focus) this.place.querySelector(`[data-at="${focus[0]}"][data-cell="${focus[1]}"]`)?.focus();
  }

  line(row, at) {
    const { element, words } = this;
    const named = words.row.replace("%(n)s", at + 1);
    const cells = this.flat.map((cell) => element("td", {}, this.control(row, at, cell, named)));
    const up = this.button(words.up, named, at === 0, () => {
      this.rows.splice(at - 1, 2, this.rows[at], this.rows[at - 1]);
      this.settle([at - 1, 1]);
    });
    const remove = this.button(words.remove, named, false, () => {
      this.rows.splice(at, 1);
      this.settle([Math.max(at - 1, 0), 1]);
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
    row[cell] = value.replaceAll(TAB, " ");
    this.write();
  }

  settle(focus) {
    this.write();
    this.draw(focus);
  }

  /** Rows from a spreadsheet fill the grid from here on, in the order key, words and the rest. */
  paste(event, at, cell) {
    const text = event.clipboardData.getData("text/plain").replaceAll("\r", "").replace(/\n+$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const lines = text.split("\n").filter((line) => line.trim());
    lines.forEach((line, n) => {
      const cells = line.split(TAB).map((each) => each.trim());
      const row = (this.rows[at + n] ??= []);
      if (cells.length === 1) this.fill(row, cell, cells[0]);
      else cells.slice(0, this.columns.length).forEach((each, place) => this.fill(row, place, each));
    });
    this.settle([at, cell]);
  }

  fill(row, cell, value) {
    for (let n = 0; n < cell; n += 1) row[n] ??= "";
    row[cell] = value;
  }

  write() {
    this.area.value = writeLines(this.rows.map((row) => Array.from(row, (cell) => (cell ?? "").trim())));
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.area.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
