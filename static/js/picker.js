// The dialog to pick an emoji from: searched, by kind, with those used of late.

import { load, matching, recent, remember } from "./emoji.js";
import { across } from "./fitting.js";
import { handleKey, moveTo } from "./pickerkeys.js";

const EDGE = 8; // pixels
const isTouch = window.matchMedia("(pointer: coarse)").matches; // a keyboard would cover half of it

const dialog = document.getElementById("picker");
const field = dialog?.querySelector("input");
const body = dialog?.querySelector(".picker__body");
const status = dialog?.querySelector("[role=status]");

let all = [];

/** The chosen emoji, or null. The focus goes back to where it was. */
export async function pick(anchor) {
  if (!dialog || dialog.open) return null;
  field.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  place(anchor);
  (isTouch ? body : field).focus();
  await fill();
  return closed();
}

const closed = () =>
  new Promise((resolve) => {
    const done = () => resolve(dialog.returnValue || null);
    if (dialog.open) dialog.addEventListener("close", done, { once: true });
    else done();
  });

async function fill() {
  try {
    all = await load(dialog.dataset.emojiUrl);
    draw();
  } catch {
    status.textContent = dialog.dataset.failed;
  }
}

/** Beside its button, inside the window; over the list of rooms only where there is no other place. */
function place(anchor) {
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const above = top - height - EDGE;
  const y = above >= EDGE ? above : Math.min(bottom + EDGE, window.innerHeight - height - EDGE);
  dialog.style.setProperty("--picker-top", `${Math.max(EDGE, y)}px`);
  dialog.style.setProperty("--picker-left", `${across(anchor, width, [right - width, left])}px`);
}

function draw() {
  const typed = field.value.trim();
  dialog.toggleAttribute("data-searching", typed !== "");
  body.replaceChildren(...(typed ? [section("", matching(all, typed))] : everything()));
  body.scrollTop = 0;
  body.querySelector("button")?.setAttribute("tabindex", "0");
  const count = body.querySelectorAll("button").length;
  status.textContent = typed ? (count === 1 ? dialog.dataset.one : dialog.dataset.many.replace("0", count)) : "";
}

function everything() {
  const used = recent().map((emoji) => all.find((each) => each.emoji === emoji)).filter(Boolean);
  const kinds = [...dialog.querySelectorAll("[data-group]")].map((tab) => {
    const group = Number(tab.dataset.group);
    return section(tab.getAttribute("aria-label"), all.filter((each) => each.group === group), group);
  });
  return used.length ? [section(dialog.dataset.recent, used), ...kinds] : kinds;
}

function section(title, emoji, group = "") {
  const part = document.createElement("section");
  part.dataset.of = group;
  if (title) part.append(Object.assign(document.createElement("h3"), { textContent: title }));
  const grid = Object.assign(document.createElement("div"), { className: "picker__grid" });
  grid.append(...emoji.map(button));
  part.append(grid);
  return part;
}

function button({ emoji, name }) {
  const made = Object.assign(document.createElement("button"), { type: "button", value: emoji, textContent: emoji, title: name, tabIndex: -1 });
  made.setAttribute("aria-label", name);
  return made;
}

function choose(emoji) {
  remember(emoji);
  dialog.close(emoji);
}

function onClick({ target }) {
  const tab = target.closest("[data-group]");
  if (target === dialog) dialog.close();
  else if (tab) goTo(tab.dataset.group);
  else if (target.closest(".picker__grid button")) choose(target.closest("button").value);
}

function goTo(group) {
  field.value = "";
  draw();
  const part = body.querySelector(`[data-of="${group}"]`);
  const first = part.querySelector("button"); // none before they are loaded
  if (first) moveTo(first, body);
  part.scrollIntoView({ block: "start" });
}

if (dialog) {
  dialog.addEventListener("click", onClick);
  dialog.addEventListener("keydown", (event) => handleKey(event, { field, body, choose }));
  field.addEventListener("input", draw);
}
