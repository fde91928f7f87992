// A menu that opens in place is all in the window, however low it is and wherever its button scrolled:
// below the button, else above it, else beside it.

import { PLACED, on } from "./page.js";

const MENUS = ".msg-menu, .room-menu";
const EDGE = 8; // pixels
const GAP = 4;

const within = (least, wanted, most) => Math.max(least, Math.min(wanted, most));
const isRightToLeft = (element) => getComputedStyle(element).direction === "rtl";

/** From the left: the first of `sides`, as they are where one reads to the right, at which something so
 * wide stays in the column of its button. */
export function across(button, width, sides) {
  const { left, right } = (button.closest(".log__list, .pane") ?? document.body).getBoundingClientRect();
  const inOrder = isRightToLeft(button) ? sides.toReversed() : sides;
  const x = inOrder.find((side) => side >= left && side + width <= right) ?? inOrder[0];
  return within(EDGE, x, window.innerWidth - EDGE - width);
}

function place(menu) {
  const body = menu.querySelector(":scope > .menu");
  const at = menu.querySelector("summary").getBoundingClientRect();
  body.dataset.placed = "";
  const { offsetWidth: width, offsetHeight: height } = body;
  const [below, above, lowest] = [at.bottom + GAP, at.top - GAP - height, window.innerHeight - EDGE - height];
  const y = below <= lowest ? below : above >= EDGE ? above : null;
  // Where it stands beside, it leaves the button free.
  const sides = y === null ? [at.left - GAP - width, at.right + GAP] : [at.right - width, at.left];
  body.style.setProperty("--menu-top", `${y ?? within(EDGE, below, lowest)}px`);
  body.style.setProperty("--menu-left", `${across(menu, width, sides)}px`);
}

/** It goes with its button, until that is out of sight. */
function follow(scrolled) {
  for (const menu of document.querySelectorAll(`:is(${MENUS})[open]`)) {
    const at = menu.getBoundingClientRect();
    const seen = scrolled?.contains(menu) ? scrolled.getBoundingClientRect() : null;
    if (seen && (at.bottom <= seen.top || at.top >= seen.bottom)) menu.open = false;
    else place(menu);
  }
}

/** Closed, it forgets its place: the next time it is not seen there first. */
function toggle({ target }) {
  if (!target.matches(MENUS)) return;
  if (target.open) place(target);
  else delete target.querySelector(":scope > .menu")?.dataset.placed; // on touch it is in a sheet
}

document.addEventListener("toggle", toggle, true);
document.addEventListener("scroll", ({ target }) => target !== document && follow(target), true);
window.addEventListener("resize", () => follow());
on(PLACED, () => follow());
