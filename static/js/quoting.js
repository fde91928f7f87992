// What a message answers: a click leads there, and my own shows it before the server has it.

import { list, roomUrl, scroller } from "./page.js";
import { isPlain } from "./staying.js";

const rowOf = (id) => (id ? document.getElementById(`message-${id}`) : null);

/** Who said it, and one line of what. */
export const saidIn = (row) => ({
  author: row.querySelector(".msg__author").textContent,
  words: row.querySelector(".msg__text")?.innerText.replace(/\s+/g, " ").trim() ?? "",
});

/** The quote of a row that is not confirmed yet; none where it answers nothing that is loaded. */
export function drawQuote(row, id) {
  const quote = row.querySelector(".msg__quote");
  const original = rowOf(id);
  if (!original) return quote.remove();
  const { author, words } = saidIn(original);
  quote.href = `${roomUrl}messages/${id}/`;
  quote.dataset.quotes = id;
  quote.dataset.saidBy = original.dataset.author;
  quote.querySelector("bdi").textContent = author;
  if (words) quote.lastElementChild.textContent = words;
  return undefined;
}

function flash(row) {
  row.classList.remove("is-target");
  void row.offsetWidth; // or the browser sees no change, and the animation does not start again
  row.classList.add("is-target");
}

/** What is not loaded has an address of its own. */
function jump(event) {
  const quote = event.target.closest(".msg__quote");
  const original = quote && rowOf(quote.dataset.quotes);
  if (!original || !isPlain(event)) return;
  event.preventDefault();
  original.scrollIntoView({ block: "center", behavior: "instant" });
  flash(original);
  original.focus({ preventScroll: true });
}

if (list) scroller.addEventListener("click", jump);
