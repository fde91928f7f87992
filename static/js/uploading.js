// Files on their way, one at a time and in order; loaded when somebody sends the first.

import { headers, outcome } from "./delivering.js";
import { entries } from "./outboxstore.js";
import { tell } from "./page.js";

export const PROGRESS = "texter:progress"; // {key, loaded, total}

const STALLED_AFTER = 60_000; // milliseconds without a byte; drawing pictures takes the server up to half of it

let turn = Promise.resolve();
let current = null; // {key, request, isCancelled}

/** What the server answered, as the outbox reads it. */
export function upload(entry, file) {
  turn = turn.then(() => start(entry, file));
  return turn;
}

async function start({ id, url }, { key, blob, name }) {
  const entry = (await entries()).find((each) => each.id === id);
  if (!entry?.files.some((each) => each.key === key)) return { isCancelled: true };
  const request = new XMLHttpRequest();
  current = { key, request };
  await sent(request, `${url}attachments/`, key, blob, name);
  const { isCancelled } = current;
  current = null;
  return { isCancelled, ...answerOf(request) };
}

function sent(request, url, key, blob, name) {
  const body = new FormData();
  body.append("key", key);
  body.append("file", blob, name);
  return new Promise((resolve) => {
    let timer;
    const touch = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => request.abort(), STALLED_AFTER);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      touch();
      tell(PROGRESS, { key, loaded, total });
    };
    request.onloadend = () => {
      window.clearTimeout(timer);
      resolve();
    };
    request.open("POST", url);
    for (const [header, value] of Object.entries(headers())) request.setRequestHeader(header, value);
    touch();
    request.send(body);
  });
}

const answerOf = (request) => outcome(request.status, (name) => request.getResponseHeader(name), request.responseText);

/** Stop a file that is on its way. */
export function cancel(key) {
  if (current?.key !== key) return;
  current.isCancelled = true;
  current.request.abort();
}

/** Files that do not go out after all need not wait on the server. */
export function takeBack(url, files) {
  for (const { key } of files) {
    fetch(`${url}attachments/${key}/remove/`, { method: "POST", headers: headers() }).catch(() => {});
  }
}
