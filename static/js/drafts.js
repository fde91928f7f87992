// An unsent text per room outlives the page, and with it what it answers.

import { composer, draft, write } from "./composer.js";
import { isForgotten } from "./goodbye.js";
import { list, me, on } from "./page.js";
import { ANSWERING, answered, takeUp } from "./replying.js";
import { draftsOf, setItem } from "./storage.js";

const PAUSE = 300; // milliseconds

const key = list && draftsOf(me) + list.dataset.room;
let isSent = false;
let isTouched = false; // what only stands there may have been sent from another tab

/** The text goes out with the page itself. */
export function forgetDraft() {
  isSent = isTouched = true;
}

/** The page stays after all. */
export function rememberDraft() {
  isSent = false;
}

function save() {
  if (!isTouched || isForgotten()) return;
  store(key, draft());
  store(`${key}.reply`, answered());
}

function store(name, value) {
  if (value && !isSent) setItem(name, value);
  else localStorage.removeItem(name);
}

function restore() {
  const original = localStorage.getItem(`${key}.reply`);
  if (composer.value) return; // what the server gave back goes before
  write(localStorage.getItem(key) ?? "");
  if (original) takeUp(original);
}

function touch() {
  isTouched = true;
  save();
}

if (composer) {
  let timer;
  restore();
  composer.addEventListener("input", () => {
    isTouched = true;
    window.clearTimeout(timer);
    if (composer.value) timer = window.setTimeout(save, PAUSE);
    else save(); // what is sent is no draft from that moment
  });
  on(ANSWERING, touch);
  window.addEventListener("pagehide", save);
}
