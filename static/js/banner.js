// One line above the log says how the connection stands; nothing for short breaks.

import { composer } from "./composer.js";
import { on } from "./page.js";
import { STATE, isOpen } from "./socket.js";

const GRACE = 2_000;
const OFFLINE_AFTER = 10_000;
const BACK_FOR = 2_000;

const banner = document.getElementById("connection");
let timers = [];
let shown = "";

function show(name) {
  shown = name;
  for (const line of banner.children) line.hidden = line.dataset.state !== name;
}

function later(name, delay) {
  timers.push(window.setTimeout(() => show(name), delay));
}

function cancel() {
  timers.forEach(window.clearTimeout);
  timers = [];
}

function goOn() {
  cancel();
  const wasShown = shown && shown !== "back";
  show(wasShown ? "back" : "");
  if (wasShown) later("", BACK_FOR);
}

function breakOff() {
  if (!navigator.onLine) {
    cancel();
    return show("offline");
  }
  if (timers.length && shown !== "back") return undefined;
  cancel();
  if (shown === "" || shown === "back") later("reconnecting", GRACE);
  return shown === "offline" ? undefined : later("offline", OFFLINE_AFTER);
}

const STATES = {
  open: goOn,
  closed: breakOff,
  blocked() {
    cancel();
    show("blocked");
  },
  waiting() {
    cancel();
    show("waiting");
  },
  gone() {
    cancel();
    show("gone");
    if (composer) composer.closest(".dock").hidden = true;
  },
};

if (banner) {
  on(STATE, ({ state }) => shown !== "gone" && STATES[state]());
  window.addEventListener("offline", breakOff);
  // A short break may end without the socket having noticed it.
  window.addEventListener("online", () => isOpen() && goOn());
}
