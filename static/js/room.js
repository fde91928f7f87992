// What the open page says of its room follows the room: the name and whether it is archived come with
// its row, topic and members are asked for when a line in the log tells of a change.

import { PLACED, list, on, roomUrl } from "./page.js";

const SOON = 1000; // milliseconds, at random: not all open pages ask at once

const name = document.querySelector("[data-room-name]");
const note = document.querySelector(".dock__note");
let asking = null;

function follow() {
  const row = document.getElementById(`room-${list.dataset.room}`);
  if (!row) return;
  name.textContent = row.querySelector(".row__name").textContent;
  const isArchived = row.dataset.archived !== undefined;
  note.hidden = !isArchived;
  note.nextElementSibling.hidden = isArchived;
}

function ask() {
  asking = null;
  window.htmx.ajax("GET", `${roomUrl}head/`, { source: name, swap: "none" });
}

function onPlaced({ target, placed, style }) {
  if (target.id === "rooms") follow();
  const isTold = target === list && style !== "extend" && placed.some((row) => row.matches(".sysmsg"));
  if (isTold) asking ??= window.setTimeout(ask, Math.random() * SOON);
}

if (list && name && note) on(PLACED, onPlaced);
