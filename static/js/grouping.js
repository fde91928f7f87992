// What stands between messages: groups of one author, and day lines in the viewer's own zone.

import { PLACED, list, locale, me, neighbour, on, rows, stamp } from "./page.js";

const GAP = 5 * 60 * 1000; // milliseconds; chat/message_fragments.py says the same

const DAY = 24 * 60 * 60 * 1000;

const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const dayOfYear = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

let today = new Date().toDateString();

export const dateOf = (row) => new Date(Number(row.dataset.ts));

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** "Today", "Yesterday", "Thursday 19 November". */
export function dayName(date) {
  const ago = Math.round((midnight(new Date()) - midnight(date)) / DAY); // rounded: some days have 23 hours
  if (ago === 0 || ago === 1) return capital(relative.format(-ago, "day"));
  return (date.getFullYear() === new Date().getFullYear() ? day : dayOfYear).format(date);
}

const capital = (words) => words[0].toLocaleUpperCase(locale) + words.slice(1);

/** Set what depends on the row before: whether it starts a group, and a day line if it starts a day. */
export function regroup(row) {
  const previous = neighbour(row, "previousElementSibling");
  const startsDay = !previous || dateOf(previous).toDateString() !== dateOf(row).toDateString();
  drawDay(row, startsDay);
  if (!row.matches(".msg")) return;
  row.classList.toggle("msg--me", row.dataset.author === me);
  const first = startsDay || startsGroup(row, previous);
  row.classList.toggle("msg--first", first);
  // A name that is out of sight takes no focus.
  row.querySelector(".msg__author > a")?.setAttribute("tabindex", first ? "0" : "-1");
}

const startsGroup = (row, previous) =>
  !previous.matches(".msg") ||
  row.querySelector(".msg__quote") !== null ||
  previous.dataset.author !== row.dataset.author ||
  dateOf(row) - dateOf(previous) > GAP;

function drawDay(row, wanted) {
  let line = row.previousElementSibling;
  while (line && !line.matches("[data-seq], [data-state], .day")) line = line.previousElementSibling;
  const present = line?.matches(".day") ? line : null;
  if (!wanted) return present?.remove();
  const shown = present ?? stamp("day-line");
  shown.querySelector("span").textContent = dayName(dateOf(row));
  if (!present) anchorOf(row).before(shown);
  return undefined;
}

/** A "New" line belongs to the row below it. */
const anchorOf = (row) => (row.previousElementSibling?.id === "unread" ? row.previousElementSibling : row);

export function regroupAround(row) {
  regroup(row);
  const next = neighbour(row, "nextElementSibling");
  if (next) regroup(next);
}

/** After midnight "Today" is another day. */
function renameDays() {
  if (today === new Date().toDateString()) return;
  today = new Date().toDateString();
  rows().forEach(regroup);
}

if (list) {
  rows().forEach(regroup);
  document.addEventListener("visibilitychange", renameDays);
  on(PLACED, ({ target, placed, style }) => {
    if (target !== list) return;
    const changed = style === "upsert" ? placed : rows();
    changed.filter((row) => row.dataset.seq).forEach(regroupAround);
    renameDays();
  });
}
