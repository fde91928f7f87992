// What the open page says of its room follows the room's row: the name, and whether it is archived.

import { PLACED, list, on } from "./page.js";

const name = document.querySelector("[data-room-name]");
const note = document.querySelector(".dock__note");

function follow() {
  const row = document.getElementById(`room-${list.dataset.room}`);
  if (!row) return;
  name.textContent = row.querySelector(".row__name").textContent;
  const isArchived = row.dataset.archived !== undefined;
  note.hidden = !isArchived;
  note.nextElementSibling.hidden = isArchived;
}

if (list && name && note) on(PLACED, ({ target }) => target.id === "rooms" && follow());
