// While the reader scrolls, a pill says which day is in view.

import { dateOf, dayName } from "./grouping.js";
import { list, rows, scroller } from "./page.js";

const STAYS = 1000; // milliseconds
const NEAR = 48; // pixels: a day line this close to the top says it itself

const pill = document.querySelector(".log__date");
let timer = null;

function show() {
  const top = scroller.getBoundingClientRect().top;
  const row = rows().find((candidate) => candidate.getBoundingClientRect().bottom > top);
  const lines = [...list.querySelectorAll(":scope > .day")];
  const isSaid = lines.some((line) => Math.abs(line.getBoundingClientRect().top - top) < NEAR);
  if (row) pill.textContent = dayName(dateOf(row));
  pill.classList.toggle("is-visible", Boolean(row) && !isSaid);
  window.clearTimeout(timer);
  timer = window.setTimeout(() => pill.classList.remove("is-visible"), STAYS);
}

if (pill && scroller) {
  // Only what the reader's own hand moves counts, not the log that keeps itself at the end.
  for (const name of ["wheel", "touchmove"]) scroller.addEventListener(name, show, { passive: true });
}
