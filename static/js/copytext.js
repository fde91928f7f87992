// Copy what a message says.

import { say } from "./toasts.js";
import { bar, onChoose, onKey, tool } from "./tools.js";

const button = bar && tool("text");

async function copy(row) {
  const text = row.querySelector(".msg__text");
  if (!text || button.hidden) return;
  try {
    await navigator.clipboard.writeText(text.innerText);
  } catch {
    select(text);
    document.execCommand("copy"); // pages without HTTPS have no clipboard
  }
  say(button.dataset.done);
}

function select(text) {
  const range = document.createRange();
  range.selectNodeContents(text);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

if (button) {
  onKey("c", copy);
  onChoose("text", copy);
}
