// Answering a message: what it says stands over the composer until it is sent or given up.

import { composer, onStepBack } from "./composer.js";
import { canAnswer } from "./offering.js";
import { roomUrl, tell } from "./page.js";
import { saidIn } from "./quoting.js";
import { fill, named } from "./sentence.js";
import { bar, closeMenu, onKey, toolRow } from "./tools.js";

// Told when it is another message that is answered, or none.
export const ANSWERING = "texter:answering";

const panel = document.getElementById("replying");
const id = composer?.form.elements.reply_to;

/** Answer the message in a row. */
export function answer(row) {
  if (!canAnswer(row)) return;
  show(row);
  tell(ANSWERING);
  composer.focus();
}

function show(row) {
  id.value = row.id.replace("message-", "");
  draw(saidIn(row));
  panel.hidden = false;
}

/** The id of what is being answered, or nothing. */
export const answered = () => id.value;

/** Answer again what was answered before; where it is not loaded, the server says what it is. */
export async function takeUp(original) {
  const row = document.getElementById(`message-${original}`);
  if (id.value || (row && !canAnswer(row))) return;
  if (row) show(row);
  else await ask(original);
}

async function ask(original) {
  const answer = await fetch(`${roomUrl}?reply_to=${original}`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const theirs = page.getElementById("replying");
  if (id.value || !theirs || theirs.hidden) return;
  id.value = original;
  panel.firstElementChild.replaceWith(document.importNode(theirs.firstElementChild, true));
  panel.hidden = false;
}

function draw({ author, words }) {
  const title = panel.querySelector("b");
  fill(title, title.dataset.words, named(author));
  const line = panel.querySelector("span");
  line.textContent = words || line.dataset.file;
}

/** The id of what the composer's text answers, which from here on is another's business. */
export function takeReply() {
  const original = id.value;
  id.value = "";
  panel.hidden = true;
  tell(ANSWERING);
  return original;
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
    const row = toolRow();
    closeMenu({ focus: false });
    answer(row);
  }
}

if (bar && panel) {
  onKey("r", answer);
  onStepBack(stepBack);
  document.addEventListener("click", onClick);
}
