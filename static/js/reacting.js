// Answers by emoji: the same tap gives one and takes it back.

import { PLACED, list, me, on, roomUrl, rows } from "./page.js";
import { pick } from "./picking.js";
import { change } from "./posting.js";
import { bar, closeMenu, onAttach, onKey, tool, toolRow } from "./tools.js";

const quick = bar && tool("react");

let returning = null; // {row, emoji}: the chip that had the focus

const isMine = (chip) => chip.dataset.people.split(" ").includes(me);
const chipOf = (row, emoji) => row.querySelector(`.reaction[data-emoji="${CSS.escape(emoji)}"]`);

function mark(row) {
  for (const chip of row.querySelectorAll(".reaction[data-people]")) chip.setAttribute("aria-pressed", String(isMine(chip)));
}

const has = (row, emoji) => chipOf(row, emoji)?.getAttribute("aria-pressed") === "true";

/** The toolbar's, and wherever else the quick ones stand. */
function fit(row) {
  quick.hidden = row.matches(".msg--deleted");
  const buttons = [...quick.querySelectorAll("[data-emoji]"), ...document.querySelectorAll(".quick [data-emoji]")];
  for (const button of buttons) button.setAttribute("aria-pressed", String(has(row, button.dataset.emoji)));
}

/** Give the row's message this answer, or take it back. */
function react(row, emoji) {
  const address = `${roomUrl}messages/${row.id.replace("message-", "")}/reactions/`;
  return change(address, { emoji, on: has(row, emoji) ? 0 : 1 });
}

/** Pick one from all; the focus comes back to the row. */
async function pickFor(row, anchor = row) {
  const { id } = row;
  const emoji = await pick(anchor);
  const current = document.getElementById(id); // it may have changed meanwhile
  current?.focus({ preventScroll: true });
  if (emoji && current && !has(current, emoji)) react(current, emoji);
}

function onClick({ target }) {
  const button = target.closest("#messages .reaction, [data-tool=react] button, .quick button");
  const row = button?.matches(".reaction") ? button.closest(".msg") : button && toolRow();
  if (!row) return;
  const isInSheet = button.closest(".quick") !== null;
  if (isInSheet) closeMenu();
  if (button.dataset.react !== undefined) return pickFor(row, isInSheet ? row : button);
  returning = button === document.activeElement ? { id: row.id, emoji: button.dataset.emoji } : null;
  react(row, button.dataset.emoji);
}

/** A row that is drawn anew has new chips. */
function onPlaced(placed) {
  placed.filter((row) => row.dataset.seq).forEach(mark);
  const row = returning && placed.find(({ id }) => id === returning.id);
  if (!row) return;
  if (row === document.activeElement) (chipOf(row, returning.emoji) ?? row).focus({ preventScroll: true });
  returning = null;
}

if (list) {
  rows().forEach(mark);
  on(PLACED, ({ target, placed }) => target === list && onPlaced(placed));
  document.addEventListener("click", onClick);
}

if (quick) {
  onAttach(fit);
  onKey("+", (row) => !row.matches(".msg--deleted") && pickFor(row));
}
