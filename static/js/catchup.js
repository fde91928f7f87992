// What this page knows of its room's version, and how it asks for what it missed.

import { PLACED, endUrl, isNewest, list, roomUrl, rows, tell } from "./page.js";

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

/** What just came shows an older version than ours: what changed since was not for us then, and is now. */
export function rewind(to) {
  if (!(Number(to) < version())) return;
  list.dataset.version = to;
  catchUp();
}

/** Ask for all changes since this page's version. */
export async function catchUp() {
  if (!list) return;
  askAgain = asking;
  if (asking) return;
  asking = true;
  try {
    await window.htmx.ajax("GET", `${roomUrl}changes/?since=${version()}`, { source: list, swap: "none" });
  } catch {
    // Not now: the next connection, poll or push asks again.
  } finally {
    asking = false;
  }
  if (askAgain) catchUp(); // another hole showed in the meantime
}

/** Too much is missing: load the newest page in place of this one, and keep what is not sent yet. */
async function startAfresh() {
  if (!isNewest()) return window.location.assign(`${roomUrl}?after=${rows()[0].dataset.seq - 1}`);
  const answer = await fetch(endUrl, { credentials: "same-origin" }).catch(() => null);
  if (!answer) return undefined; // the next connection, poll or push brings us here again
  if (!answer.ok || answer.redirected) return window.location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const unsent = list.querySelectorAll(":scope > [data-state]");
  const fresh = page.getElementById("messages");
  if (!fresh) return window.location.reload(); // no longer in the room: its address asks whether to join
  list.replaceChildren(...fresh.children, ...unsent);
  list.dataset.version = fresh.dataset.version;
  window.htmx.process(list);
  tell(PLACED, { target: list, placed: [...list.children], style: "afresh" });
  return catchUp(); // what was pushed while the page was on its way
}
