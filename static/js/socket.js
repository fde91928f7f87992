// The page's socket: htmx opens it and swaps what comes; this decides when it is opened again.

import { version } from "./catchup.js";
import { SIGNS_OUT } from "./goodbye.js";
import { BACK, list, tell } from "./page.js";
import { isBackWith, isPolling, startPolling, stopPolling } from "./polling.js";

export const STATE = "texter:socket"; // {state: "open" | "closed" | "blocked" | "waiting" | "gone"}

const RESYNC = 4000;
const SIGNED_OUT = 4401;
const NO_ROOM = 4403;
const TOO_MANY = 4429;
const HTMX_RETRIES = [1006, 1011, 1012, 1013];
const BLOCKED_AFTER = 3; // handshakes that failed in a row while the site itself answers
const PATIENCE = 4000; // for an answer; to a handshake some proxies never give one
const SILENT_FOR = 40_000; // the server gives a sign of life every 15 seconds
const LONGEST_WAIT = 30_000;

let socket = null;
let wrapper = null;
let failures = 0;
let heardAt = 0;
let isGone = false;
let goesAfter = 500; // milliseconds, once its person is signed out; more for whoever does that here

const jitter = (most) => Math.random() * most;

/** Every connection asks for what came after the newest change that this page shows. */
window.htmx.createWebSocket = (url) => {
  if (socket?.readyState === WebSocket.CONNECTING) return socket;
  const address = new URL(url);
  if (isGone) address.searchParams.delete("room");
  else if (list) address.searchParams.set("since", version());
  socket = new WebSocket(address);
  window.setTimeout(onSilence, PATIENCE, socket);
  return socket;
};
// Of the thousands that lost their server in one moment, few come back in the same tenth of a second.
window.htmx.config.wsReconnectDelay = (tries) => jitter(Math.min(LONGEST_WAIT, 2000 * 2 ** tries));

export const isOpen = () => socket?.readyState === WebSocket.OPEN;

export const send = (frame) => {
  if (isOpen()) socket.send(JSON.stringify(frame));
  return isOpen();
};

function onOpen({ detail }) {
  wrapper = detail.socketWrapper;
  heardAt = Date.now();
  failures = 0;
  document.documentElement.dataset.live = "yes";
  stopPolling();
  tell(STATE, { state: "open" });
  tell(BACK);
}

function onSilence(asked) {
  if (asked !== socket || asked.readyState !== WebSocket.CONNECTING) return;
  tell(STATE, { state: "closed" });
  startPolling();
}

function onClose({ detail }) {
  if (detail.event.target !== socket) return;
  wrapper = detail.socketWrapper ?? wrapper;
  const { code } = detail.event;
  if (code === SIGNED_OUT) return window.setTimeout(() => window.location.reload(), goesAfter);
  if (code === NO_ROOM) return leave();
  document.documentElement.dataset.live = "no";
  // Of too many pages this one was seen longest ago: it comes back when it is looked at (wake.js).
  if (code === TOO_MANY) return tell(STATE, { state: "waiting" });
  failures += 1;
  tell(STATE, { state: "closed" });
  if (failures >= BLOCKED_AFTER) startPolling();
  if (!HTMX_RETRIES.includes(code)) window.setTimeout(reconnect, code === RESYNC ? jitter(500) : 500 + jitter(2000));
  return undefined;
}

/** A network that changed leaves the socket open and dead: nothing is heard, and nothing tells. */
export function renewIfSilent() {
  if (isOpen() && Date.now() - heardAt > SILENT_FOR) wrapper.reconnect();
}

export function reconnect() {
  if (socket?.readyState === WebSocket.CLOSED) wrapper?.reconnect();
}

function onAnswer({ detail }) {
  if (detail.elt !== list) return undefined;
  if (detail.xhr.status === 401) return window.location.reload();
  if (detail.xhr.status === 404) return leave();
  return isPolling() && onPolled(detail.successful);
}

/** A poll that was answered proves that the site is there and only sockets are not. */
function onPolled(isAnswered) {
  const isBack = isBackWith(isAnswered);
  tell(STATE, { state: isAnswered && !isBack ? "blocked" : "closed" });
  if (isBack) reconnect();
  if (isAnswered) tell(BACK);
}

/** The room is lost; the socket goes on for the others. */
function leave() {
  isGone = true;
  stopPolling();
  document.getElementById(`room-${list.dataset.room}`)?.remove();
  tell(STATE, { state: "gone" });
  window.setTimeout(reconnect, jitter(500));
}

document.addEventListener("submit", ({ target }) => target.matches(SIGNS_OUT) && (goesAfter = PATIENCE));
document.addEventListener("htmx:wsOpen", onOpen);
document.addEventListener("htmx:wsAfterMessage", () => (heardAt = Date.now()));
window.setInterval(renewIfSilent, SILENT_FOR / 8);
document.addEventListener("htmx:wsClose", onClose);
document.addEventListener("htmx:afterRequest", onAnswer);
