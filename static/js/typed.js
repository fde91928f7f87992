// Changing the composer's text as if it had been typed: the browser's own undo takes it back.

import { composer } from "./composer.js";

export function replace(from, to, text) {
  composer.focus();
  composer.setSelectionRange(from, to);
  const isTyped = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (isTyped) return;
  composer.setRangeText(text, from, to, "end");
  composer.dispatchEvent(new Event("input", { bubbles: true }));
}
