// The files of a message that is under way: how far each is, and away with it or once more.

import { composer } from "./composer.js";
import { change, entries } from "./outboxstore.js";
import { list, on, stamp } from "./page.js";
import { pendingRow } from "./pending.js";
import { isAtEnd, toEnd } from "./scroll.js";
import { ENTRY, flush, retry } from "./sending.js";
import { sizeOf } from "./size.js";
import { drawThumb } from "./thumb.js";
import { PROGRESS, cancel, takeBack } from "./uploading.js";

const lineOf = (key) => list.querySelector(`.upload[data-key="${CSS.escape(key)}"]`);

const entryOf = async (id) => (await entries()).find((each) => each.id === id);

let giveUp = () => {};

/** Show an entry's files in its row; `whenEmpty(row)` is for one of which nothing is left. */
export async function drawFiles(row, entry, whenEmpty) {
  giveUp = whenEmpty;
  // A file may have gone, or been refused, while this was loaded.
  const { files } = (await entryOf(entry.id)) ?? entry;
  const box = document.createElement("ul");
  box.className = "uploads";
  box.append(...files.map(line));
  const wasAtEnd = isAtEnd();
  row.querySelector(".bubble").append(box);
  if (wasAtEnd) toEnd();
}

function line(file) {
  const drawn = stamp("upload");
  drawn.dataset.key = file.key;
  drawn.dataset.size = file.size;
  drawn.querySelector("bdi").textContent = file.name;
  drawn.querySelector("progress").setAttribute("aria-label", file.name);
  for (const button of drawn.querySelectorAll("button")) button.setAttribute("aria-label", button.dataset.label.replace("{}", file.name));
  drawThumb(drawn.querySelector("canvas"), file.blob);
  advance(drawn, file.isUploaded ? 1 : 0);
  say(drawn, file.refused);
  return drawn;
}

function advance(drawn, share) {
  const { size } = drawn.dataset;
  const info = drawn.querySelector("small");
  drawn.querySelector("progress").value = share;
  const [done, all] = [sizeOf(Math.round(size * share)), sizeOf(Number(size))];
  info.textContent = share > 0 && share < 1 ? info.dataset.progress.replace("{}", done).replace("{}", all) : all;
}

/** Why it cannot go; empty where nothing is wrong. */
function say(drawn, words = "") {
  drawn.querySelector(".upload__error").textContent = words;
  drawn.querySelector("[data-again]").hidden = !words;
}

function onProgress({ key, loaded, total }) {
  const drawn = lineOf(key);
  if (drawn && total) advance(drawn, loaded / total);
}

function onEntry({ id, state, words, key, isHeard }) {
  if (isHeard && pendingRow(id)) leaveOut(id);
  if (key && lineOf(key)) return say(lineOf(key), words);
  if (state === "sending") pendingRow(id)?.querySelectorAll(".upload").forEach((drawn) => say(drawn));
  return undefined;
}

function onClick({ target }) {
  const drawn = target.closest(".upload");
  const row = drawn?.closest("[data-state]");
  if (!row) return;
  if (target.closest("[data-again]")) retry(row.dataset.clientId);
  else if (target.closest("[data-takes-out]")) takeOut(row, drawn);
}

/** What another page took out. */
async function leaveOut(id) {
  const entry = await entryOf(id);
  for (const drawn of pendingRow(id)?.querySelectorAll(".upload") ?? []) {
    if (entry && !entry.files.some(({ key }) => key === drawn.dataset.key)) drawn.remove();
  }
}

/** The message goes without it; where nothing else is left of it, not at all. */
async function takeOut(row, drawn) {
  const { key } = drawn.dataset;
  const without = (entry) => ({ ...entry, files: entry.files.filter((file) => file.key !== key) });
  const left = await change(row.dataset.clientId, without);
  if (!left) return; // confirmed meanwhile
  cancel(key);
  takeBack(left.url, [{ key }]);
  const next = drawn.nextElementSibling ?? drawn.previousElementSibling;
  drawn.remove();
  (next?.querySelector("[data-takes-out]") ?? composer).focus();
  if (!left.body && !left.files.length) giveUp(row);
  else flush();
}

list.addEventListener("click", onClick);
on(PROGRESS, onProgress);
on(ENTRY, onEntry);
