// Writing: Enter sends, any key finds its way here, Escape steps back one thing at a time.

import { isAtEnd, toEnd } from "./scroll.js";

const field = document.getElementById("composer");
const form = field?.form;
const hasKeyboard = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
const isTouch = window.matchMedia("(pointer: coarse)").matches;

export const composer = field;

/** Set the text as if it had been typed. */
export function write(text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

let aside = null;
const steps = [];

/** What is to be said, also while the field serves something else. */
export const draft = () => aside ?? field.value;

/** Let the field hold another text until `bringBack`. */
export function setAside(text) {
  aside = field.value;
  write(text);
}

export function bringBack() {
  const text = aside ?? "";
  aside = null;
  write(text);
}

/** A text that could not be sent stands before what is to be said. */
export function putBack(text) {
  const whole = [text, draft()].filter(Boolean).join("\n");
  if (aside === null) write(whole);
  else aside = whole;
}

/** What Escape takes back before anything else: `step()` says whether there was something. The last
 * to come is asked first: an edit, then a reply. */
export const onStepBack = (step) => steps.unshift(step);

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  field.rows = Math.min(6, field.value.split("\n").length);
}

function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  if (isTouch) return;
  event.preventDefault();
  if (field.value.trim() || form.querySelector(".tray__item")) form.requestSubmit();
}

/** A printable key pressed outside every field belongs to the message. */
function catchKey(event) {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key.length !== 1 || key === " " || ctrlKey || metaKey || altKey) return;
  if (target.closest("input, textarea, select, dialog, [contenteditable], [data-seq]")) return;
  field.focus();
}

function onEscape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || event.target.closest("dialog")) return;
  if (steps.some((step) => step())) return event.preventDefault();
  document.getElementById("unread")?.remove();
  return isAtEnd() || toEnd();
}

if (field) {
  form.noValidate = true; // nothing to send is no mistake to point out
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", grow);
  document.addEventListener("keydown", catchKey);
  document.addEventListener("keydown", onEscape);
  if (hasKeyboard && !document.querySelector("[data-focus]")) field.focus();
}
