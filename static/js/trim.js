// A page keeps at most 400 messages: the far end goes, and can be fetched again.

import { PLACED, list, on, rows, stamp } from "./page.js";
import { isAtEnd, keepPosition } from "./scroll.js";

const MOST = 400;
const SPARE = 50;

function trim({ style }) {
  const loaded = rows();
  if (loaded.length <= MOST) return;
  const surplus = loaded.length - MOST + SPARE;
  if (isAtEnd()) cut(loaded.slice(0, surplus), "before", loaded[surplus].dataset.seq);
  else if (style === "extend" && isReadingUp(loaded)) cutEnd(loaded, surplus);
}

const isReadingUp = (loaded) => {
  const middle = loaded[Math.floor(loaded.length / 2)];
  return middle.getBoundingClientRect().top > window.innerHeight;
};

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
  });
}

if (list) on(PLACED, (swap) => swap.target === list && trim(swap));
