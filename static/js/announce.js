// New messages for screen readers: one line each, or their number when they come fast.

import { PLACED, list, me, on, rows } from "./page.js";

const WINDOW = 2000; // milliseconds
const MOST = 3; // in a window

const status = document.getElementById("announcer");
let recent = [];
let timer = null;

function say() {
  const { many } = status.dataset;
  status.textContent = recent.length > MOST ? many.replace("0", recent.length) : recent.map(sentence).join(". ");
  recent = [];
}

const sentence = (row) =>
  [row.querySelector(".msg__author")?.textContent, row.querySelector(".msg__text")?.textContent ?? row.textContent.trim()]
    .filter(Boolean)
    .join(": ");

if (status && list) {
  on(PLACED, ({ target, fresh, style }) => {
    if (target !== list || style !== "upsert") return;
    const last = rows().at(-1);
    if (!fresh.includes(last)) return;
    recent.push(...fresh.filter((row) => row.dataset.author !== me && !row.matches(".msg--folded")));
    window.clearTimeout(timer);
    timer = window.setTimeout(say, recent.length > MOST ? WINDOW : 200);
  });
}
