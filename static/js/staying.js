// Without a network the page stays: what leads elsewhere would end on the browser's own error page.

import { say } from "./toasts.js";

const region = document.getElementById("toasts");

/** Whether the page is to stay, which is said. */
export function stays() {
  if (!navigator.onLine) say(region.dataset.offline);
  return !navigator.onLine;
}

/** To another page, where there is a way. */
export const go = (href) => stays() || window.location.assign(href);

/** A click that is to open a link here, and not elsewhere. */
export const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

const isHere = ({ hash, pathname }) => hash && pathname === window.location.pathname;
const leaves = (link) => link.origin === window.location.origin && !link.target && !link.download && !isHere(link);

function onClick(event) {
  const link = event.target.closest?.("a[href]");
  if (link && !event.defaultPrevented && isPlain(event) && leaves(link) && stays()) event.preventDefault();
}

function onSubmit(event) {
  if (!event.defaultPrevented && event.target.method !== "dialog" && stays()) event.preventDefault();
}

// At the window: whatever does something by itself has said so by then.
if (region) {
  window.addEventListener("click", onClick);
  window.addEventListener("submit", onSubmit);
}
