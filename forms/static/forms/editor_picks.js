/* Names chosen from a list instead of typed: questions that are counted, roles, and patterns of a text.
   The text area behind holds the names with commas between. */
import { countable } from "./editor_questions.js";

class NamesEditor {
  static readable() {
    return true;
  }

  static told(area) {
    const known = new Map(this.offered(area).map(({ key, label }) => [key, label]));
    return names(area.value).map((name) => known.get(name) ?? name).join(", ") || area.dataset.none;
  }

  constructor(area, place, element) {
    Object.assign(this, { area, place, element, words: area.dataset });
  }

  open() {
    const { element, words } = this;
    const chosen = new Set(names(this.area.value));
    const offered = this.constructor.offered(this.area);
    const others = [...chosen].filter((name) => !offered.some(({ key }) => key === name));
    const free = element("input", { type: "text", value: others.join(", "), "aria-label": words.others });
    const keep = () => {
      const ticked = offered.map(({ key }) => key).filter((key) => chosen.has(key));
      write(this.area, [...ticked, ...names(free.value)].join(", "));
    };
    const boxes = offered.map(({ key, label }) => {
      const box = element("input", { type: "checkbox", checked: chosen.has(key) });
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(key);
        else chosen.delete(key);
        keep();
      });
      return element("label", { class: "forms-editor__pick" }, box, ` ${label}`);
    });
    free.addEventListener("input", keep);
    const other = element("label", { class: "forms-editor__pick" }, `${words.others} `, free);
    this.place.replaceChildren(element("div", { class: "forms-editor__picks" }, ...boxes), other);
  }
}

/** The questions that a value is counted from. */
export class PicksEditor extends NamesEditor {
  static offered(area) {
    const { today, kinds } = area.dataset;
    const found = countable(area, area.dataset, kinds.split(" "));
    return [...found, { key: "today", label: today }];
  }
}

/** Roles: those that every service has, and those of a workflow by name. */
export class RolesEditor extends NamesEditor {
  static offered(area) {
    return JSON.parse(area.dataset.roles).map(([key, label]) => ({ key, label }));
  }
}

/** How a text must be written: one of the known ways, or a pattern of one's own. */
export class PatternEditor {
  static readable() {
    return true;
  }

  static told(area) {
    const known = JSON.parse(area.dataset.patterns).find(([name]) => name === area.value);
    return known?.[1] ?? (area.value || area.dataset.none);
  }

  constructor(area, place, element) {
    Object.assign(this, { area, place, element, words: area.dataset });
  }

  open() {
    const { element, words, area } = this;
    const known = JSON.parse(words.patterns);
    const own = area.value.startsWith("re2:");
    const options = [["", words.none], ...known, ["re2:", words.own]];
    const select = element("select", { "aria-label": words.looks });
    for (const [value, text] of options) {
      select.append(element("option", { value, text, selected: own ? value === "re2:" : value === area.value }));
    }
    const input = element("input", { type: "text", value: own ? area.value.slice(4) : "", hidden: !own, "aria-label": words.own });
    select.addEventListener("change", () => {
      input.hidden = select.value !== "re2:";
      write(area, select.value === "re2:" ? `re2:${input.value}` : select.value);
    });
    input.addEventListener("input", () => write(area, `re2:${input.value}`));
    this.place.replaceChildren(select, input);
  }
}

function names(text) {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function write(area, text) {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.dispatchEvent(new Event("change", { bubbles: true }));
}
