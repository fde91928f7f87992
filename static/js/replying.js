// Answering a message: what it says stands over the composer until it is sent or given up.

import { composer, onStepBack, write } from "./composer.js";
import { canAnswer } from "./offering.js";
import { saidIn } from "./quoting.js";
import { bar, closeMenu, onKey, toolRow } from "./tools.js";

const panel = document.getElementById("replying");
const id = composer?.form.elements.reply_to;

/** Answer the message in a row. */
export function answer(row) {
  if (!canAnswer(row)) return;
  id.value = row.id.replace("message-", "");
  fill(saidIn(row));
  panel.hidden = false;
  composer.focus();
}

/** The name into the words, as text. */
function fill({ author, words }) {
  const title = panel.querySelector("b");
  const name = document.createElement("bdi");
  name.textContent = author;
  const [before, after] = title.dataset.words.split("{}");
  title.replaceChildren(before, name, after);
  const line = panel.querySelector("span");
  line.textContent = words || line.dataset.file;
}

/** The id of what the composer's text answers, which from here on is another's business. */
export function takeReply() {
  const answered = id.value;
  id.value = "";
  panel.hidden = true;
  return answered;
}

/** What could not be sent is written again, as the answer that it was. */
export function giveBack(row) {
  write(row.querySelector(".msg__text").textContent);
  const original = document.getElementById(`message-${row.dataset.replyTo}`);
  if (original) answer(original);
}

function stepBack() {
  if (panel.hidden) return false;
  takeReply();
  composer.focus();
  return true;
}

function onClick(event) {
  if (event.target.closest("[data-cancels-reply]")) {
    event.preventDefault();
    stepBack();
  } else if (event.target.closest("[data-reply]")) {
    closeMenu({ focus: false });
    answer(toolRow());
  }
}

if (bar && panel) {
  onKey("r", answer);
  onStepBack(stepBack);
  document.addEventListener("click", onClick);
}
