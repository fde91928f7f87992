// Whoever signs out leaves nothing behind for the next person at this browser. The page of signing out
// has this without the rest, so it imports nothing that is imported later (texter/scripts.py).

import { run } from "./database.js";
import { draftsOf, hastyOf, setItem, stored } from "./storage.js";

// Forms that sign out, here or everywhere.
export const SIGNS_OUT = '[action$="/logout/"], [data-forgets]';

const FORGOTTEN = "forgotten"; // when somebody signed out here, in milliseconds
const PATIENCE = 2000; // milliseconds, where other pages hold the database

let isLeaving = false;

/** Somebody signed out, here or in another tab, since this page was opened: what it holds goes with them. */
export const isForgotten = () => isLeaving || Number(localStorage.getItem(FORGOTTEN)) > performance.timeOrigin;

async function onSubmit(event) {
  const { target } = event;
  if (!navigator.onLine && document.getElementById("toasts")) return; // nobody gets out (staying.js)
  if (!target.matches(SIGNS_OUT)) return;
  event.preventDefault();
  isLeaving = true;
  const { content: me } = document.querySelector("meta[name=me]");
  for (const name of [draftsOf(me), hastyOf(me), "emoji"].flatMap(stored)) localStorage.removeItem(name);
  setItem(FORGOTTEN, Date.now());
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
  await Promise.race([forgetUnsent(me), patience]);
  target.submit();
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
