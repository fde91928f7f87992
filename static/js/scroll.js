// Where the reader is: stays at the end when there, and never moves under the eye elsewhere.

import { PLACED, endUrl, isNewest, list, me, on, rows, scroller } from "./page.js";
import { go } from "./staying.js";

const NEAR = 100; // pixels from the end that still count as the end

let stuck = true;

export const isAtEnd = () => Boolean(scroller) && stuck && isNewest();

const sizes = () => ({ list: list.offsetHeight, whole: scroller.scrollHeight, view: scroller.clientHeight });
const away = ({ whole, view }) => whole - scroller.scrollTop - view;
const distance = () => away(sizes());

export function toEnd(behavior = "instant") {
  if (!isNewest()) return go(endUrl);
  stuck = true;
  return scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

const bottom = (row) => row.getBoundingClientRect().bottom;

/**
 * Do something to the list while what stands below the first row in view stays where it is: that row
 * itself may be replaced, or lose its head to an earlier one of the same author.
 */
export function keepPosition(change) {
  if (!scroller || stuck) return change();
  const top = scroller.getBoundingClientRect().top;
  const anchor = rows().find((row) => bottom(row) > top);
  const before = anchor && bottom(anchor);
  change();
  const after = anchor && document.getElementById(anchor.id);
  if (after) scroller.scrollTop += bottom(after) - before;
  return undefined;
}

function open() {
  const focus = document.querySelector("[data-focus]")?.dataset.focus;
  const target = focus && document.getElementById(`message-${focus}`);
  const unread = document.getElementById("unread");
  if (target) {
    stuck = false;
    target.scrollIntoView({ block: "center" });
    target.classList.add("is-target");
    target.focus({ preventScroll: true });
  } else if (unread && scroller.scrollHeight - unread.offsetTop > scroller.clientHeight) {
    stuck = false;
    scroller.scrollTop = unread.offsetTop - scroller.clientHeight / 4;
  } else if (isNewest()) {
    toEnd();
  } else {
    stuck = false;
  }
}

// -- The pill that says what is below, and leads there ---------------------------------------------

const pill = document.getElementById("jump");
let below = 0;

function showPill() {
  if (!pill) return;
  if (isAtEnd()) below = 0;
  pill.hidden = isAtEnd() || (!below && isNewest() && distance() < scroller.clientHeight);
  const { none, one, many } = pill.dataset;
  const words = below === 0 ? none : below === 1 ? one : many.replace("0", below);
  pill.querySelector("span").replaceChildren(...words.split("*").map(emphasise));
}

/** Every second part of the words stood between stars. */
function emphasise(part, index) {
  if (index % 2 === 0) return part;
  const strong = document.createElement("b");
  strong.textContent = part;
  return strong;
}

if (scroller) {
  let seen = sizes();
  const look = () => {
    stuck = away(seen) < NEAR;
    showPill();
  };
  // A scroll that is heard before a change of size is, can only tell of who left the end.
  const hear = () => {
    const now = sizes();
    if ((now.list === seen.list && now.view === seen.view) || away(seen) >= NEAR) look();
  };
  scroller.addEventListener("scroll", hear, { passive: true });
  const hold = new ResizeObserver(() => {
    seen = sizes();
    if (stuck && isNewest()) scroller.scrollTo({ top: scroller.scrollHeight, behavior: "instant" });
    else look();
  });
  hold.observe(list);
  hold.observe(scroller);
  pill?.addEventListener("click", () => toEnd(distance() < 3 * scroller.clientHeight ? "smooth" : "instant"));
  on(PLACED, ({ target, fresh, style }) => {
    if (target !== list || style === "extend") return;
    if (style === "afresh") return toEnd();
    const last = rows().at(-1);
    if (!stuck && fresh.includes(last)) below += fresh.filter((row) => row.dataset.author !== me).length;
    return showPill();
  });
  open();
  showPill();
}
