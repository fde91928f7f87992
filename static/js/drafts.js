// An unsent text per room outlives the page.

import { composer, write } from "./composer.js";
import { list, me } from "./page.js";

const PAUSE = 300; // milliseconds

const key = list && `draft.${me}.${list.dataset.room}`;
let isSent = false;

/** The text goes out with the page itself. */
export function forgetDraft() {
  isSent = true;
}

function save() {
  if (composer.value && !isSent) localStorage.setItem(key, composer.value);
  else localStorage.removeItem(key);
}

if (composer) {
  let timer;
  if (!composer.value) write(localStorage.getItem(key) ?? "");
  composer.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });
  window.addEventListener("pagehide", save);
}
