// What waits in the outbox for this room stands in the log: under way, or with what went wrong.

import { composer, write } from "./composer.js";
import { tellOthers } from "./otherpages.js";
import { discard, entries } from "./outboxstore.js";
import { PLACED, isNewest, list, me, on, roomUrl } from "./page.js";
import { echo, pendingRow, setState, takeAway } from "./pending.js";
import { refuse } from "./refusing.js";
import { takeReply } from "./replying.js";
import { ENTRY, flush, retry } from "./sending.js";

const shown = new Set();

/** A message of this room as the outbox keeps it. */
export const entryOf = (id, body, replyTo, files = []) => ({
  id, body, replyTo, files,
  person: me, room: list.dataset.room, url: roomUrl,
  order: performance.timeOrigin + performance.now(),
});

export function show(entry) {
  shown.add(entry.id);
  const row = echo(entry);
  if (!entry.files.length) return row;
  row.toggleAttribute("data-carries", true);
  import("./pendingfiles.js").then(({ drawFiles }) => drawFiles(row, entry, giveUp)).catch(() => {});
  return row;
}

/** What earlier pages could not send. Away from the end there is no place to show it yet. */
async function showLeftovers() {
  for (const entry of await entries()) if (entry.room === list.dataset.room) await showLeftover(entry);
  flush();
}

async function showLeftover(entry) {
  const { id, body, refused, files } = entry;
  const present = list.querySelector(`[data-client-id="${CSS.escape(id)}"]`);
  if (present?.dataset.seq) return discard(id);
  if (present || !isNewest()) return undefined;
  if (body && body === composer.value) forgetWritten(); // it was a draft until it was sent
  const row = show(entry);
  if (refused) refuse(row, refused);
  else if (files.some((file) => file.refused)) setState(row, "failed");
  return undefined;
}

function forgetWritten() {
  takeReply();
  write("");
}

function onEntry({ id, state, words, key, isFinal, isHeard }) {
  const row = pendingRow(id);
  if (!row) return;
  if (state === "sent") row.remove();
  else if (state === "gone") takeAway(row);
  else if (isFinal) refuse(row, words, isHeard);
  else setState(row, state, key ? "" : words); // a file says by itself what is wrong with it
}

/** The push may come before the answer, or in its place. */
function onPlaced({ target, placed }) {
  if (target !== list) return;
  for (const { dataset } of placed) if (dataset.seq && shown.delete(dataset.clientId)) discard(dataset.clientId);
}

function onClick({ target }) {
  const row = target.closest('[data-state="failed"]');
  if (!row) return;
  if (target.closest("[data-retry]")) retry(row.dataset.clientId);
  else if (target.closest("[data-discard]")) giveUp(row);
}

async function giveUp(row) {
  const id = row.dataset.clientId;
  const entry = (await entries()).find((each) => each.id === id);
  await discard(id);
  tellOthers({ id, state: "gone" });
  takeAway(row);
  composer.focus();
  flush();
  if (entry?.files.length) (await import("./uploading.js")).takeBack(entry.url, entry.files);
}

if (composer) {
  document.addEventListener("click", onClick);
  on(PLACED, onPlaced);
  on(ENTRY, onEntry);
  window.addEventListener("pageshow", showLeftovers);
}
