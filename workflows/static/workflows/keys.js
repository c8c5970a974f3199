// Offers what there is wherever a workflow names something else: roles, steps, phases, forms, facts.
// Without it the key is typed by hand; publishing checks it either way.
"use strict";

(() => {
  const KINDS = {
    roles: ["role"],
    phases: ["phase"],
    outcomes: ["outcome"],
    steps: ["task", "meeting", "decision", "several"],
    events: ["event"],
    obligations: ["obligation"],
  };
  const LONGEST = 90; // characters of a name that are shown under a field
  let known = null;

  // What the server knows: forms with their questions, roles of the platform, facts and days of a case.
  function lists(input) {
    known ??= fetch(input.dataset.workflowLists, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : {}));
    return known;
  }

  // The same key as the server makes of a title: "Hur nu?" becomes hur_nu.
  function keyFrom(title) {
    const plain = title.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
    const words = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60).replace(/_+$/, "");
    const key = words && !/^[a-z]/.test(words) ? `q_${words}` : words;
    return key.slice(0, 40).replace(/_+$/, "");
  }

  function valueOf(name) {
    return document.getElementsByName(name)[0]?.value.trim() ?? "";
  }

  // Every block on the page that was not removed: its kind, key, title and form.
  function blocks() {
    return [...document.querySelectorAll('input[type="hidden"][name$="-type"]')].flatMap((kind) => {
      const place = kind.name.slice(0, -"-type".length);
      if (valueOf(`${place}-deleted`)) return [];
      const title = valueOf(`${place}-value-title`);
      const key = valueOf(`${place}-value-key`) || valueOf(`${place}-value-code`) || keyFrom(title);
      return [{ kind: kind.value, key, title, form: valueOf(`${place}-value-form`) }];
    });
  }

  window.workflowBlocks = blocks; // decision tables are judged by what stands in the other blocks

  function named(...kinds) {
    return blocks().filter((block) => block.key && kinds.includes(block.kind)).map(({ key, title }) => [key, title]);
  }

  function answers(server) {
    return blocks().filter((block) => block.kind !== "several").flatMap((block) => {
      const step = block.kind === "start" ? "start" : block.key;
      return Object.entries(server.fields?.[block.form] ?? {}).map(([field, label]) => [`${step}.${field}`, label]);
    });
  }

  // What is counted of the answers of several parties.
  function counts(server) {
    return blocks().filter((block) => block.kind === "several").flatMap((block) => (
      Object.entries(server.counts?.[block.form] ?? {}).map(([name, label]) => [`${block.key}.${name}`, label])
    ));
  }

  // The form of the block that an input stands in, however deep.
  function formBeside(input) {
    for (let place = input.name; place.includes("-"); place = place.slice(0, place.lastIndexOf("-"))) {
      const form = valueOf(`${place}-form`);
      if (form) return form;
    }
    return "";
  }

  function prefixed(prefix, pairs) {
    return pairs.map(([key, title]) => [prefix + key, title]);
  }

  function offers(those, input, server) {
    if (KINDS[those]) return named(...KINDS[those]);
    switch (those) {
      case "forms":
      case "surveys":
      case "platform-roles":
      case "units":
      case "organisations":
      case "organisation-kinds":
        return Object.entries(server[those] ?? {});
      case "laws":
        return named("law");
      case "fields":
        return Object.entries(server.fields?.[formBeside(input)] ?? {});
      case "facts":
        return [
          ...answers(server),
          ...counts(server),
          ...prefixed("done.", named(...KINDS.steps, "event")),
          ...named("event").map(([key, title]) => [`event.${key}.times`, title]),
          ...prefixed("met.", named("obligation")),
          ...Object.entries(server.facts ?? {}),
        ];
      case "anchors":
        return [
          ...Object.entries(server.anchors ?? {}),
          ...prefixed("phase:", named("phase")),
          ...prefixed("obligation:", named("obligation")),
          ...prefixed("answer:", answers(server)),
        ];
      default:
        return [];
    }
  }

  function list(id) {
    const found = document.getElementById(id);
    if (found) return found;
    const made = document.createElement("datalist");
    made.id = id;
    return document.body.appendChild(made);
  }

  async function refresh(input) {
    const server = await lists(input);
    const those = input.dataset.workflowKeys;
    // After a comma the next key is offered behind what stands there already.
    const before = input.value.includes(",") ? input.value.replace(/[^,]*$/, "").trim() + " " : "";
    const options = offers(those, input, server).map(([key, title]) => new Option(title, before + key));
    list(`workflow-${those}`).replaceChildren(...options);
  }

  // Under the field: what its keys are called. A key that nobody knows says nothing, publishing names it.
  async function tell(input) {
    const called = new Map(offers(input.dataset.workflowKeys, input, await lists(input)));
    const keys = input.value.split(/[\s,;]+/).filter(Boolean);
    const said = keys.map((key) => called.get(key)).filter(Boolean).map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
    note(input).textContent = said.join(", ");
  }

  function note(input) {
    const next = input.nextElementSibling;
    if (next?.matches(".help[data-workflow-said]")) return next;
    const made = document.createElement("div");
    made.className = "help";
    made.dataset.workflowSaid = "";
    made.id = `${input.id}-said`;
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${made.id}`.trim());
    input.after(made);
    return made;
  }

  // Only fields that somebody can see are told about: most are folded away.
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) tell(target);
  });
  function find(part) {
    for (const input of part.querySelectorAll?.("input[data-workflow-keys]") ?? []) seen.observe(input);
  }
  find(document);
  new MutationObserver((changes) => {
    for (const change of changes) for (const added of change.addedNodes) find(added);
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("input[data-workflow-keys]")) tell(target);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.("input[data-workflow-keys]")) refresh(target);
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("input[data-workflow-keys]") && target.value.endsWith(",")) refresh(target);
  });
})();
