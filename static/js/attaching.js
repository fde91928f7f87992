// Files for a message come by the button, by Ctrl or Cmd with U, or from the clipboard. The tray that
// holds them is loaded with the first.

import { composer } from "./composer.js";

const field = document.querySelector("[data-files]");
let tray = null;

export const hasFiles = () => tray?.count() > 0;

/** What is to go with the message, which from here on is another's business. */
export const takeFiles = () => tray?.takeAll() ?? [];

/** Whether nothing can be attached now. */
export const isClosed = () => composer.form.matches("[hidden], [data-editing]");

export async function attach(files) {
  if (!files.length || isClosed()) return;
  tray ??= await import("./tray.js").catch(() => null);
  tray?.add(files);
}

function onClick({ target }) {
  if (target.closest("[data-attach]")) field.click();
}

function onKey(event) {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (key.toLowerCase() !== "u" || !(ctrlKey || metaKey) || shiftKey || altKey) return;
  if (document.querySelector("dialog[open]") || isClosed()) return;
  event.preventDefault();
  field.click();
}

async function onChange() {
  const files = [...field.files];
  field.value = ""; // so that the same file can be chosen again
  await attach(files);
}

/** A text that is copied from a word processor comes with a picture of itself. */
function onPaste(event) {
  const files = [...event.clipboardData.files];
  if (!files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  attach(files);
}

if (field) {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  field.addEventListener("change", onChange);
  composer.addEventListener("paste", onPaste);
}
