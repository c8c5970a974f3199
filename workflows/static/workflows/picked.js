// In the preview beside the editor: what is picked in the picture, the problems or the text is opened in the editor.
// On a page of its own, or without scripts, the same links lead to the line of the text.
const opens = JSON.parse(document.getElementById("opens")?.textContent ?? "{}");

if (window.parent !== window) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-part]");
    const block = opens[link?.dataset.part];
    if (!block) return;
    event.preventDefault();
    window.parent.postMessage({ workflowBlock: block }, window.location.origin);
  });
}
