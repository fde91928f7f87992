// Sending: one message at a time, in the order written, again when the connection is back.

import { composer, write } from "./composer.js";
import { forgetDraft } from "./drafts.js";
import { regroupAround } from "./grouping.js";
import { BACK, PLACED, isNewest, list, on } from "./page.js";
import { echo, setState } from "./pending.js";
import { giveBack, takeReply } from "./replying.js";
import { toEnd } from "./scroll.js";
import { keep, takeBack } from "./unsent.js";
import { uuid } from "./uuid.js";

const [REFUSED, BROKEN] = [400, 500];

let inFlight = null;

const waiting = (state) => list.querySelectorAll(`:scope > [data-state="${state}"]`);

function sendNext() {
  if (inFlight) return;
  inFlight = waiting("sending")[0] ?? null;
  if (inFlight) window.htmx.trigger(inFlight.querySelector("form"), "send");
}

/** Whatever failed for want of a connection is tried again, in order. */
function retryAll() {
  waiting("failed").forEach((row) => row.dataset.final === undefined && setState(row, "sending"));
  sendNext();
}

function onAnswer({ detail }) {
  if (!inFlight?.contains(detail.requestConfig?.elt)) return;
  const row = inFlight;
  inFlight = null;
  if (row.isConnected) settle(row, detail);
  sendNext();
}

/** The push may come before the answer, which then finds its form gone and tells nobody. */
function onConfirmed({ target }) {
  if (target !== list || !inFlight || inFlight.isConnected) return;
  inFlight = null;
  sendNext();
}

function settle(row, { successful, xhr }) {
  if (successful) row.remove();
  else if (xhr.status === 401) setState(row, "failed", wordsOf(xhr));
  else if (xhr.status === 429) waitForTurn(xhr);
  else if (xhr.status >= REFUSED && xhr.status < BROKEN) refuse(row, wordsOf(xhr));
  else waiting("sending").forEach((each) => setState(each, "failed")); // none overtakes another
}

/** Written faster than the room takes it: it goes out when its time has come. */
function waitForTurn(xhr) {
  waiting("sending").forEach((each) => setState(each, "failed", wordsOf(xhr)));
  window.setTimeout(retryAll, Number(xhr.getResponseHeader("Retry-After") ?? 1) * 1000);
}

/** A refusal is a short text; whatever is not, like a proxy's page, is not for the log. */
function wordsOf(xhr) {
  return xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ? xhr.responseText : "";
}

/** The server will never take it: say why, and give the text back where there is room for it. */
function refuse(row, words) {
  row.dataset.final = "";
  setState(row, "failed", words);
  row.querySelector("[data-retry]").hidden = true;
  if (!composer.value) giveBack(row);
}

function onSubmit(event) {
  if (event.target !== composer.form) return;
  const body = composer.value.trim();
  if (body && !isNewest()) return sendWithPage(body);
  event.preventDefault();
  if (body) send(body);
}

/** Away from the end the plain post is right: its answer is the page that shows the end. */
function sendWithPage(body) {
  const { client_id: key, reply_to: answered } = composer.form.elements;
  key.value = uuid();
  keep(key.value, body, answered.value);
  forgetDraft();
}

function send(body) {
  document.getElementById("unread")?.remove();
  echo(body, uuid(), takeReply());
  write("");
  composer.focus();
  toEnd();
  sendNext();
}

/** What earlier pages could not send. Away from the end there is no place to show it yet. */
function sendLeftovers() {
  if (!isNewest()) return;
  for (const { id, body, replyTo } of takeBack()) echo(body, id, replyTo);
  sendNext();
}

function onClick({ target }) {
  const row = target.closest('[data-state="failed"]');
  if (!row) return;
  if (target.closest("[data-retry]")) setState(row, "sending");
  else if (target.closest("[data-discard]")) discard(row);
  sendNext();
}

function discard(row) {
  const next = row.nextElementSibling;
  row.remove();
  if (next?.matches(".msg")) regroupAround(next);
  composer.focus();
}

if (composer) {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:afterRequest", onAnswer);
  on(PLACED, onConfirmed);
  on(BACK, retryAll);
  window.addEventListener("online", retryAll);
  window.addEventListener("pageshow", sendLeftovers);
}
