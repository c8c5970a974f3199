/* The editor's light widgets: plain text areas that get a small editor on top when somebody opens it.
   Nothing is built before it is asked for, so a form of 150 questions is ready at once. */
import { GridEditor } from "./editor_grid.js";
import { PatternEditor, PicksEditor, RolesEditor } from "./editor_picks.js";
import { RulesEditor } from "./editor_rules.js";

const EDITORS = { grid: GridEditor, rules: RulesEditor, picks: PicksEditor, roles: RolesEditor, pattern: PatternEditor };

/** Another package brings an editor of its own. */
export function register(role, Editor) {
  EDITORS[role] = Editor;
  find(document);
}

export function element(name, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value);
  }
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** One widget: what it holds in a line of words, a button, and the editor when opened. */
function enhance(area) {
  const Editor = EDITORS[area.dataset.formsEditor];
  if (!Editor || area.dataset.enhanced) return;
  area.dataset.enhanced = "yes";
  const told = element("span", { class: "forms-editor__told" });
  const button = element("button", {
    type: "button",
    class: "button button-small button-secondary",
    "aria-expanded": "false",
    text: area.dataset.edit,
  });
  const place = element("div", { class: "forms-editor__place", hidden: true });
  const whole = element("div", { class: "forms-editor" }, told, button, place);
  area.after(whole);

  const tell = () => {
    told.textContent = Editor.told(area);
    const readable = Editor.readable(area.value);
    area.hidden = readable;
    whole.hidden = !readable;
  };
  button.addEventListener("click", () => {
    const opening = place.hidden;
    place.hidden = !opening;
    button.setAttribute("aria-expanded", String(opening));
    button.textContent = opening ? area.dataset.done : area.dataset.edit;
    place.replaceChildren();
    if (opening) new Editor(area, place, element).open();
    tell();
  });
  area.addEventListener("change", tell);
  tell();
}

function find(part) {
  if (part.matches?.("[data-forms-editor]")) enhance(part);
  for (const area of part.querySelectorAll?.("[data-forms-editor]") ?? []) enhance(area);
}

find(document);
new MutationObserver((changes) => {
  for (const change of changes) for (const added of change.addedNodes) find(added);
}).observe(document.documentElement, { childList: true, subtree: true });
