// What this page knows of its room's version, and how it asks for what it missed.

import { endUrl, isNewest, list, roomUrl } from "./page.js";

export const version = () => Number(list.dataset.version);

let asking = false;
let askAgain = false;

/** Take note of an envelope: it goes on from ours, leaves a hole, or says that too much is missing. */
export function follow({ dataset }) {
  if (!dataset || dataset.room !== list.dataset.room) return;
  if (dataset.more !== undefined) startAfresh();
  else if (Number(dataset.since) > version()) catchUp();
  else list.dataset.version = Math.max(version(), Number(dataset.version));
}

/** Ask for all changes since a version: this page's, if no other is given. */
export async function catchUp(since = version()) {
  if (!list) return;
  askAgain = asking;
  if (asking) return;
  asking = true;
  try {
    await window.htmx.ajax("GET", `${roomUrl}changes/?since=${since}`, { source: list, swap: "none" });
  } catch {
    // Not now: the next connection, poll or push asks again.
  } finally {
    asking = false;
  }
  if (askAgain) catchUp(); // another hole showed in the meantime
}

/** Too much is missing: load the newest page in place of this one, and keep what is not sent yet. */
async function startAfresh() {
  if (!isNewest()) return;
  const unsent = list.querySelectorAll(":scope > [data-state]");
  const answer = await fetch(endUrl, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return window.location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("messages");
  list.replaceChildren(...fresh.children, ...unsent);
  list.dataset.version = fresh.dataset.version;
  window.htmx.process(list);
  document.dispatchEvent(
    new CustomEvent("texter:placed", { detail: { target: list, placed: [...list.children], style: "afresh" } }),
  );
}
