// The panel beside the room: opened by its button or Ctrl/Cmd and a full stop, closed the same way.

import { withCommand } from "./commandkey.js";
import { PLACED, list, on } from "./page.js";

const opener = document.querySelector("[data-opens-details]");
const panel = () => document.getElementById("details");
let isAsking = false; // a second press while the answer is on its way opens no second panel
let isStale = false; // something changed since then

async function ask(target, swap, select) {
  isAsking = true;
  isStale = false;
  await window.htmx.ajax("GET", opener.href, { source: opener, target, swap, select }).catch(() => {});
  isAsking = false;
}

async function open() {
  if (isAsking) return;
  await ask(".app", "beforeend");
  if (!panel()) return;
  opener.setAttribute("aria-expanded", "true");
  panel().querySelector("[data-closes-details]").focus();
  follow();
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

/** The panel tells what changed, too: at once, or when its reader is no longer busy in it. */
async function follow() {
  const told = panel()?.querySelector(".details__scroll");
  if (!isStale || isAsking || !told || told.contains(document.activeElement)) return;
  await ask(told, "innerHTML", ".details__scroll > *");
  follow();
}

export function renew() {
  isStale = true;
  follow();
}

if (opener) {
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", "details");
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusout", () => window.setTimeout(follow));
  // Somebody came, went or changed the room.
  on(PLACED, ({ target, placed }) => target === list && placed.some((row) => row.matches(".sysmsg")) && renew());
}
