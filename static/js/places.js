// Which section a row stands in, and where: favourites, rooms in one's own order, direct rooms by time.
//
// Nothing moves under the hand: while the pointer is over the list or the focus is in it, it waits.

import { PLACED, on } from "./page.js";
import { placeOf } from "./rows.js";

const rooms = document.getElementById("rooms");
const region = rooms?.closest(".sidebar__scroll");
const hasPointer = window.matchMedia("(hover: hover)");

const isHeld = () =>
  (hasPointer.matches && region.matches(":hover")) || region.contains(document.activeElement);

function sectionOf(row) {
  if (placeOf(row).favourite !== undefined) return "favourites";
  return row.dataset.kind === "direct" ? "directs" : "rooms";
}

/** As chat/rows.py sorts them. */
function inOrder(section) {
  if (section === "directs") return (a, b) => Number(b.dataset.sort) - Number(a.dataset.sort);
  const position = (row) => Number(placeOf(row).position) || Infinity;
  return (a, b) => compare(position(a), position(b)) || compare(a.dataset.sort, b.dataset.sort);
}

const compare = (a, b) => (a < b ? -1 : Number(a > b));

/** A hidden direct room comes back with what is said in it, and shows while one is in it. */
function isHidden(row) {
  const { hidden = "-1" } = placeOf(row);
  return Number(row.dataset.lastSeq) <= Number(hidden) && !row.hasAttribute("aria-current");
}

function fill(section, wanted) {
  let next = section.querySelector(".row");
  for (const row of wanted) {
    if (row === next) next = after(row);
    else section.insertBefore(row, next);
  }
}

function after(row) {
  let next = row.nextElementSibling;
  while (next && !next.matches(".row")) next = next.nextElementSibling;
  return next;
}

/** Put every row where it belongs, at once. */
export function arrange() {
  const focused = document.activeElement;
  const menu = rooms.querySelector(".row-menu");
  const owner = menu?.previousElementSibling;
  const all = [...rooms.querySelectorAll(".row")];
  for (const row of all) row.hidden = isHidden(row);
  for (const section of rooms.querySelectorAll(".rows")) {
    const { section: name } = section.dataset;
    fill(section, all.filter((row) => sectionOf(row) === name).sort(inOrder(name)));
  }
  if (menu && owner?.nextElementSibling !== menu) owner?.after(menu);
  if (document.activeElement !== focused) focused.focus({ preventScroll: true });
}

const arrangeIfFree = () => isHeld() || arrange();

if (rooms) {
  on(PLACED, arrangeIfFree);
  region.addEventListener("pointerleave", arrangeIfFree);
  region.addEventListener("focusout", () => window.setTimeout(arrangeIfFree));
}
