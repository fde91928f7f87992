// Mark unread from a message on.

import { readFrom } from "./reading.js";
import { bar, closeMenu, onAttach, onKey, tool } from "./tools.js";

const form = bar && tool("unread");

function markUnread(event) {
  event?.preventDefault();
  closeMenu();
  readFrom(Number(form.elements.seq.value));
}

if (form) {
  onAttach((row) => (form.elements.seq.value = row.dataset.seq));
  onKey("u", () => markUnread());
  form.addEventListener("submit", markUnread);
}
