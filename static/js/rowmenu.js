// One "More" button for all rows of the sidebar: it stands beside the row under the pointer or the
// focus, and a long press opens it.

import { stamp } from "./page.js";
import { arrange } from "./places.js";

const PRESS = 450; // milliseconds
const SLIP = 10; // pixels that a pressing finger may move

const rooms = document.getElementById("rooms");
const menu = rooms && stamp("row-menu");
const summary = menu?.querySelector("summary");
let press = null; // the timer of a finger that is down
let from = null;
let isPressed = false; // the last touch was a long one

function stand(row) {
  if (menu.open || menu.previousElementSibling === row) return;
  const name = row.querySelector(".row__name").innerText;
  summary.setAttribute("aria-label", menu.dataset.words.replace("{}", name));
  menu.querySelector(".menu").replaceChildren();
  row.after(menu);
}

/** What it offers now: what it offered before a change is gone with it. */
async function fill() {
  const row = menu.previousElementSibling;
  const body = menu.querySelector(".menu");
  window.htmx.trigger(menu, "htmx:abort"); // another row's may be on its way
  body.replaceChildren();
  if (!menu.open) return;
  const where = { source: menu, target: body, swap: "innerHTML" };
  await window.htmx.ajax("GET", `${row.getAttribute("href")}place/`, where).catch(() => {});
  fit(body);
}

/** Beside its button, where the list does not cut it off. */
function fit(body) {
  const at = summary.getBoundingClientRect();
  const room = window.innerHeight - body.offsetHeight - 8;
  body.style.setProperty("--menu-top", `${Math.max(8, Math.min(at.bottom + 4, room))}px`);
  body.style.setProperty("--menu-start", `${startOf(at)}px`);
}

const startOf = (at) => (document.dir === "rtl" ? window.innerWidth - at.right : at.left);

function open(row) {
  isPressed = true;
  stand(row);
  menu.open = true;
  navigator.vibrate?.(10);
}

function onDown(event) {
  forget();
  isPressed = false;
  const row = event.target.closest("#rooms .row");
  if (!row || event.pointerType !== "touch") return;
  from = event;
  press = window.setTimeout(open, PRESS, row);
}

function onMove(event) {
  if (press && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > SLIP) forget();
}

function forget() {
  window.clearTimeout(press);
  press = null;
}

/** A press that opens the menu is no tap on what is under the finger, and asks for no other menu. */
function swallow(event) {
  const isTapOfPress = isPressed && event.detail !== 0; // Enter on a button is 0
  if (!isTapOfPress && !(press && event.type === "contextmenu")) return;
  event.preventDefault();
  event.stopPropagation();
}

/** One's own change shows at once, even under the hand. */
function onChanged({ target, detail }) {
  if (!menu.contains(target) || !detail.successful || detail.requestConfig.verb !== "post") return;
  const row = menu.previousElementSibling;
  menu.open = false;
  arrange();
  (row.hidden ? document.querySelector("#rooms .row:not([hidden])") : summary)?.focus();
}

if (rooms) {
  const find = ({ target }) => target.closest(".row");
  rooms.addEventListener("pointerover", (event) => event.pointerType !== "touch" && find(event) && stand(find(event)));
  rooms.addEventListener("focusin", (event) => find(event) && stand(find(event)));
  document.addEventListener("pointerdown", onDown);
  rooms.addEventListener("pointermove", onMove);
  for (const end of ["pointerup", "pointercancel"]) rooms.addEventListener(end, forget);
  for (const tap of ["click", "contextmenu"]) document.addEventListener(tap, swallow, true);
  menu.addEventListener("toggle", fill);
  document.addEventListener("htmx:afterRequest", onChanged);
}
