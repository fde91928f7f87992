// Who types: told at most every three seconds, shown for six.

import { composer } from "./composer.js";
import { PLACED, list, me, on, roomUrl } from "./page.js";
import { fill, named } from "./sentence.js";
import { send } from "./socket.js";

const TELL_EVERY = 3000;
const SHOW_FOR = 6000;

const people = document.getElementById("typing");
const line = document.getElementById("typing-line");
let toldAt = 0;

function draw() {
  const names = [...people.children].map((person) => person.textContent);
  const { one, two, many } = line.dataset;
  const words = [null, one, two][names.length] ?? many;
  line.hidden = names.length === 0;
  if (names.length) fill(line.querySelector("span:last-child"), words, ...names.map((name) => named(name, "b")));
}

function sendByRequest() {
  window.htmx.ajax("POST", `${roomUrl}typing/`, { source: people, swap: "none" }).catch(() => {});
}

function forget(person) {
  person?.remove();
  draw();
}

if (people && composer) {
  composer.addEventListener("input", () => {
    if (!composer.value.trim() || Date.now() - toldAt < TELL_EVERY) return;
    toldAt = Date.now();
    if (!send({ type: "typing" }) && navigator.onLine) sendByRequest();
  });
  on(PLACED, ({ target, placed, fresh, style }) => {
    if (target === people) {
      for (const person of placed) {
        if (person.dataset.author === me) person.remove();
        else window.setTimeout(() => person.isConnected && forget(person), SHOW_FOR);
      }
      draw();
    } else if (target === list && style === "upsert") {
      for (const row of fresh) forget(document.getElementById(`typing-${row.dataset.author}`));
    }
  });
}
