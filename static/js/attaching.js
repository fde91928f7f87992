// Files for a message come by the button, by Ctrl or Cmd with U, from the clipboard, or dropped on the
// room. The tray that holds them is loaded when the first are about to come.

import { composer } from "./composer.js";

const field = document.querySelector("[data-files]");
let tray = null;

export const hasFiles = () => tray?.count() > 0;

/** What is to go with the message, which from here on is another's business. */
export const takeFiles = () => tray?.takeAll() ?? [];

const isClosed = () => composer.form.matches("[hidden], [data-editing]");

async function attach(files) {
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

const bringsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");

/** Anywhere else the browser would leave the page to show the file. */
function onDragOver(event) {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  if (!event.target.closest(".pane")) event.dataTransfer.dropEffect = "none";
}

async function onDragEnter(event) {
  if (!bringsFiles(event) || isClosed()) return;
  (await import("./dropping.js").catch(() => null))?.enter();
}

function onDrop(event) {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory;
  attach([...event.dataTransfer.items].filter((item) => !isFolder(item)).map((item) => item.getAsFile()).filter(Boolean));
}

if (field) {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  field.addEventListener("change", onChange);
  composer.addEventListener("paste", onPaste);
  document.addEventListener("dragover", onDragOver);
  document.addEventListener("dragenter", onDragEnter);
  document.addEventListener("drop", onDrop);
}
