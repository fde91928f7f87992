// Pin a message for the room, or save it for oneself.

import { PLACED, list, on, roomUrl, scroller } from "./page.js";
import { change } from "./posting.js";
import { bar, closeMenu, onAttach, onKey, tool, toolRow } from "./tools.js";

const SOON = 1000; // milliseconds, at random: not all open pages ask at once

const pin = bar && tool("pin");
const save = bar && tool("save");
const saved = new Set(document.getElementById("saved")?.value.split(" "));

const idOf = (row) => row.id.replace("message-", "");
const isPinned = (row) => row.matches(".msg--pinned");
const isSaved = (row) => saved.has(idOf(row));

function mayPin() {
  const role = document.getElementById(`place-${list.dataset.room}`)?.dataset.role;
  return scroller.dataset.view === "bubbles" || role === "owner" || role === "moderator";
}

function fit(row, address) {
  const isGone = row.matches(".msg--deleted");
  show(pin, `${address}pin/`, isPinned(row), isGone || !mayPin());
  show(save, `${address}saved/`, isSaved(row), isGone);
}

function show(form, action, isOn, isHidden) {
  const words = form.querySelector("span");
  form.action = action;
  form.hidden = isHidden;
  form.elements.on.value = isOn ? "0" : "1";
  words.textContent = isOn ? words.dataset.on : words.dataset.off;
}

/** What the form holds is read before the menu closes: then it may be filled for another message. */
function send({ action, elements }) {
  const on = elements.on.value;
  closeMenu();
  return change(action, { on });
}

async function changePin(event) {
  event?.preventDefault();
  if (!pin.hidden) await send(pin);
}

async function changeSaved(event) {
  event?.preventDefault();
  if (save.hidden) return;
  const id = idOf(toolRow());
  const wasOn = saved.has(id);
  if (!(await send(save))) return;
  if (wasOn) saved.delete(id);
  else saved.add(id);
  if (toolRow()) show(save, save.action, isSaved(toolRow()), save.hidden);
}

// -- How many are pinned, in the head ---------------------------------------------------------------

let pinned = new Set();
let asking = null;

function ask() {
  asking = null;
  window.htmx.ajax("GET", `${roomUrl}head/`, { source: list, swap: "none" }).catch(() => {});
}

function count({ target, placed, style }) {
  if (target !== list) return;
  const changed = placed.filter((row) => row.matches(".msg") && isPinned(row) !== pinned.has(row.id));
  changed.forEach(({ id }) => pinned.delete(id) || pinned.add(id));
  if (changed.length && style === "upsert") asking ??= window.setTimeout(ask, Math.random() * SOON);
}

if (pin) {
  onAttach(fit);
  onKey("p", () => changePin());
  onKey("s", () => changeSaved());
  pin.addEventListener("submit", changePin);
  save.addEventListener("submit", changeSaved);
  pinned = new Set([...list.querySelectorAll(":scope > .msg--pinned")].map(({ id }) => id));
  on(PLACED, count);
}
