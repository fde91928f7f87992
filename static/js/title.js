// How much waits, where it shows from outside: the tab's title and icon, and the app's own badge.

import { on } from "./page.js";
import { COUNTED } from "./rows.js";

const title = document.title;
const icon = document.querySelector("link[rel=icon]");
const plain = icon?.getAttribute("href");

function draw(isNamed, isUnread) {
  const href = isNamed ? icon.dataset.mention : isUnread ? icon.dataset.unread : plain;
  if (icon.getAttribute("href") !== href) icon.setAttribute("href", href);
}

on(COUNTED, ({ count, isNamed, isUnread }) => {
  document.title = count ? `(${count}) ${title}` : title;
  if (icon) draw(isNamed, isUnread);
  if ("setAppBadge" in navigator) navigator.setAppBadge(count).catch(() => {});
});
