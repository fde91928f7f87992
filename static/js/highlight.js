// What names me stands out, and what calls everybody, unless it is my own.

import { PLACED, list, me, on, rows } from "./page.js";

const NAMES = `.msg__text .mention:is([data-person="${CSS.escape(me ?? "")}"], [data-person="0"])`;

function mark(row) {
  if (!row.matches(".msg[data-seq]")) return;
  row.classList.toggle("msg--mentions-me", row.dataset.author !== me && row.querySelector(NAMES) !== null);
}

if (list) {
  rows().forEach(mark);
  on(PLACED, ({ target, placed }) => target === list && placed.forEach(mark));
}
