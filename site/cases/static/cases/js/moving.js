// While cases are moving, fetches the page again and shows how far it has come. Without it, "Look again" does.
const PAUSE = 2000;

async function look() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("moving");
  if (answer.ok && fresh) {
    document.getElementById("moving").replaceWith(document.adoptNode(fresh));
  }
  if (document.querySelector("[data-moving]")) {
    setTimeout(look, PAUSE);
  }
}

setTimeout(look, PAUSE);
