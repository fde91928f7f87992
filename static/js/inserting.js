// The composer's emoji button puts one where the caret is.

import { composer, write } from "./composer.js";
import { pick } from "./picking.js";

async function insert(event) {
  const button = event.target.closest("[data-insert-emoji]");
  if (!button) return;
  const { selectionStart: start, selectionEnd: end } = composer;
  const emoji = await pick(button);
  composer.focus();
  if (!emoji) return;
  const text = composer.value;
  write(text.slice(0, start) + emoji + text.slice(end));
  composer.setSelectionRange(start + emoji.length, start + emoji.length);
}

if (composer) document.addEventListener("click", insert);
