// A button beside an address or a number that puts it on the clipboard and says so. Without scripts it is text to select.

// An address that is not secure has no clipboard: the words are marked and copied the old way.
async function copy(text, place) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const range = document.createRange();
  range.selectNodeContents(place);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (!document.execCommand("copy")) throw new Error("not copied");
}

function offer(place) {
  const { copy: label, copied, named } = place.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small copying";
  button.textContent = label;
  if (named) button.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${named}` }));
  const said = Object.assign(document.createElement("span"), { className: "copying__said" });
  said.setAttribute("role", "status");
  place.after(" ", button, " ", said);
  button.addEventListener("click", async () => {
    try {
      await copy(place.textContent.trim(), place);
      said.textContent = copied;
    } catch {
      said.textContent = place.dataset.failed;
    }
  });
}

for (const place of document.querySelectorAll("[data-copy]")) offer(place);
