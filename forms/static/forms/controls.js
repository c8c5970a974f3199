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
  const whole = [...list.childNodes];
  const every = [...list.options].map((option) => ({ option, text: option.textContent.toLowerCase() }));
  const typed = document.createElement("input");
  Object.assign(typed, { type: "search", className: "field__control search__typed", autocomplete: "off", disabled: list.disabled });
  typed.setAttribute("aria-label", `${field.dataset.search}: ${field.querySelector("label").firstChild.textContent.trim()}`);
  typed.placeholder = field.dataset.search;
  const told = document.createElement("p");
  told.className = "field__hint";
  told.setAttribute("role", "status");
  const close = () => {
    list.size = 0;
  };
  typed.addEventListener("input", (event) => {
    event.stopPropagation();
    const word = typed.value.trim().toLowerCase();
    const chosen = list.value;
    const fitting = every.filter(({ option, text }) => !option.value || text.includes(word) || option.value === chosen);
    list.replaceChildren(...(word ? fitting.map(({ option }) => option) : whole));
    list.value = chosen;
    const found = every.filter(({ option, text }) => option.value && text.includes(word)).length;
    told.textContent = !word ? "" : found ? field.dataset.searchFound.replace("%(count)s", found) : field.dataset.searchNone;
    list.size = word && found ? Math.min(Math.max(found + 1, 2), 8) : 0;
  });
  typed.addEventListener("change", (event) => event.stopPropagation());
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.focus();
    if (list.size > 1 && !list.value && list.options.length > 1) {
      list.selectedIndex = 1;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && list.size > 1) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("click", (event) => {
    if (event.target.tagName === "OPTION") close();
  });
  list.addEventListener("blur", close);
  list.before(typed, told);
}

/** One button of a line, drawn as an arrow. */
function arrow(name, drawing, act) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "ranking__move", innerHTML: `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="${drawing}"/></svg>` });
  button.setAttribute("aria-label", name);
  button.addEventListener("click", act);
  return button;
}

/** Lines that move up and down. The places beside them are what is sent; choosing a place changes with who had it. */
function rank(place) {
  const lines = () => [...place.querySelectorAll(".ranking__line")];
  const select = (line) => line.querySelector("select");
  const name = (line) => line.querySelector("label").textContent.trim();
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  place.before(told);
  const places = new Map();
  const note = () => {
    lines().forEach((line) => places.set(line, select(line).value));
    lines().forEach((line, at) => {
      const [up, down] = line.querySelectorAll("button");
      up.disabled = at === 0 || select(line).disabled;
      down.disabled = at === lines().length - 1 || select(line).disabled;
    });
  };
  const changed = () => place.dispatchEvent(new Event("change", { bubbles: true }));
  const move = (line, by) => {
    const order = lines();
    const at = order.indexOf(line);
    order.splice(at, 1);
    order.splice(at + by, 0, line);
    const button = line.querySelectorAll("button")[by < 0 ? 0 : 1];
    place.append(...order);
    order.forEach((each, n) => {
      select(each).value = String(n + 1);
    });
    note();
    (button.disabled ? line.querySelector("button:enabled") : button).focus();
    told.textContent = place.dataset.said.replace("%(line)s", name(line)).replace("%(place)s", select(line).value);
    changed();
  };
  for (const line of lines()) {
    const moves = document.createElement("span");
    moves.className = "ranking__moves";
    moves.append(
      arrow(`${place.dataset.up}: ${name(line)}`, "M10 16V4M5 9l5-5 5 5", () => move(line, -1)),
      arrow(`${place.dataset.down}: ${name(line)}`, "M10 4v12M5 11l5 5 5-5", () => move(line, 1)),
    );
    select(line).after(moves);
    select(line).addEventListener("change", () => {
      const wanted = select(line).value;
      const other = lines().find((each) => each !== line && wanted && select(each).value === wanted);
      if (other) select(other).value = places.get(line);
      note();
    });
  }
  if (lines().every((line) => select(line).value)) {
    place.append(...lines().sort((one, other) => select(one).value - select(other).value));
  }
  note();
}

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [600, 200];
const LONGEST = 19_000; // characters of a drawing that are still taken

/** A place to draw a signature with finger, pen or mouse. The written name alone is enough. */
function draw(place) {
  const kept = place.querySelector("input");
  const read = () => {
    try {
      const drawn = JSON.parse(kept.value || "[]");
      const whole = (stroke) => Array.isArray(stroke) && stroke.length % 2 === 0 && stroke.every(Number.isInteger);
      return Array.isArray(drawn) && drawn.every(whole) ? drawn : [];
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
    if (!drawing || kept.value.length > LONGEST) return;
    const [x, y] = point(event);
    if (Math.hypot(x - drawing.at(-2), y - drawing.at(-1)) < 3) return;
    drawing.push(x, y);
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
  for (const place of part.querySelectorAll("[data-ranking]:not([data-alive])")) {
    place.dataset.alive = "yes";
    rank(place);
  }
}
