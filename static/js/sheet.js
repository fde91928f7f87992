// A message's tools under the thumb: a long press, or their button, opens them as a sheet.

import { PLACED, list, on } from "./page.js";
import { attach, bar, menu, toolRow } from "./tools.js";

const PRESS = 450; // milliseconds
const SLIP = 10; // pixels that a pressing finger may move

const sheet = document.getElementById("actions");
const isTouch = window.matchMedia("(pointer: coarse)");
const tools = menu?.querySelector(".menu");
let press = null; // the timer of a finger that is down
let from = null;
let isPressed = false; // the last touch was a long one

function open(row) {
  menu.open = false;
  attach(row);
  document.getElementById("actions-tools").append(tools);
  sheet.showModal();
}

function pressed(row) {
  isPressed = true;
  press = null;
  navigator.vibrate?.(10);
  open(row);
}

function onDown(event) {
  forget();
  isPressed = false;
  const row = event.target.closest("#messages > .msg[data-seq]");
  if (!row || event.pointerType !== "touch" || event.target.closest("a, button, summary, video, audio")) return;
  from = event;
  press = window.setTimeout(pressed, PRESS, row);
}

function onMove(event) {
  if (press && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > SLIP) forget();
}

function forget() {
  window.clearTimeout(press);
  press = null;
}

/** The finger that opened the sheet taps nothing in it, and asks for no other menu. */
function swallow(event) {
  if (event.type === "contextmenu" ? !press && !isPressed : !isPressed || event.detail === 0) return;
  if (event.type === "click") isPressed = false;
  event.preventDefault();
  event.stopPropagation();
}

/** The row may be drawn anew meanwhile, and what it said be gone. */
function keepUp() {
  if (!sheet.open || toolRow().isConnected) return;
  const row = document.getElementById(toolRow().id);
  if (row?.matches(":not(.msg--deleted)")) row.append(bar);
  else sheet.close();
}

function onSummary(event) {
  if (!isTouch.matches) return;
  event.preventDefault();
  open(toolRow());
}

if (bar && sheet) {
  document.addEventListener("pointerdown", onDown);
  list.addEventListener("pointermove", onMove);
  for (const end of ["pointerup", "pointercancel"]) list.addEventListener(end, forget);
  for (const tap of ["click", "contextmenu"]) document.addEventListener(tap, swallow, true);
  menu.querySelector("summary").addEventListener("click", onSummary);
  on(PLACED, keepUp);
  sheet.addEventListener("close", () => menu.append(tools));
  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
}
