// Where no socket gets through, requests may: the page asks every few seconds.

import { catchUp } from "./catchup.js";
import { list } from "./page.js";

const EVERY = 3000; // milliseconds

let timer = null;
let isSiteDown = false;

export const isPolling = () => timer !== null;

export function startPolling() {
  if (timer || !list) return;
  timer = window.setInterval(() => catchUp(), EVERY);
  catchUp();
}

export function stopPolling() {
  window.clearInterval(timer);
  timer = null;
}

/** Whether this answer is the first since the site was down: no socket was tried since. */
export function isBackWith(isAnswered) {
  const isBack = isAnswered && isSiteDown;
  isSiteDown = !isAnswered;
  return isBack;
}
