// Tell the server of one change to a message; what it answers goes where pushes go, and a refusal is said.

const line = document.getElementById("refusal");
const SHOWN_FOR = 6000; // milliseconds

let timer = null;

/** A refusal is a short text; whatever is not, like a proxy's page, is not for reading. */
const isWords = (answer) => answer?.headers.get("Content-Type")?.startsWith("text/plain");

export function refuse(words = "") {
  line.textContent = words || line.dataset.failed;
  line.hidden = false;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => (line.hidden = true), SHOWN_FOR);
}

/** Whether it was done. */
export async function post(url, values) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(values) }).catch(() => null);
  const text = answer ? await answer.text().catch(() => "") : "";
  if (!answer?.ok) {
    refuse(isWords(answer) ? text : "");
    return false;
  }
  line.hidden = true;
  if (text) window.htmx.swap(document.body, text, { swapStyle: "none" });
  return true;
}
