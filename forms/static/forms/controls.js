/* Controls that are nicer with a script: a slider beside its number box, a long list that is searched by typing.
   The plain control stays where it is and is what is sent. */

/** A slider that follows its box, and the box the slider. Nothing is answered before somebody touches either. */
function slider(place) {
  const box = place.querySelector("input");
  const { least, most, step } = place.dataset;
  const line = document.createElement("input");
  Object.assign(line, { type: "range", min: least, max: most, step, className: "slider__line", tabIndex: -1 });
  line.setAttribute("aria-hidden", "true");
  const follow = () => {
    line.value = box.value.trim() || (Number(least) + Number(most)) / 2;
    place.classList.toggle("slider--untouched", !box.value.trim());
  };
  line.addEventListener("input", () => {
    box.value = line.value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  box.addEventListener("input", follow);
  box.addEventListener("keydown", (event) => {
    const turn = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!turn) return;
    event.preventDefault();
    const now = box.value.trim() ? Number(box.value) : Number(least) - Number(step) * turn;
    box.value = Math.min(Math.max(now + turn * Number(step), Number(least)), Number(most));
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  place.prepend(line);
  follow();
}

/** Type to shorten a long list; the list itself stays an ordinary one, for every keyboard and reader. */
function search(field) {
  const list = field.querySelector("select");
  const every = [...list.options].map((option) => ({ option, text: option.textContent.toLowerCase() }));
  const typed = document.createElement("input");
  Object.assign(typed, { type: "search", className: "field__control search__typed", autocomplete: "off" });
  typed.setAttribute("aria-label", `${field.dataset.search}: ${field.querySelector("label").firstChild.textContent.trim()}`);
  typed.placeholder = field.dataset.search;
  const none = document.createElement("p");
  none.className = "field__hint";
  none.setAttribute("role", "status");
  typed.addEventListener("input", (event) => {
    event.stopPropagation();
    const word = typed.value.trim().toLowerCase();
    const chosen = list.value;
    const fitting = every.filter(({ option, text }) => !option.value || text.includes(word) || option.value === chosen);
    list.replaceChildren(...fitting.map(({ option }) => option));
    list.value = chosen;
    const found = fitting.filter(({ option }) => option.value);
    none.textContent = found.length ? "" : field.dataset.searchNone;
    list.size = word && found.length > 1 ? Math.min(found.length + 1, 8) : 0;
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "ArrowDown") list.focus();
  });
  list.addEventListener("change", () => {
    list.size = 0;
  });
  list.before(typed, none);
}

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [600, 200];

/** A place to draw a signature with finger, pen or mouse. The written name alone is enough. */
function draw(place) {
  const kept = place.querySelector("input");
  const read = () => {
    try {
      return JSON.parse(kept.value || "[]");
    } catch {
      return [];
    }
  };
  const strokes = read();
  const said = document.createElement("p");
  said.className = "parts__label";
  said.textContent = place.dataset.draw;
  const paper = document.createElementNS(SVG, "svg");
  paper.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  paper.setAttribute("class", "signature__paper");
  paper.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  paper.append(line);
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "button button--quiet button--small", textContent: place.dataset.drawAgain });
  const show = () => {
    const pairs = (stroke) => stroke.reduce((out, each, n) => out + (n % 2 ? `${each}` : `${n ? "L" : "M"}${each} `), "");
    line.setAttribute("d", strokes.map(pairs).join(""));
    again.hidden = !strokes.length;
    kept.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  const point = (event) => {
    const box = paper.getBoundingClientRect();
    const clamp = (given, most) => Math.round(Math.min(Math.max(given, 0), most));
    return [clamp(((event.clientX - box.left) / box.width) * WIDTH, WIDTH), clamp(((event.clientY - box.top) / box.height) * HEIGHT, HEIGHT)];
  };
  let drawing = null;
  paper.addEventListener("pointerdown", (event) => {
    if (kept.disabled) return;
    paper.setPointerCapture(event.pointerId);
    drawing = point(event);
    strokes.push(drawing);
    show();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    drawing.push(...point(event));
    show();
  });
  const end = () => {
    if (drawing) kept.dispatchEvent(new Event("change", { bubbles: true }));
    drawing = null;
  };
  paper.addEventListener("pointerup", end);
  paper.addEventListener("pointercancel", end);
  again.addEventListener("click", () => {
    strokes.length = 0;
    show();
    kept.dispatchEvent(new Event("change", { bubbles: true }));
  });
  place.append(said, paper, again);
  show();
}

/** Bring the controls of a part of the page to life; harmless when done twice. */
export function enhance(part) {
  for (const place of part.querySelectorAll("[data-slider]:not([data-alive])")) {
    place.dataset.alive = "yes";
    slider(place);
  }
  for (const place of part.querySelectorAll("[data-draw]:not([data-alive])")) {
    place.dataset.alive = "yes";
    draw(place);
  }
  for (const field of part.querySelectorAll("[data-search]:not([data-alive])")) {
    field.dataset.alive = "yes";
    search(field);
  }
}
