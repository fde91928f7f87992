// The sidebar's numbers: what was said minus what was read, and who was named in it.
//
// chat/rows.py does the same sums for the first paint.

import { PLACED, list, on, tell } from "./page.js";
import { READ } from "./reading.js";

// Told when the numbers are right again: {unread, mentions}, of direct rooms and of mentions only.
export const COUNTED = "texter:counted";

const LOUD = ["strong", "mention"]; // what is called to the person by name

const fact = (row, name) => document.getElementById(row.id.replace("room", name))?.dataset;

export const placeOf = (row) => fact(row, "place") ?? { level: "everything", position: "0" };

function numbersOf(row) {
  const read = Number(fact(row, "read")?.seq ?? Infinity);
  const unread = Math.max(0, Number(row.dataset.lastSeq) - read);
  const seqs = (fact(row, "mentions")?.seqs ?? "").split(" ").filter(Boolean);
  return { unread, mentions: seqs.filter((seq) => Number(seq) > read).length };
}

/** The kind of badge and its number; silent: bold and without a number. */
function badgeOf(row) {
  const { unread, mentions } = numbersOf(row);
  const { level } = placeOf(row);
  if (level === "nothing" || unread === 0) return { kind: "", number: 0 };
  if (level === "everything" && row.dataset.kind === "direct") return { kind: "strong", number: unread };
  if (mentions) return { kind: "mention", number: mentions };
  return level === "everything" ? { kind: "plain", number: unread } : { kind: "silent", number: 0 };
}

function paint(row) {
  const { kind, number } = badgeOf(row);
  const badge = row.querySelector(".badge");
  row.toggleAttribute("data-unread", kind !== "");
  row.toggleAttribute("data-muted", placeOf(row).level === "nothing");
  row.querySelector(".row__bell").hidden = placeOf(row).level !== "nothing";
  badge.hidden = kind === "";
  badge.className = `badge badge--${kind}`;
  badge.querySelector("b").textContent = number > 99 ? "99+" : number || "";
  badge.querySelector(".row__mention").hidden = kind !== "mention";
  if (row.id === `room-${list?.dataset.room}`) row.setAttribute("aria-current", "page");
  return { kind, number };
}

function paintAll() {
  const badges = [...document.querySelectorAll("#rooms .row")].map(paint);
  const loud = badges.filter(({ kind }) => LOUD.includes(kind));
  const count = loud.reduce((sum, { number }) => sum + number, 0);
  const isNamed = loud.some(({ kind }) => kind === "mention");
  tell(COUNTED, { count, isNamed, isUnread: badges.some(({ kind }) => kind !== "") });
}

on(PLACED, ({ target }) => target !== list && paintAll());
on(READ, paintAll);
document.addEventListener("DOMContentLoaded", paintAll);
