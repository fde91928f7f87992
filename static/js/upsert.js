// The one swap that puts anything into a page: newer replaces, older is ignored, absent is inserted.
//
// "upsert" is for pushes, catch-up and answers to posts: a message outside the loaded range is not
// ours to show. "extend" is for history, which is what lies outside.

import { follow, rewind } from "./catchup.js";
import { PLACED, isNewest, list, me, rows, tell } from "./page.js";
import { keepPosition } from "./scroll.js";

// After an error in here htmx falls back to this style, and any other would wipe the log.
window.htmx.config.defaultSwapStyle = "none";

window.htmx.defineExtension("upsert", {
  handleSwap(style, target, fragment) {
    if (style !== "upsert" && style !== "extend") return false;
    return target === list ? swapLog(style, fragment) : swapList(target, fragment, style);
  },
});

function swapLog(style, envelope) {
  if (style === "upsert") follow(envelope);
  const placed = [];
  const fresh = []; // those that were not there before: what changed is nothing new to read
  keepPosition(() => {
    for (const child of [...envelope.children]) {
      const isFresh = document.getElementById(child.id) === null;
      if (!place(child, style)) continue;
      placed.push(child);
      if (isFresh) fresh.push(child);
    }
    tell(PLACED, { target: list, placed, fresh, style }); // day lines and groups change heights too
  });
  if (envelope.dataset?.newest !== undefined) {
    list.dataset.newest = "true";
    document.getElementById("more-after")?.remove();
  }
  if (style === "extend") rewind(envelope.dataset.version);
  return placed;
}

function place(child, style) {
  const present = document.getElementById(child.id);
  if (present) return isNewer(child, present) && replace(present, child);
  const pending = ownPending(child);
  const focused = pending?.contains(document.activeElement);
  if (style === "upsert" && !isInRange(Number(child.dataset.seq))) {
    pending?.remove();
    return false;
  }
  insert(child);
  pending?.remove();
  if (focused) child.focus({ preventScroll: true });
  return true;
}

const isNewer = (child, present) =>
  child.dataset.version === undefined || Number(child.dataset.version) > Number(present.dataset.version);

function replace(present, child) {
  const focused = present.contains(document.activeElement);
  present.replaceWith(child);
  if (focused) child.focus({ preventScroll: true });
  return true;
}

/** My own unconfirmed row that this message confirms. */
function ownPending(child) {
  if (child.dataset.author !== me) return null;
  return list.querySelector(`:scope > [data-state][data-client-id="${CSS.escape(child.dataset.clientId)}"]`);
}

function isInRange(seq) {
  const loaded = rows();
  if (!loaded.length) return isNewest();
  const first = Number(loaded[0].dataset.seq);
  const last = Number(loaded.at(-1).dataset.seq);
  return seq > first && (seq < last || isNewest());
}

/** By seq; whatever has none yet stays below. */
function insert(child) {
  const seq = Number(child.dataset.seq);
  const before = rows().findLast((row) => Number(row.dataset.seq) < seq);
  if (before) return before.after(child);
  const next = list.querySelector(":scope > .day, :scope > [data-seq], :scope > [data-state], :scope > #more-after");
  return list.insertBefore(child, next);
}

function swapList(target, envelope, style) {
  const placed = [];
  for (const child of [...envelope.children]) {
    const present = document.getElementById(child.id);
    if (present && !isNewer(child, present) && !isSameFact(child, present)) continue;
    if (present) replace(present, child);
    else target.insertBefore(child, [...target.children].find((other) => comesBefore(child, other)) ?? null);
    placed.push(child);
  }
  tell(PLACED, { target, placed, style });
  return placed;
}

/** What is the viewer's own changes without a version of its room. */
const isSameFact = (child, present) => child.matches("data") && child.dataset.version === present.dataset.version;

const comesBefore = (child, other) =>
  child.dataset.sort !== undefined && child.dataset.sort.localeCompare(other.dataset.sort ?? "") < 0;
