// The log by keyboard: a roving list that is entered from the composer and left with Escape.

import { composer } from "./composer.js";
import { list } from "./page.js";

const ENTER = (event) => event.key === "Tab" && event.shiftKey;

const STEPS = {
  ArrowUp: (all, at) => all[at - 1],
  ArrowDown: (all, at) => all[at + 1],
  Home: (all) => all[0],
  End: (all) => all.at(-1),
};

const messages = () => [...list.querySelectorAll(":scope > .msg")];

function enter(event) {
  if (composer.value || !ENTER(event)) return;
  const last = messages().at(-1);
  if (!last) return;
  event.preventDefault();
  last.focus();
}

function move(event) {
  const row = event.target.closest(".msg");
  if (!row || event.target !== row) return;
  if (event.key === "Escape") {
    event.preventDefault();
    composer.focus();
  } else if (STEPS[event.key] && !event.altKey) {
    event.preventDefault();
    const all = messages();
    (STEPS[event.key](all, all.indexOf(row)) ?? composer).focus();
  }
}

if (composer) {
  composer.addEventListener("keydown", enter);
  list.addEventListener("keydown", move);
}
