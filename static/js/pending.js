// What I just wrote, in the log before the server has it.

import { regroup, regroupAround } from "./grouping.js";
import { list, stamp } from "./page.js";
import { drawQuote } from "./quoting.js";
import { clockTime } from "./time.js";

/** The row that shows an entry, until it is confirmed. */
export const pendingRow = (id) => list.querySelector(`:scope > [data-state][data-client-id="${CSS.escape(id)}"]`);

/** Put an entry of the outbox in the log as a row of its own, and set it sending. */
export function echo({ id, body, replyTo }) {
  const row = stamp("pending-message");
  for (const name of ["id", "aria-labelledby", "data-seq", "data-version"]) row.removeAttribute(name);
  for (const part of row.querySelectorAll("[id]")) part.removeAttribute("id");
  row.dataset.clientId = id;
  row.dataset.replyTo = replyTo;
  row.dataset.ts = Date.now();
  const text = row.querySelector(".msg__text");
  text.textContent = body;
  text.hidden = !body;
  for (const time of row.querySelectorAll("time")) time.textContent = clockTime(new Date());
  drawQuote(row, replyTo);
  setState(row, "sending");
  list.append(row);
  regroup(row);
  return row;
}

export function setState(row, state, words = "") {
  row.dataset.state = state;
  row.querySelector(".msg__error").hidden = state !== "failed";
  row.querySelector(".msg__meta").hidden = state !== "sending"; // the style sheet shows it after a second
  row.toggleAttribute("data-waiting", state === "failed" && !navigator.onLine);
  row.querySelector("[data-retry]").hidden = false;
  row.querySelector("[data-rewrite]").hidden = true;
  const said = row.querySelector("[data-words]");
  said.textContent = words || (navigator.onLine ? said.dataset.words : said.dataset.waiting);
}

/** It is not to be said after all. */
export function takeAway(row) {
  const next = row.nextElementSibling;
  row.remove();
  if (next?.matches(".msg")) regroupAround(next);
}
