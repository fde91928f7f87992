// The files that are to go with the message, over the text: what they look like, and away with them.

import { composer } from "./composer.js";
import { stamp } from "./page.js";
import { fill, named } from "./sentence.js";
import { sizeOf } from "./size.js";
import { drawThumb } from "./thumb.js";
import { uuid } from "./uuid.js";

const tray = document.getElementById("tray");
const alert = document.querySelector(".tray__alert");
const status = tray.previousElementSibling;
const most = Number(tray.dataset.count);
const largest = Number(tray.dataset.bytes);

let files = [];

export const count = () => files.length;

/** Put files beside those that are there; what is too much is said in words. */
export function add(chosen) {
  alert.textContent = "";
  const fitting = chosen.filter((file) => file.size <= largest);
  const tooLarge = chosen.find((file) => file.size > largest);
  const taken = fitting.slice(0, most - files.length);
  if (tooLarge) complain(tray.dataset.tooLarge, tooLarge.name);
  else if (taken.length < fitting.length) complain(tray.dataset.tooMany);
  for (const blob of taken) place({ key: uuid(), name: blob.name, size: blob.size, blob });
  draw();
  composer.focus();
}

/** Those of a message that is written again. */
export function giveBack(returned) {
  for (const { key, name, size, blob, isUploaded } of returned) place({ key, name, size, blob, isUploaded });
  draw();
}

const complain = (words, name) => fill(alert, words, named(name));

function place(file) {
  files.push(file);
  const chip = stamp("tray-item");
  chip.dataset.key = file.key;
  chip.querySelector("bdi").textContent = file.name;
  chip.querySelector("small").textContent = sizeOf(file.size);
  const button = chip.querySelector("button");
  button.setAttribute("aria-label", button.dataset.label.replace("{}", file.name));
  tray.append(chip);
  drawThumb(chip.querySelector("canvas"), file.blob);
}

function draw() {
  tray.hidden = files.length === 0;
  const { one, many } = status.dataset;
  status.textContent = files.length === 0 ? "" : files.length === 1 ? one : many.replace("0", files.length);
}

export function takeAll() {
  const taken = files;
  files = [];
  alert.textContent = "";
  tray.replaceChildren();
  draw();
  return taken;
}

function onClick({ target }) {
  const chip = target.closest("button")?.closest(".tray__item");
  if (!chip) return;
  files = files.filter(({ key }) => key !== chip.dataset.key);
  alert.textContent = "";
  chip.remove();
  draw();
  composer.focus();
}

tray.addEventListener("click", onClick);
