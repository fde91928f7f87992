// "Draft" on the rows of other rooms where an unsent text waits.

import { PLACED, list, me, on } from "./page.js";

const isOpen = (id) => id === list?.dataset.room;

function paint() {
  for (const row of document.querySelectorAll("#rooms .row")) {
    const id = row.id.replace("room-", "");
    const text = localStorage.getItem(`draft.${me}.${id}`) ?? "";
    row.querySelector(".row__draft").hidden = isOpen(id) || !text.trim();
  }
}

on(PLACED, ({ target }) => target.id === "rooms" && paint());
window.addEventListener("storage", paint); // written in another tab
window.addEventListener("pageshow", paint);
