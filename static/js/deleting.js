// Deleting: one's own message at once, with a way back for a few seconds; others' after a question.

import { canRemove, isMine } from "./offering.js";
import { stamp } from "./page.js";
import { change, post } from "./posting.js";
import { hide, say, show } from "./toasts.js";
import { addressOf, bar, onAttach, onChoose, onKey, tool } from "./tools.js";

const KEYS = ["delete", "backspace"];

async function remove(row) {
  const address = addressOf(row);
  const done = await post(`${address}delete/`);
  const toast = stamp("undo-toast");
  if (done !== true) return say(done);
  toast.querySelector("[data-undo]").addEventListener("click", () => undo(row.id, address));
  return show(toast);
}

async function undo(id, address) {
  hide();
  if (!(await change(`${address}restore/`))) return undefined;
  return document.getElementById(id)?.focus({ preventScroll: true });
}

function onDeleteKey(row) {
  if (isMine(row)) remove(row);
  else if (canRemove(row)) tool("remove").click();
}

if (bar) {
  onAttach((row, address) => (tool("remove").href = `${address}remove/`));
  for (const key of KEYS) onKey(key, onDeleteKey);
  onChoose("delete", remove);
  onChoose("remove");
}
