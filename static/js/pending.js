// What I just wrote, in the log before the server has it. The row carries the form that sends it,
// so a retry repeats exactly the same values.

import { regroup } from "./grouping.js";
import { list, stamp } from "./page.js";
import { drawQuote } from "./quoting.js";
import { clockTime } from "./time.js";
import { uuid } from "./uuid.js";

/** Put the text in the log as a row of its own, and set it sending. */
export function echo(body, clientId = uuid(), replyTo = "") {
  const row = stamp("pending-message");
  for (const name of ["id", "aria-labelledby", "data-seq", "data-version"]) row.removeAttribute(name);
  for (const part of row.querySelectorAll("[id]")) part.removeAttribute("id");
  row.dataset.clientId = clientId;
  row.dataset.ts = Date.now();
  row.querySelector(".msg__text").textContent = body;
  for (const time of row.querySelectorAll("time")) time.textContent = clockTime(new Date());
  const form = row.querySelector("form");
  form.elements.body.value = body;
  form.elements.client_id.value = row.dataset.clientId;
  form.elements.reply_to.value = replyTo;
  drawQuote(row, replyTo);
  row.addEventListener("htmx:beforeSwap", skipLateAnswer);
  list.append(row);
  window.htmx.process(row);
  regroup(row);
  setState(row, "sending");
}

/** The push may come before the answer, which then has nothing to add and no page to add it to. */
function skipLateAnswer({ currentTarget, detail }) {
  if (!currentTarget.isConnected) detail.shouldSwap = false;
}

export function setState(row, state, words = "") {
  row.dataset.state = state;
  row.querySelector(".msg__error").hidden = state !== "failed";
  row.querySelector(".msg__meta").hidden = state !== "sending"; // the style sheet shows it after a second
  row.toggleAttribute("data-waiting", state === "failed" && !navigator.onLine);
  const said = row.querySelector("[data-words]");
  said.textContent = words || (navigator.onLine ? said.dataset.words : said.dataset.waiting);
}
