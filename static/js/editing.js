// Changing one's own message in the composer: what was being written waits until it is done.

import { bringBack, composer, onStepBack, setAside, write } from "./composer.js";
import { isMine } from "./offering.js";
import { rows } from "./page.js";
import { post } from "./posting.js";
import { say } from "./toasts.js";
import { addressOf, bar, onChoose, onKey } from "./tools.js";

const panel = document.getElementById("editing");
const refusal = panel?.querySelector("[role=alert]");
let edited = null; // {address, before, row}
let isSaving = false;

async function begin(row) {
  if (!isMine(row) || edited?.row === row.id) return;
  const address = `${addressOf(row)}edit/`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return say(refusal.dataset.words);
  const before = await answer.text();
  if (edited) write(before);
  else setAside(before);
  edited = { address, before, row: row.id };
  show(true);
  return undefined;
}

function show(isOn) {
  panel.hidden = !isOn;
  refusal.textContent = "";
  composer.form.toggleAttribute("data-editing", isOn);
  composer.placeholder = isOn ? "" : composer.getAttribute("aria-label");
  if (isOn) composer.setAttribute("aria-describedby", "editing-label");
  else composer.removeAttribute("aria-describedby");
  composer.focus();
  composer.setSelectionRange(composer.value.length, composer.value.length);
}

function finish() {
  edited = null;
  bringBack();
  show(false);
}

function stepBack() {
  if (!edited) return false;
  finish();
  return true;
}

async function save() {
  if (isSaving) return;
  if (composer.value.trim() === edited.before) return finish();
  isSaving = true;
  const saved = edited;
  const done = await post(saved.address, { body: composer.value });
  isSaving = false;
  if (edited !== saved) return; // given up meanwhile
  if (done === true) finish();
  else refusal.textContent = done || refusal.dataset.words;
}

/** Before the form is taken for a new message. */
function onSubmit(event) {
  if (!edited || event.target !== composer.form) return;
  event.preventDefault();
  event.stopPropagation();
  save();
}

/** Up in the empty composer: the last thing I said. */
function onUp(event) {
  if (event.key !== "ArrowUp" || composer.value || edited || event.isComposing) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const last = rows().findLast((row) => row.matches(".msg") && isMine(row));
  if (!last) return;
  event.preventDefault();
  begin(last);
}

if (bar && panel) {
  onKey("e", begin);
  onStepBack(stepBack);
  composer.addEventListener("keydown", onUp);
  document.addEventListener("submit", onSubmit, true);
  panel.querySelector("[data-cancels-edit]").addEventListener("click", finish);
  onChoose("edit", begin, { focus: false });
}
