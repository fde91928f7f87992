// Files for a message come by the button, by Ctrl or Cmd with U, or from the clipboard. The tray that
// holds them is loaded with the first.

import { withCommand } from "./commandkey.js";
import { composer } from "./composer.js";
import { say } from "./toasts.js";

const field = document.querySelector("[data-files]");
let tray = null;
let coming = null; // a promise, while the tray is on its way: whether it came

/** Nothing is sent before the files that were brought with it are there. */
export const filesOnTheirWay = () => coming;

export const hasFiles = () => tray?.count() > 0;

/** What is to go with the message, which from here on is another's business. */
export const takeFiles = () => tray?.takeAll() ?? [];

/** Whether nothing can be attached now. */
export const isClosed = () => composer.form.matches("[hidden], [data-editing]");

export async function attach(files) {
  if (!files.length || isClosed()) return;
  if (await loaded()) tray.add(files);
}

/** Those of a message that could not be sent. */
export async function giveBackFiles(files) {
  if (files.length && (await loaded())) tray.giveBack(files);
}

function loaded() {
  coming ??= load().finally(() => (coming = null));
  return coming;
}

async function load() {
  tray ??= await import("./tray.js").catch(() => null);
  if (!tray) say();
  return tray !== null;
}

function onClick({ target }) {
  if (target.closest("[data-attach]")) field.click();
}

function onKey(event) {
  if (event.key.toLowerCase() !== "u" || !withCommand(event)) return;
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
