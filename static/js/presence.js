// How present people are: this page says whether it is in view, and follows those whom it shows.

import { BACK, PLACED, on } from "./page.js";
import { send } from "./socket.js";

const REPEAT = 50_000; // milliseconds
const SETTLE = 5000;
const GATHER = 1000;
const MOST = 200;

const states = document.getElementById("presences");
let settling = null;
let gathering = null;
let watched = "";

const spots = () => document.querySelectorAll("[data-presence]");

function show() {
  send({ type: "presence", state: document.visibilityState });
}

function watch() {
  gathering = null;
  const people = [...new Set([...spots()].map((spot) => Number(spot.dataset.presence)))].slice(0, MOST);
  const faces = [...new Set([...document.querySelectorAll("[data-name-of]")].map((spot) => Number(spot.dataset.nameOf)))];
  const asked = `${people} ${faces}`;
  if (asked !== watched && send({ type: "watch", people, faces })) watched = asked;
}

function paint() {
  for (const spot of spots()) {
    const known = document.getElementById(`presence-${spot.dataset.presence}`);
    if (!known || spot.dataset.state === known.dataset.state) continue;
    spot.dataset.state = known.dataset.state;
    spot.querySelector("[data-word]").textContent = states.dataset[known.dataset.state];
    spot.querySelector(".last-seen")?.remove();
  }
}

/** Another process may answer now, by its own clock. */
function onBack() {
  states.replaceChildren();
  watched = "";
  show();
  watch();
}

if (states) {
  on(BACK, onBack);
  on(PLACED, () => {
    paint();
    gathering ??= window.setTimeout(watch, GATHER);
  });
  document.addEventListener("visibilitychange", () => {
    window.clearTimeout(settling);
    settling = window.setTimeout(show, SETTLE);
  });
  window.setInterval(show, REPEAT);
}
