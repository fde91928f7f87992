// What pages of before kept in localStorage; the outbox takes it over once.

import { list, me } from "./page.js";

const key = list && `unsent.${me}.${list.dataset.room}`;

/** Texts of this room, each {id, body, replyTo}. */
export function takeOver() {
  const texts = JSON.parse(localStorage.getItem(key) ?? "[]");
  localStorage.removeItem(key);
  return texts;
}
