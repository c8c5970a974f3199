// The little behaviour every page may lean on. Everything works without it.
import "./copying.js";

const atRest = new WeakMap();
const TYPING = "input, textarea, select, [contenteditable]";

// N opens the next task, unless the person is writing or has switched the key off.
function openNext(event) {
  if (event.key.toLowerCase() !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (document.body.dataset.keys === "off" || event.target.closest?.(TYPING)) return;
  document.querySelector("[data-next]")?.click();
}

// A second press must not send twice; `data-again` on a form lets it (a download). The button stays pressable for a screen reader, and says what happens.
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post" || "again" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) {
    atRest.set(button, [...button.childNodes]);
    button.textContent = button.dataset.busy;
  }
}

// Coming back with the browser's arrow: the form may be sent again.
function rest() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy='true']")) {
    button.removeAttribute("aria-busy");
    if (atRest.has(button)) button.replaceChildren(...atRest.get(button));
  }
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (event.type === "keydown" && event.key !== "Escape") return;
    if (event.type !== "keydown" && menu.contains(event.target)) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

// On a narrow screen the advice comes before its questions, so it starts folded.
function foldTips() {
  if (!matchMedia("(max-width: 61.99rem)").matches) return;
  for (const tips of document.querySelectorAll("details.tips[open]")) tips.open = false;
}

// On a narrow screen the parts of a case scroll sideways: the one that is shown is in sight.
function showPart() {
  for (const here of document.querySelectorAll(".jump [aria-current]")) {
    const parts = here.closest(".jump");
    parts.scrollLeft = here.offsetLeft - (parts.clientWidth - here.offsetWidth) / 2;
  }
}

function giveToken(event) {
  const token = document.querySelector("meta[name='csrf-token']");
  if (token) event.detail.headers["X-CSRFToken"] = token.content;
}

// A part of the page that cannot come alone, signed out or refused, comes as a whole page.
function comeWhole(event) {
  const { xhr, requestConfig, isError } = event.detail;
  const form = requestConfig.elt.closest("form");
  if (isError && form && requestConfig.verb === "post") {
    event.detail.shouldSwap = false;
    const pressed = requestConfig.triggeringEvent?.submitter;
    if (pressed?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value }));
    form.submit();
  } else if (isError || new URL(xhr.responseURL).pathname.startsWith("/accounts/")) {
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
}

// What was pressed may be gone with its part of the page: the focus goes to the first of these that is there.
function keepFocus(event) {
  const names = event.detail.requestConfig?.elt.dataset.focus;
  if (!names || (document.activeElement && document.activeElement !== document.body)) return;
  for (const name of names.split(" ")) {
    const found = document.getElementById(name);
    if (found) return found.focus();
  }
}

function focusErrors(root) {
  root.querySelector?.(".errors")?.focus();
}

addEventListener("keydown", openNext);
addEventListener("keydown", closeMenus);
addEventListener("click", closeMenus);
addEventListener("submit", sendOnce);
addEventListener("pageshow", rest);
addEventListener("htmx:configRequest", giveToken);
addEventListener("htmx:afterRequest", rest);
addEventListener("htmx:beforeSwap", comeWhole);
addEventListener("htmx:afterSettle", keepFocus);
addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

foldTips();
showPart();
focusErrors(document);
