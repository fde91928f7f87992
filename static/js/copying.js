// Copy a message's address.

import { say } from "./toasts.js";
import { bar, closeMenu, onAttach, onKey, tool } from "./tools.js";

const link = bar && tool("link");

async function copy(event) {
  event?.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return window.location.assign(link.href); // pages without HTTPS have no clipboard
  }
  closeMenu();
  return say(link.dataset.done);
}

if (link) {
  onAttach((row, address) => (link.href = address));
  onKey("l", () => copy());
  link.addEventListener("click", copy);
}
