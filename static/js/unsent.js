// Texts under way outlive the page: the next one that shows the room's end sends them again, under
// the same client ids, so that none is sent twice.

import { composer } from "./composer.js";
import { list, me } from "./page.js";

const key = list && `unsent.${me}.${list.dataset.room}`;

const known = () => JSON.parse(localStorage.getItem(key) ?? "[]");

function store(texts) {
  if (texts.length) localStorage.setItem(key, JSON.stringify(texts));
  else localStorage.removeItem(key);
}

/** Keep a text, with the id of what it answers, until a page takes it back. */
export function keep(id, body, replyTo = "") {
  store([...known().filter((text) => text.id !== id), { id, body, replyTo }]);
}

/** What earlier pages left behind and the log does not show yet. */
export function takeBack() {
  const texts = known();
  store([]);
  return texts.filter(({ id }) => !list.querySelector(`[data-client-id="${CSS.escape(id)}"]`));
}

let isOver = false;

/** Whoever signs out leaves nothing behind. */
export function keepNothing() {
  isOver = true;
}

/** A refused text that stands in the composer is a draft already. */
function keepAll() {
  if (isOver) return;
  for (const row of list.querySelectorAll(":scope > [data-state]")) {
    const body = row.querySelector(".msg__text").textContent;
    if (body !== composer.value) keep(row.dataset.clientId, body, row.querySelector("form").elements.reply_to.value);
  }
}

if (composer) window.addEventListener("pagehide", keepAll);
