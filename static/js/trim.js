// A page keeps at most 400 messages: the far end goes, and can be fetched again.

import { regroup } from "./grouping.js";
import { PLACED, list, on, rows, stamp } from "./page.js";
import { isAtEnd, keepPosition } from "./scroll.js";

const MOST = 400;
const SPARE = 50;

function trim({ style }) {
  const loaded = rows();
  if (loaded.length <= MOST) return;
  const surplus = loaded.length - MOST + SPARE;
  const middle = loaded[Math.floor(loaded.length / 2)].getBoundingClientRect();
  const isReadingUp = middle.top > window.innerHeight;
  const isReadingDown = middle.bottom < 0;
  if (isAtEnd() || (style === "extend" && isReadingDown)) cutStart(loaded, surplus);
  else if (style === "extend" && isReadingUp) cutEnd(loaded, surplus);
}

function cutStart(loaded, surplus) {
  cut(loaded.slice(0, surplus), "before", loaded[surplus].dataset.seq);
}

function cutEnd(loaded, surplus) {
  cut(loaded.slice(-surplus), "after", loaded.at(-surplus - 1).dataset.seq);
  list.dataset.newest = "false";
}

function cut(gone, side, seq) {
  keepPosition(() => {
    for (const row of gone) {
      while (row.previousElementSibling?.matches(".day, .unread-line")) row.previousElementSibling.remove();
      row.remove();
    }
    document.getElementById(`more-${side}`)?.remove();
    const more = stamp(`more-${side}-template`);
    const link = more.querySelector("a");
    for (const name of ["href", "hx-get"]) link.setAttribute(name, link.getAttribute(name).replace(/=\d+$/, `=${seq}`));
    if (side === "before") list.prepend(more);
    else rows().at(-1).after(more);
    window.htmx.process(more);
    regroup(rows()[0]);
  });
}

if (list) on(PLACED, (swap) => swap.target === list && trim(swap));
