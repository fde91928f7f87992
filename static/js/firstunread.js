// A pill at the top says how much is new above the view, and leads there.

import { PLACED, list, on, rows, scroller } from "./page.js";
import { READ } from "./reading.js";

const pill = document.getElementById("first-unread");
const line = () => document.getElementById("unread");
let isDone = false;

/** The first unread message's number, by the line or, where that is not loaded, by the server. */
function first() {
  const shown = line()?.nextElementSibling?.dataset.seq;
  return Number(shown ?? pill.dataset.seq);
}

function isAbove() {
  if (line()) return line().getBoundingClientRect().bottom < scroller.getBoundingClientRect().top;
  return Number(pill.dataset.seq) > 0 && Number(pill.dataset.seq) < Number(rows()[0]?.dataset.seq);
}

function draw() {
  const count = Number(rows().at(-1)?.dataset.seq ?? 0) - first() + 1;
  pill.hidden = isDone || count < 1 || !isAbove();
  if (pill.hidden) return;
  const words = count === 1 ? pill.dataset.one : pill.dataset.many.replace("0", count);
  pill.querySelector("span").replaceChildren(...words.split("*").map(emphasise));
}

/** Every second part of the words stands between stars. */
function emphasise(part, index) {
  if (index % 2 === 0) return part;
  const strong = document.createElement("b");
  strong.textContent = part;
  return strong;
}

function jump(event) {
  if (!line()) return; // it is not loaded: the link leads there
  event.preventDefault();
  scroller.scrollTo({ top: line().offsetTop - scroller.clientHeight / 4, behavior: "instant" });
}

/** Sending and Escape are done with what is new. */
function finish() {
  isDone = !line();
  draw();
}

if (pill) {
  pill.addEventListener("click", jump);
  scroller.addEventListener("scroll", draw, { passive: true });
  on(PLACED, ({ target }) => target === list && draw());
  on(READ, () => {
    isDone &&= !line();
    draw();
  });
  document.addEventListener("keydown", ({ key, target }) => key === "Escape" && !target.closest("dialog") && finish());
  document.addEventListener("submit", finish);
  draw();
}
