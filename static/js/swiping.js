// A swipe toward the end of the line answers a message; menu and key do the same.

import { list } from "./page.js";
import { answer } from "./replying.js";

const FAR = 56; // pixels
const SURE = 10; // pixels; before, it may become anything

let swipe = null; // {row, x, y, isSure}

const toEnd = (event) => (event.clientX - swipe.x) * (getComputedStyle(list).direction === "rtl" ? -1 : 1);

function onDown(event) {
  const row = event.target.closest("#messages > .msg[data-seq]");
  const isOurs = row && event.pointerType === "touch" && event.isPrimary && !event.target.closest("pre, video, audio");
  swipe = isOurs ? { row, x: event.clientX, y: event.clientY, isSure: false } : null;
}

function onMove(event) {
  if (!swipe || document.querySelector("dialog[open]")) return;
  const way = toEnd(event);
  if (!swipe.isSure) {
    if (Math.abs(event.clientY - swipe.y) > SURE) swipe = null;
    else if (way > SURE) begin(event);
    return;
  }
  draw(Math.max(0, Math.min(way, FAR * 1.5)));
}

function begin(event) {
  swipe.isSure = true;
  swipe.row.dataset.swiped = "";
  list.setPointerCapture(event.pointerId);
}

function draw(way) {
  const sign = getComputedStyle(list).direction === "rtl" ? -1 : 1;
  swipe.row.style.setProperty("--swipe", `${way * sign}px`);
  swipe.row.toggleAttribute("data-far", way > FAR);
}

function onUp(event) {
  if (!swipe?.isSure) return;
  const { row } = swipe;
  const isFar = event.type === "pointerup" && toEnd(event) > FAR;
  row.style.removeProperty("--swipe");
  for (const name of ["swiped", "far"]) delete row.dataset[name];
  swipe = null;
  if (isFar) answer(row);
}

if (list) {
  list.addEventListener("pointerdown", onDown);
  list.addEventListener("pointermove", onMove);
  for (const end of ["pointerup", "pointercancel"]) list.addEventListener(end, onUp);
}
