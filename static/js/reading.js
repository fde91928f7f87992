// Reading: a message is read when the page is looked at and the end of the log is in view.

import { BACK, PLACED, list, me, on, roomUrl, rows, scroller, stamp, tell } from "./page.js";
import { isAtEnd } from "./scroll.js";

export const READ = "texter:read";

const PAUSE = 1000; // milliseconds

/** How far this room is read; every push of it is a new element. */
const mark = () => document.getElementById(`read-${list.dataset.room}`);
const readTo = () => Number(mark()?.dataset.seq ?? 0);

let timer = null;
let told = list ? readTo() : 0;
// The reader wants it unread: it stays so until their own hand brings them to the end.
let isHeld = false;
let isByHand = false;

const isLooking = () => document.visibilityState === "visible" && isAtEnd();

function read() {
  const seq = Number(rows().at(-1)?.dataset.seq ?? 0);
  if (isHeld || !isLooking() || !mark() || seq <= readTo()) return;
  mark().dataset.seq = seq;
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

/** Move it back, here and on the reader's other devices. */
export function readFrom(seq) {
  window.clearTimeout(timer);
  hold(seq - 1);
  window.htmx.ajax("POST", `${roomUrl}unread/`, { source: "#reads", swap: "none", values: { seq } }).catch(() => {});
}

function hold(seq) {
  window.clearTimeout(timer);
  isHeld = true;
  isByHand = false;
  told = seq;
  if (mark()) mark().dataset.seq = Math.min(seq, readTo());
  document.getElementById("unread")?.remove();
  rows().find((row) => Number(row.dataset.seq) > seq)?.before(stamp("unread-line"));
  tell(READ);
}

function release() {
  isHeld = false;
  read();
}

/** What came from another device: moved back, or read on there while this one looks too. */
function onPushed(placed) {
  const mine = placed.find((place) => place === mark());
  if (mine?.dataset.back !== undefined) hold(Number(mine.dataset.seq));
  else if (mine) read();
}

function onScroll() {
  if (isByHand && isAtEnd()) isHeld = false;
  read();
}

/** The line stays where it was drawn; a new one is drawn before what comes while nobody looks. */
function drawLine(placed) {
  const first = placed.find((row) => row.dataset.seq && row.dataset.author !== me);
  if (document.visibilityState === "visible" || document.getElementById("unread") || !first) return;
  first.before(stamp("unread-line"));
}

if (list) {
  on(PLACED, ({ target, placed, fresh, style }) => {
    if (target.id === "reads") onPushed(placed);
    if (target !== list) return;
    if (style === "upsert") drawLine(fresh.filter((row) => !row.nextElementSibling?.dataset.seq));
    read();
  });
  scroller.addEventListener("scroll", onScroll, { passive: true });
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) scroller.addEventListener(name, () => (isByHand = true), { passive: true });
  document.getElementById("jump")?.addEventListener("click", release);
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && !event.target.closest("dialog") && release());
  document.addEventListener("visibilitychange", read);
  on(BACK, () => readTo() > told && report());
  read();
}
