// What just happened, for a few seconds; it stays while it is pointed at or has the focus.

import { stamp } from "./page.js";

const SHOWN_FOR = 6000; // milliseconds

const region = document.getElementById("toasts");
let timer = null;

function wait() {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => region.replaceChildren(), SHOWN_FOR);
}

const hold = () => window.clearTimeout(timer);

export function show(toast) {
  region.replaceChildren(toast);
  wait();
}

export const hide = () => region.replaceChildren();

/** Without words: that it did not work. */
export function say(words = "") {
  const toast = stamp("toast");
  toast.querySelector("span").textContent = words || region.dataset.failed;
  show(toast);
}

if (region) {
  for (const name of ["pointerenter", "focusin"]) region.addEventListener(name, hold);
  for (const name of ["pointerleave", "focusout"]) region.addEventListener(name, wait);
  if (document.getElementById("told")) show(stamp("told"));
}
