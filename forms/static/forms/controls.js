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

/** Bring the controls of a part of the page to life; harmless when done twice. */
export function enhance(part) {
  for (const place of part.querySelectorAll("[data-slider]:not([data-alive])")) {
    place.dataset.alive = "yes";
    slider(place);
  }
  for (const field of part.querySelectorAll("[data-search]:not([data-alive])")) {
    field.dataset.alive = "yes";
    search(field);
  }
}
