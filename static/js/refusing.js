// What the server will never take: why, and how it gets back into the composer.

import { giveBackFiles } from "./attaching.js";
import { composer, putBack } from "./composer.js";
import { tellOthers } from "./otherpages.js";
import { discard, entries } from "./outboxstore.js";
import { pendingRow, setState, takeAway } from "./pending.js";
import { takeUp } from "./replying.js";

const isBusy = () => composer.value !== "" || composer.form.matches("[data-editing]");

/** Say why, and give the text back at once where there is room for it and somebody looks. */
export function refuse(row, words, isHeard = false) {
  setState(row, "failed", words);
  const isCarrying = row.matches("[data-carries]"); // what became of a file may be another thing by now
  row.querySelector("[data-retry]").hidden = !isCarrying;
  row.querySelector("[data-rewrite]").hidden = false;
  if (isCarrying || isHeard || document.hidden || isBusy()) return;
  row.querySelector("[data-rewrite]").hidden = true;
  giveBack(row.querySelector(".msg__text").textContent, row.dataset.replyTo);
  discard(row.dataset.clientId);
  tellOthers({ id: row.dataset.clientId, state: "gone" });
}

function giveBack(body, replyTo) {
  putBack(body);
  if (replyTo) takeUp(replyTo);
}

/** Into the composer with all of it: text, files and what it answers. */
async function rewrite(row) {
  const id = row.dataset.clientId;
  const entry = (await entries()).find((each) => each.id === id);
  if (!entry || !pendingRow(id)) return;
  await discard(id);
  tellOthers({ id, state: "gone" });
  takeAway(row);
  giveBack(entry.body, entry.replyTo);
  giveBackFiles(entry.files);
  composer.focus();
}

if (composer) {
  document.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-rewrite]")?.closest("[data-state]");
    if (row) rewrite(row);
  });
}
