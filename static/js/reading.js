// Reading: a message is read when the page is looked at and the end of the log is in view.

import { BACK, PLACED, list, me, on, roomUrl, rows, scroller, stamp, tell } from "./page.js";
import { isAtEnd } from "./scroll.js";

export const READ = "texter:read";

const PAUSE = 1000; // milliseconds

/** How far this room is read; every push of it is a new element. */
const mark = () => document.getElementById(`read-${list.dataset.room}`);
const readTo = () => Number(mark()?.dataset.version ?? 0);

let timer = null;
let told = list ? readTo() : 0;

const isLooking = () => document.visibilityState === "visible" && isAtEnd();

function read() {
  const seq = Number(rows().at(-1)?.dataset.seq ?? 0);
  if (!isLooking() || !mark() || seq <= readTo()) return;
  mark().dataset.version = seq;
  tell(READ);
  window.clearTimeout(timer);
  timer = window.setTimeout(report, PAUSE);
}

async function report() {
  const seq = readTo();
  try {
    await window.htmx.ajax("POST", `${roomUrl}read/`, { source: "#reads", swap: "none", values: { seq } });
    told = seq;
  } catch {
    // Told again when the connection is back.
  }
}

/** The line stays where it was drawn; a new one is drawn before what comes while nobody looks. */
function drawLine(placed) {
  const first = placed.find((row) => row.dataset.seq && row.dataset.author !== me);
  if (document.visibilityState === "visible" || document.getElementById("unread") || !first) return;
  first.before(stamp("unread-line"));
}

if (list) {
  on(PLACED, ({ target, placed, style }) => {
    if (target !== list) return;
    if (style === "upsert") drawLine(placed.filter((row) => !row.nextElementSibling?.dataset.seq));
    read();
  });
  scroller.addEventListener("scroll", read, { passive: true });
  document.addEventListener("visibilitychange", read);
  on(BACK, () => readTo() > told && report());
  read();
}
