// Any page of texter sends what waits for any room: one after another in a room, each once.

import { deliver } from "./delivering.js";
import { change, discard, entries } from "./outboxstore.js";
import { BACK, list, me, on, tell } from "./page.js";

// How an entry stands: {id, state: "sending" | "failed" | "sent", words, key, isFinal}; `key` names the
// file that it is about.
export const ENTRY = "texter:entry";

const [REFUSED, SIGNED_OUT, CONFLICT, BROKEN] = [400, 401, 409, 500];
const PATIENCE = 30; // seconds, where a server does not say in figures how long

const queued = new Set();
const turns = new Map();
const skipped = new Set(); // refused without a word: the next page tries again
const renewed = new Set();

/** Send what can be sent now. */
export async function flush() {
  for (const { room } of await entries()) queue(room);
}

function queue(room) {
  if (queued.has(room)) return;
  queued.add(room);
  inTurn(`outbox.${me}.${room}`, () => {
    queued.delete(room);
    return sendAll(room);
  });
}

/** One at a time on this page, and where the browser has locks, on all of its pages. */
function inTurn(name, task) {
  const run = () => (navigator.locks ? navigator.locks.request(name, task) : task());
  turns.set(name, (turns.get(name) ?? Promise.resolve()).then(run, run));
}

const isHeld = ({ id, refused, files }) => refused || skipped.has(id) || files.some((file) => file.refused);
const waitingIn = async (room) => (await entries()).filter((entry) => entry.room === room && !isHeld(entry));

async function sendAll(room) {
  for (let goesOn = true; goesOn; ) {
    const [entry] = await waitingIn(room);
    goesOn = entry !== undefined && (await takeStep(entry));
  }
}

/** A file, or the message itself once all its files are there; says whether to go on. */
async function takeStep(entry) {
  const file = entry.files.find(({ isUploaded }) => !isUploaded);
  tell(ENTRY, { id: entry.id, state: "sending" });
  const answer = file ? await upload(entry, file) : await deliver(entry);
  if (!answer.ok) return fail(entry, file, answer);
  if (file) await alter(entry, file, { isUploaded: true });
  else await confirm(entry, answer);
  return true;
}

async function upload(entry, file) {
  const uploading = await import("./uploading.js").catch(() => null);
  return uploading ? uploading.upload(entry, file) : {};
}

async function confirm({ id, room }, { text }) {
  if (list?.dataset.room === room) window.htmx.swap(list, text, { swapStyle: "none" });
  await discard(id);
  tell(ENTRY, { id, state: "sent" });
}

const alter = ({ id }, { key }, facts) =>
  change(id, (entry) => ({ ...entry, files: entry.files.map((each) => (each.key === key ? { ...each, ...facts } : each)) }));

async function fail(entry, file, { status = 0, words = "", wait, isCancelled }) {
  const isThere = (await entries()).some(({ id }) => id === entry.id); // or a push has confirmed it
  if (isCancelled || !isThere) return true;
  if (wait) window.setTimeout(flush, (Number(wait) || PATIENCE) * 1000);
  else if (status >= REFUSED && status < BROKEN && status !== SIGNED_OUT) return refuse(entry, file, status, words);
  for (const { id } of await waitingIn(entry.room)) tell(ENTRY, { id, state: "failed", words }); // none overtakes another
  return false;
}

async function refuse(entry, file, status, words) {
  const { id, files } = entry;
  if (status === CONFLICT && !file && files.length && !renewed.has(id)) return renew(id);
  if (!words) skipped.add(id);
  else if (file) await alter(entry, file, { refused: words });
  else await change(id, (each) => ({ ...each, refused: words }));
  tell(ENTRY, { id, state: "failed", words, key: file?.key, isFinal: words !== "" && !file });
  return true;
}

/** What was uploaded long ago may be gone from the server. */
async function renew(id) {
  renewed.add(id);
  await change(id, (entry) => ({ ...entry, files: entry.files.map((file) => ({ ...file, isUploaded: false })) }));
  return true;
}

/** Try again, whatever was said to it before. */
export async function retry(id) {
  skipped.delete(id);
  await change(id, (entry) => ({ ...entry, refused: "", files: entry.files.map((file) => ({ ...file, refused: "" })) }));
  flush();
}

if (me) {
  on(BACK, flush);
  window.addEventListener("online", flush);
  if (!list) flush(); // the page of a room shows first what is waiting
}
