// "Seen by", below my newest message that others have read.

import { PLACED, list, me, on, roomUrl, rows, stamp } from "./page.js";
import { fill } from "./sentence.js";
import { bar, onAttach, onChoose, tool } from "./tools.js";

const FACES = 3;

const places = document.getElementById("seen");
const dialog = document.getElementById("receipts");
const line = places && stamp("seen-line");

/** Whoever came after it starts read, and has not seen it. */
const readers = ({ dataset }) =>
  [...places.children].filter((place) => Number(place.dataset.seq) >= Number(dataset.seq) && Number(place.dataset.since) <= Number(dataset.ts));

function draw() {
  const mine = rows().findLast((row) => row.matches(".msg:not(.msg--deleted)") && row.dataset.author === me && readers(row).length);
  if (!mine) return line.remove();
  const seen = readers(mine);
  line.href = `${roomUrl}messages/${mine.id.replace("message-", "")}/receipts/`;
  line.querySelector(".msg__seen-faces").replaceChildren(...faces(seen));
  tell(seen);
  if (line.parentElement?.parentElement !== mine) mine.querySelector(".msg__main").append(line);
  return undefined;
}

/** Between two it goes without saying who saw it; a room's head is told how many they are now. */
function isBetweenTwo() {
  const told = document.getElementById("head-members");
  return told ? told.dataset.members === "2" : line.dataset.alone !== undefined;
}

function faces(seen) {
  if (isBetweenTwo()) return [];
  return seen.slice(0, FACES).map((place) => place.querySelector(".avatar").cloneNode(true));
}

function tell(seen) {
  const { two, one, many } = line.dataset;
  const words = isBetweenTwo() ? two : seen.length === 1 ? one : many.replace("0", seen.length - 1);
  fill(line.querySelector(".msg__seen-words"), words, seen[0].querySelector("bdi").cloneNode(true));
}

/** Whoever writes has read all before it; a line about somebody is none of theirs. */
function follow(placed) {
  for (const { dataset } of placed.filter((row) => row.matches(".msg"))) {
    const place = dataset.author && document.getElementById(`seen-${dataset.author}`);
    if (place && Number(dataset.seq) > Number(place.dataset.seq)) place.dataset.seq = dataset.seq;
  }
}

function forgetMine() {
  document.getElementById(`seen-${me}`)?.remove();
}

async function open(event) {
  const link = event.target.closest(".msg__seen, [data-tool=receipts]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await window.htmx.ajax("GET", link.href, { target: dialog, swap: "innerHTML" }).catch(() => {});
  if (dialog.childElementCount && !dialog.open) dialog.showModal();
}

if (places) {
  on(PLACED, ({ target, fresh, style }) => {
    if (target !== list && target !== places) return;
    if (target === places) forgetMine();
    else if (style === "upsert") follow(fresh);
    draw();
  });
  document.addEventListener("htmx:oobAfterSwap", ({ detail }) => detail.target.id === "head-members" && draw());
  document.addEventListener("click", open);
  if (bar) {
    onAttach((row, address) => (tool("receipts").href = `${address}receipts/`));
    onChoose("receipts");
  }
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  draw();
}
