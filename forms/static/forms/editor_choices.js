/* Choices as a small grid: code, label, score, retired. The text area behind it holds tab-separated lines. */

const TAB = "\t";

export function readLines(text) {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const cells = line.split(TAB).map((cell) => cell.trim());
      const [code, label, score, retired] = cells.length === 1 ? ["", cells[0]] : cells;
      return { code: code ?? "", label: label ?? "", score: score ?? "", retired: Boolean(retired) };
    });
}

export function writeLines(rows) {
  return rows
    .filter((row) => row.code || row.label)
    .map((row) => {
      const rest = [row.score, row.retired ? "retired" : ""].join(TAB).replace(/\t+$/, "");
      return [row.code, row.label].join(TAB) + (rest ? TAB + rest : "");
    })
    .join("\n");
}

export class ChoicesEditor {
  static readable() {
    return true;
  }

  static told(area) {
    const rows = readLines(area.value);
    return rows.map((row) => row.label || row.code).join(" · ") || area.dataset.none;
  }

  constructor(area, place, element) {
    Object.assign(this, { area, place, element, words: area.dataset });
  }

  open() {
    this.rows = readLines(this.area.value);
    if (!this.rows.length) this.rows.push(this.blank());
    this.draw();
  }

  blank() {
    return { code: "", label: "", score: "", retired: false };
  }

  draw(focus) {
    const { element, words } = this;
    const heads = [words.label, words.code, words.score, words.retired, ""];
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col", text })));
    const body = this.rows.map((row, at) => this.line(row, at));
    const add = element("button", { type: "button", class: "button button-small", text: words.add });
    add.addEventListener("click", () => {
      this.rows.push(this.blank());
      this.draw([this.rows.length - 1, "label"]);
    });
    this.place.replaceChildren(
      element("p", { class: "help", text: words.paste }),
      element("table", { class: "forms-editor__grid" }, element("thead", {}, head), element("tbody", {}, ...body)),
      add,
    );
    if (focus) this.place.querySelector(`[data-at="${focus[0]}"][data-cell="${focus[1]}"]`)?.focus();
  }

  line(row, at) {
    const { element, words } = this;
    const named = words.row.replace("%(n)s", at + 1);
    const cells = ["label", "code", "score"].map((cell) => {
      const input = element("input", {
        type: "text", value: row[cell], "aria-label": `${named}: ${words[cell]}`, "data-at": String(at), "data-cell": cell,
      });
      input.addEventListener("input", () => this.change(at, cell, input.value));
      input.addEventListener("paste", (event) => this.paste(event, at, cell));
      return element("td", {}, input);
    });
    const retired = element("input", { type: "checkbox", checked: row.retired, "aria-label": `${named}: ${words.retired}` });
    retired.addEventListener("change", () => this.change(at, "retired", retired.checked));
    const up = this.button(words.up, named, at === 0, () => {
      this.rows.splice(at - 1, 2, this.rows[at], this.rows[at - 1]);
      this.settle([at - 1, "label"]);
    });
    const remove = this.button(words.remove, named, false, () => {
      this.rows.splice(at, 1);
      this.settle([Math.max(at - 1, 0), "label"]);
    });
    return element("tr", {}, ...cells, element("td", {}, retired), element("td", {}, up, remove));
  }

  button(text, named, disabled, press) {
    const made = this.element("button", {
      type: "button", class: "button button-small button-secondary", text, disabled, "aria-label": `${text}: ${named}`,
    });
    made.addEventListener("click", press);
    return made;
  }

  change(at, cell, value) {
    this.rows[at][cell] = value;
    this.write();
  }

  settle(focus) {
    this.write();
    this.draw(focus);
  }

  /** Rows from a spreadsheet fill the cells from here on, in the order code, label, score. */
  paste(event, at, cell) {
    const text = event.clipboardData.getData("text/plain").replaceAll("\r", "").replace(/\n+$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const pasted = text.includes(TAB)
      ? readLines(text)
      : text.split("\n").filter((line) => line.trim()).map((line) => ({ [cell]: line.trim() }));
    pasted.forEach((row, n) => {
      this.rows[at + n] = { ...this.blank(), ...this.rows[at + n], ...row };
    });
    this.settle([at + pasted.length - 1, cell]);
  }

  write() {
    this.area.value = writeLines(this.rows);
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.area.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
