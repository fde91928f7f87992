// Whoever signs out leaves nothing behind for the next person at this browser. The page of signing out
// has this without the rest, so it imports nothing that is imported later (texter/scripts.py).

import { run } from "./database.js";

// Forms that sign out, here or everywhere.
export const SIGNS_OUT = '[action$="/logout/"], [data-forgets]';

const FORGOTTEN = "forgotten"; // when somebody signed out here, in milliseconds
const PATIENCE = 2000; // milliseconds, where other pages hold the database

/** Somebody signed out, here or in another tab, since this page was opened: what it holds goes with them. */
export const isForgotten = () => Number(localStorage.getItem(FORGOTTEN)) > performance.timeOrigin;

async function onSubmit(event) {
  const { target } = event;
  if (!navigator.onLine) return; // nobody gets out, and goes on here
  if (!target.matches(SIGNS_OUT)) return;
  event.preventDefault();
  const { content: me } = document.querySelector("meta[name=me]");
  forgetDrafts(me);
  await Promise.race([forgetUnsent(me), new Promise((resolve) => window.setTimeout(resolve, PATIENCE))]);
  target.submit();
}

function forgetDrafts(me) {
  const mine = [`draft.${me}.`, `hasty.${me}.`, "emoji"];
  const names = Object.keys(localStorage).filter((name) => mine.some((start) => name.startsWith(start)));
  names.forEach((name) => localStorage.removeItem(name));
  localStorage.setItem(FORGOTTEN, Date.now());
}

function forgetUnsent(me) {
  const forget = (store) => {
    store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (cursor?.value.person === me) cursor.delete();
      cursor?.continue();
    };
  };
  return run("readwrite", forget).catch(() => {});
}

document.addEventListener("submit", onSubmit);
