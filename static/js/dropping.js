// Files are dropped anywhere on the room; a zone over it says so while they are dragged.

import { attach, isClosed } from "./attaching.js";

const zone = document.getElementById("dropzone");

let depth = 0; // every element on the way tells of entering and of leaving

let isOurs = false; // a picture of the page itself comes as a file, too

const bringsFiles = ({ dataTransfer }) => !isOurs && dataTransfer?.types.includes("Files");
const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory;

function count(step) {
  depth = Math.max(0, depth + step);
  zone.hidden = depth === 0 || isClosed();
}

/** Anywhere else the browser would leave the page to show the file. */
function onDragOver(event) {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  if (!event.target.closest(".pane")) event.dataTransfer.dropEffect = "none";
}

function onDrop(event) {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  count(-depth);
  const items = [...event.dataTransfer.items].filter((item) => item.kind === "file" && !isFolder(item));
  attach(items.map((item) => item.getAsFile()));
}

if (zone) {
  document.addEventListener("dragstart", () => (isOurs = true));
  document.addEventListener("dragend", () => (isOurs = false));
  document.addEventListener("dragenter", (event) => bringsFiles(event) && count(1));
  document.addEventListener("dragleave", (event) => bringsFiles(event) && count(-1));
  document.addEventListener("dragover", onDragOver);
  document.addEventListener("drop", onDrop);
}
