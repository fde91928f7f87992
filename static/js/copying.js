// Copy a message's address.

import { bar, closeMenu, onAttach, onKey, tool } from "./tools.js";

const SHOWN_FOR = 1500; // milliseconds

const link = bar && tool("link");

async function copy(event) {
  event?.preventDefault();
  const words = link.querySelector("span");
  const before = words.textContent;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return window.location.assign(link.href); // pages without HTTPS have no clipboard
  }
  words.textContent = link.dataset.done;
  return window.setTimeout(() => {
    words.textContent = before;
    closeMenu({ focus: false });
  }, SHOWN_FOR);
}

if (link) {
  onAttach((row, address) => (link.href = address));
  onKey("l", () => copy());
  link.addEventListener("click", copy);
}
