/* Keeps a draft while one writes, so that nothing typed is lost. Everything works without it. */

const PAUSE = 2000; // after the last key
const form = document.querySelector("form[data-draft]");
const line = document.querySelector("#saved");

let waiting = 0;
let sent = "";
let busy = false;

function typed() {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  return new URLSearchParams(data).toString();
}

function say(words, { failed = false } = {}) {
  line.classList.toggle("saved--done", !failed);
  line.textContent = words;
}

async function save() {
  const body = typed();
  if (busy || body === sent || form.dataset.sent) return;
  busy = true;
  try {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      headers: { "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" },
      body,
      redirect: "error",
    });
    const told = await answer.json();
    if (told.saved) sent = body;
    say(told.words, { failed: !told.saved });
  } catch {
    say(form.dataset.draftFailed, { failed: true });
  } finally {
    busy = false;
  }
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE);
}

if (form && line) {
  sent = typed();
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

// On a narrow screen the questions come first; what is known is one press away.
if (matchMedia("(max-width: 61.99rem)").matches) {
  for (const known of document.querySelectorAll("details[data-fold][open]")) known.open = false;
}
