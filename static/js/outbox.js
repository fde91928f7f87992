// What is written here goes into the outbox before it is sent.

import { filesOnTheirWay, hasFiles, takeFiles } from "./attaching.js";
import { composer, write } from "./composer.js";
import { isLasting } from "./database.js";
import { forgetDraft, rememberDraft } from "./drafts.js";
import { keep } from "./outboxstore.js";
import { endUrl, isNewest } from "./page.js";
import { takeReply } from "./replying.js";
import { toEnd } from "./scroll.js";
import { flush } from "./sending.js";
import { stays } from "./staying.js";
import { uuid } from "./uuid.js";
import { entryOf, show } from "./waiting.js";

const PATIENCE = 10_000; // milliseconds until a page that was to be left counts as stopped by hand

let isLeaving = false; // what is written goes with the page

function onSubmit(event) {
  if (event.target !== composer.form) return undefined;
  if (isLeaving) return event.preventDefault();
  if (filesOnTheirWay()) return sendWithFiles(event);
  const body = composer.value.trim();
  if (!isNewest() && (body || hasFiles()) && stays()) return event.preventDefault();
  if (body && !isNewest() && !hasFiles()) return sendWithPage(body);
  event.preventDefault();
  if (!body && !hasFiles()) return undefined;
  return isNewest() || !isLasting() ? send(body) : sendFromEnd(body);
}

/** Where they do not come, that is said, and the text waits with whoever wrote it. */
async function sendWithFiles(event) {
  event.preventDefault();
  if (await filesOnTheirWay()) composer.form.requestSubmit();
}

/** Away from the end the plain post is right: its answer is the page that shows the end. */
function sendWithPage(body) {
  const { client_id: key, reply_to: answered } = composer.form.elements;
  key.value = uuid();
  keep(entryOf(key.value, body, answered.value));
  leave();
}

function leave() {
  isLeaving = true;
  forgetDraft();
  window.setTimeout(() => isLeaving && stay(), PATIENCE);
}

/** Nobody left, so the outbox sends what it holds; what the plain post did say comes only once. */
function stay() {
  isLeaving = false;
  rememberDraft();
  takeReply();
  write("");
  flush();
}

/** Files do not go with a plain post: the page of the end sends them. */
async function sendFromEnd(body) {
  const entry = entryOf(uuid(), body, takeReply(), takeFiles());
  isLeaving = true;
  const kept = await keep(entry);
  isLeaving = false;
  if (!kept) return sendHere(entry, null); // it lasts only as long as this page
  leave();
  return window.location.assign(endUrl);
}

function send(body) {
  const entry = entryOf(uuid(), body, takeReply(), takeFiles());
  document.getElementById("unread")?.remove();
  return sendHere(entry, keep(entry));
}

async function sendHere(entry, kept) {
  show(entry);
  write("");
  composer.focus();
  if (isNewest()) toEnd();
  await kept;
  flush();
}

if (composer) {
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", () => (isLeaving = false));
}
