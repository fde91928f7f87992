// Deleting: one's own message at once, with a way back for a few seconds; others' after a question.

import { canRemove, isMine } from "./offering.js";
import { stamp } from "./page.js";
import { post } from "./posting.js";
import { hide, say, show } from "./toasts.js";
import { addressOf, bar, closeMenu, onAttach, onKey, tool, toolRow } from "./tools.js";

const KEYS = ["delete", "backspace"];

async function remove(row) {
  const address = addressOf(row);
  const done = await post(`${address}delete/`);
  const toast = stamp("undo-toast");
  if (done !== true) return say(done || toast.dataset.failed);
  toast.querySelector("[data-undo]").addEventListener("click", () => undo(row.id, address, toast.dataset.failed));
  return show(toast);
}

async function undo(id, address, failed) {
  hide();
  const done = await post(`${address}restore/`);
  if (done !== true) return say(done || failed);
  return document.getElementById(id)?.focus({ preventScroll: true });
}

function onDeleteKey(row) {
  if (isMine(row)) remove(row);
  else if (canRemove(row)) tool("remove").click();
}

if (bar) {
  onAttach((row, address) => (tool("remove").href = `${address}remove/`));
  for (const key of KEYS) onKey(key, onDeleteKey);
  tool("delete").addEventListener("click", () => {
    closeMenu();
    remove(toolRow());
  });
  tool("remove").addEventListener("click", () => closeMenu({ focus: false }));
}
