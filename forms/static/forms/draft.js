/* Keeps what one types while one types: two seconds after the last key, and never later than five after the
   first. Also when the page is left. Everything works without it, by a button. */

const PAUSE = 2000;
const AT_MOST = 5000;
const KEPT_ALIVE = 60_000; // characters: browsers let no more outlive a page

class Draft {
  constructor(form, line) {
    this.form = form;
    this.line = line;
    this.sent = this.typed();
    this.waiting = 0;
    this.since = 0;
    this.busy = false;
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.later());
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.save());
    addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
    });
  }

  /** Everything that is typed, without files and without the token of the page. */
  typed() {
    const data = new FormData(this.form);
    data.delete("csrfmiddlewaretoken");
    const words = [...data].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(words).toString();
  }

  later() {
    const now = Date.now();
    this.since ||= now;
    clearTimeout(this.waiting);
    const left = Math.max(0, Math.min(PAUSE, this.since + AT_MOST - now));
    this.waiting = setTimeout(() => this.save(), left);
  }

  leave() {
    const body = this.typed();
    if (body === this.sent || this.form.dataset.sent) return;
    this.post(body, body.length < KEPT_ALIVE).catch(() => {});
    this.sent = body;
  }

  async save() {
    const body = this.typed();
    if (body === this.sent || this.form.dataset.sent) {
      this.since = 0;
      return;
    }
    if (this.busy) {
      this.later();
      return;
    }
    this.busy = true;
    this.since = 0;
    try {
      const told = await (await this.post(body, false)).json();
      if (told.saved) this.sent = body;
      this.say(told.words, !told.saved);
    } catch {
      this.say(this.form.dataset.draftFailed, true);
      this.waiting = setTimeout(() => this.save(), AT_MOST);
    } finally {
      this.busy = false;
    }
  }

  post(body, keepalive) {
    return fetch(this.form.dataset.draft, {
      method: "POST",
      headers: {
        "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]").value,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body,
      keepalive,
      redirect: "error",
    });
  }

  say(words, failed) {
    this.line.classList.toggle("saved--done", !failed);
    this.line.textContent = words;
  }
}

const form = document.querySelector("form[data-draft]");
const line = document.querySelector("#saved");
if (form && line) new Draft(form, line);
