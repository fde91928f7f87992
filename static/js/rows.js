// The sidebar's numbers: what was said minus what was read, and their sum in the title.

import { PLACED, list, on } from "./page.js";
import { READ } from "./reading.js";

const title = document.title;

const unreadOf = (row) => {
  const read = document.getElementById(row.id.replace("room", "read"));
  return read ? Math.max(0, Number(row.dataset.lastSeq) - Number(read.dataset.seq)) : 0;
};

function paint() {
  let total = 0;
  for (const row of document.querySelectorAll("#rooms .row")) {
    const unread = unreadOf(row);
    const badge = row.querySelector(".badge");
    total += unread;
    row.toggleAttribute("data-unread", unread > 0);
    badge.hidden = unread === 0;
    badge.querySelector("b").textContent = unread > 99 ? "99+" : unread;
    if (row.id === `room-${list?.dataset.room}`) row.setAttribute("aria-current", "page");
  }
  document.title = total ? `(${total}) ${title}` : title;
  if ("setAppBadge" in navigator) navigator.setAppBadge(total).catch(() => {});
}

on(PLACED, ({ target }) => target !== list && paint());
on(READ, paint);
paint();
