// The composer's emoji button puts one where the caret is.

import { composer } from "./composer.js";
import { pick } from "./picking.js";
import { replace } from "./typed.js";

async function insert(event) {
  const button = event.target.closest("[data-insert-emoji]");
  if (!button) return;
  const { selectionStart: start, selectionEnd: end } = composer;
  const emoji = await pick(button);
  composer.focus();
  if (emoji) replace(start, end, emoji);
}

if (composer) document.addEventListener("click", insert);
