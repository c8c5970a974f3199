/* Rows as a small grid: choices, lines of a matrix, checks, bands. The text area behind holds tab-separated lines,
   the first cell the key, the second the words; a line with one cell is the words. */

const TAB = "\t";
const DRAWN = 60; // so many rows at once; a long list is shown bit by bit

export function readLines(text) {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const cells = line.split(TAB).map((cell) => cell.trim());
      return cells.length === 1 ? ["", cells[0]] : cells;
    });
}

/** The choices of a question, for those who compare with them. */
export function readChoices(text) {
  return readLines(text).map(([code, label]) => ({ code, label: label ?? "" }));
}

export function writeLines(rows) {
  return rows
    .filter((row) => row.some((cell) => cell))
    .map((row) => [row.slice(0, 2).join(TAB), ...row.slice(2)].join(TAB).replace(/\t+$/, ""))
    .map((line) => (line.includes(TAB) ? line : `${line}${TAB}`))
    .join("\n");
}

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
    const heads = [...this.order.map((at) => this.columns[at].label), ""];
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col", text })));
    const body = this.rows.slice(0, this.shown).map((row, at) => this.line(row, at));
    const add = this.button(words.add, "", false, () => {
      this.rows.push([]);
      this.draw([this.rows.length - 1, 1]);
    });
    const hidden = this.rows.length - body.length;
    const more = hidden > 0 ? [this.button(`+ ${words.count.replace("%(n)s", hidden)}`, "", false, () => {
      this.shown += DRAWN * 5;
      this.draw([body.length, 1]);
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
    const cells = this.order.map((cell) => element("td", {}, this.control(row, at, cell, named)));
    const up = this.button(words.up, named, at === 0, () => {
      this.rows.splice(at - 1, 2, this.rows[at], this.rows[at - 1]);
      this.settle([at - 1, 1]);
    });
    const remove = this.button(words.remove, named, false, () => {
      this.rows.splice(at, 1);
      this.settle([Math.max(at - 1, 0), 1]);
    });
    return element("tr", {}, ...cells, element("td", {}, up, remove));
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
    const input = this.element("input", { type: "text", value: row[cell] ?? "", ...place });
    input.addEventListener("input", () => this.change(at, cell, input.value));
    input.addEventListener("paste", (event) => this.paste(event, at, cell));
    return input;
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
    this.settle([at + lines.length - 1, cell]);
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
