// What I just wrote stands in the log at once; its row carries the form that sends it, so a retry
// repeats exactly the same values. One at a time, in order.

import { composer, write } from "./composer.js";
import { regroup, regroupAround } from "./grouping.js";
import { BACK, PLACED, isNewest, list, on, stamp } from "./page.js";
import { toEnd } from "./scroll.js";
import { clockTime } from "./time.js";

const REFUSED = 400;
const BROKEN = 500;

let inFlight = null;

const waiting = (state) => list.querySelectorAll(`:scope > [data-state="${state}"]`);

/** crypto.randomUUID exists on secure pages only, and a texter at home may have none. */
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

function echo(body) {
  const row = stamp("pending-message");
  for (const name of ["id", "aria-labelledby", "data-seq", "data-version"]) row.removeAttribute(name);
  for (const part of row.querySelectorAll("[id]")) part.removeAttribute("id");
  row.dataset.clientId = uuid();
  row.dataset.ts = Date.now();
  row.querySelector(".msg__text").textContent = body;
  for (const time of row.querySelectorAll("time")) time.textContent = clockTime(new Date());
  const form = row.querySelector("form");
  form.elements.body.value = body;
  form.elements.client_id.value = row.dataset.clientId;
  list.append(row);
  window.htmx.process(row);
  regroup(row);
  setState(row, "sending");
}

function setState(row, state, words = "") {
  row.dataset.state = state;
  row.querySelector(".msg__error").hidden = state !== "failed";
  row.querySelector(".msg__meta").hidden = state !== "sending";
  const said = row.querySelector("[data-words]");
  said.textContent = words || said.dataset.words;
}

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
  else if (xhr.status === 401) setState(row, "failed", xhr.responseText);
  else if (xhr.status >= REFUSED && xhr.status < BROKEN) refuse(row, xhr.responseText);
  else setState(row, "failed");
}

/** The server will never take it: say why, and give the text back where there is room for it. */
function refuse(row, words) {
  row.dataset.final = "";
  setState(row, "failed", words);
  row.querySelector("[data-retry]").hidden = true;
  if (!composer.value) write(row.querySelector(".msg__text").textContent);
}

function onSubmit(event) {
  if (event.target !== composer?.form || !isNewest()) return; // elsewhere the plain post brings the end
  event.preventDefault();
  const body = composer.value.trim();
  if (!body) return;
  document.getElementById("unread")?.remove();
  echo(body);
  write("");
  composer.focus();
  toEnd();
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
}
