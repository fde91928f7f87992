// The panel beside the room: opened by its button or Ctrl/Cmd and a full stop, closed the same way.

import { withCommand } from "./commandkey.js";
import { PLACED, list, on } from "./page.js";

const opener = document.querySelector("[data-opens-details]");
const panel = () => document.getElementById("details");
let isAsking = false; // a second press while the answer is on its way opens no second panel

async function ask(target, swap) {
  if (isAsking) return false;
  isAsking = true;
  try {
    await window.htmx.ajax("GET", opener.href, { source: opener, target, swap });
  } finally {
    isAsking = false;
  }
  return panel() !== null;
}

async function open() {
  if (!(await ask(".app", "beforeend"))) return;
  opener.setAttribute("aria-expanded", "true");
  panel().querySelector("[data-closes-details]").focus();
}

function close() {
  panel().remove();
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
}

const toggle = () => (panel() ? close() : open());

function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab shows it as a page
  if (!event.target.closest("[data-opens-details], [data-closes-details]")) return;
  event.preventDefault();
  toggle();
}

function onKey(event) {
  const isShortcut = event.key === "." && withCommand(event);
  const isEscape = event.key === "Escape" && !event.defaultPrevented && panel()?.contains(event.target);
  if (!isShortcut && !isEscape) return;
  event.preventDefault();
  toggle();
}

/** Somebody came, went or changed the room: the panel tells it too, unless its reader is busy in it. */
function refresh({ target, placed }) {
  if (target !== list || !panel() || panel().contains(document.activeElement)) return;
  if (!placed.some((row) => row.matches(".sysmsg"))) return;
  ask("#details", "outerHTML");
}

if (opener) {
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", "details");
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  on(PLACED, refresh);
}
