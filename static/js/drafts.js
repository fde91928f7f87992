// An unsent text per room outlives the page, and with it what it answers.

import { composer, draft, write } from "./composer.js";
import { forgetMine } from "./outboxstore.js";
import { list, me, on, SIGNS_OUT } from "./page.js";
import { ANSWERING, answered, takeUp } from "./replying.js";

const PAUSE = 300; // milliseconds
const FORGOTTEN = "forgotten"; // when somebody signed out here, in milliseconds

const key = list && `draft.${me}.${list.dataset.room}`;
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

/** Somebody signed out in another tab since this page was opened: what it holds goes with them. */
const isForgotten = () => Number(localStorage.getItem(FORGOTTEN)) > performance.timeOrigin;

function save() {
  if (!isTouched || isForgotten()) return;
  store(key, draft());
  store(`${key}.reply`, answered());
}

function store(name, value) {
  if (value && !isSent) localStorage.setItem(name, value);
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

/** Whoever signs out leaves nothing behind for the next person at this browser. */
function forgetAll({ target }) {
  if (!navigator.onLine) return; // nobody gets out, and goes on here
  if (!target.matches(SIGNS_OUT)) return;
  isSent = isTouched = true;
  forgetMine();
  const mine = Object.keys(localStorage).filter((name) => /^draft\.|^emoji$/.test(name));
  mine.forEach((name) => localStorage.removeItem(name));
  localStorage.setItem(FORGOTTEN, Date.now());
}

document.addEventListener("submit", forgetAll);

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
