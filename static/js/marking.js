// Mark unread from a message on.

import { readFrom } from "./reading.js";
import { bar, closeMenu, onAttach, onKey, tool } from "./tools.js";

const form = bar && tool("unread");

function markUnread(event) {
  const seq = Number(form.elements.seq.value);
  event?.preventDefault();
  closeMenu();
  readFrom(seq);
}

if (form) {
  onAttach((row) => (form.elements.seq.value = row.dataset.seq));
  onKey("u", () => markUnread());
  form.addEventListener("submit", markUnread);
}
