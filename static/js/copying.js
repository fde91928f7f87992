// Copy a message's address.

import { say } from "./toasts.js";
import { bar, closeMenu, onAttach, onKey, tool } from "./tools.js";

const link = bar && tool("link");

async function copy(event) {
  const { href } = link; // of this message, whatever is pointed at meanwhile
  event?.preventDefault();
  closeMenu();
  try {
    await navigator.clipboard.writeText(href);
  } catch {
    return window.location.assign(href); // pages without HTTPS have no clipboard
  }
  return say(link.dataset.done);
}

if (link) {
  onAttach((row, address) => (link.href = address));
  onKey("l", () => copy());
  link.addEventListener("click", copy);
}
