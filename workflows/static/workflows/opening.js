// Opens a block of the editor when it was picked in the preview beside it, or is named in the address of the page, and
// puts the cursor into it.
"use strict";

(() => {
  const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable=true]";

  // Unfold everything that a block stands in, from the outside, and then the block itself.
  function unfold(block) {
    const folded = [];
    for (let place = block.querySelector("[data-panel]"); place; place = place.parentElement?.closest("[data-panel]")) {
      folded.unshift(place);
    }
    for (const panel of folded) {
      const toggle = panel.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
  }

  function open(id) {
    const block = document.querySelector(`[data-contentpath="${CSS.escape(id)}"]`);
    if (!block) return false;
    unfold(block);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    block.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    const field = [...block.querySelectorAll(FIELDS)].find((each) => each.checkVisibility());
    field?.focus({ preventScroll: true });
    return true;
  }

  // A link such as #block-… from another page: the blocks are drawn after this script has come.
  function openNamed() {
    const id = location.hash.match(/^#block-([-\w]+)$/)?.[1];
    if (!id) return;
    if (document.readyState === "complete" && open(id)) return;
    const drawn = new MutationObserver(() => {
      if (document.readyState === "complete" && open(id)) drawn.disconnect();
    });
    drawn.observe(document.documentElement, { childList: true, subtree: true });
    window.addEventListener("load", () => open(id) && drawn.disconnect(), { once: true });
  }
  openNamed();
  window.addEventListener("hashchange", openNamed);

  window.addEventListener("message", ({ origin, data }) => {
    if (origin === window.location.origin && typeof data?.workflowBlock === "string") open(data.workflowBlock);
  });
})();
