// What is written and not confirmed yet, files and all, in the browser's own database. Where there is
// none, as in some private windows, it lasts as long as the page.

import { run } from "./database.js";
import { isForgotten } from "./goodbye.js";
import { me } from "./page.js";
import { hastyOf, setItem, stored } from "./storage.js";

const hasty = hastyOf(me);
const unkept = new Map();

/** An entry is {id, person, room, url, order, body, replyTo, files, refused}; a file of it
 * {key, name, size, blob, isUploaded, refused}. Says whether it outlives the page. */
export async function keep(entry) {
  const put = (store) => {
    store.put(entry);
    store.transaction.commit?.();
  };
  if (!entry.files.length) setItem(hasty + entry.id, JSON.stringify(entry)); // the page may be gone in a moment
  const isKept = !isForgotten() && (await run("readwrite", put).then(() => true, () => false));
  localStorage.removeItem(hasty + entry.id);
  if (!isKept) unkept.set(entry.id, entry); // signed out, no room, or a file that cannot be read
  return isKept;
}

/** What a page that is gone had no time to keep. */
async function takeUp() {
  await Promise.all(stored(hasty).map((name) => keep(JSON.parse(localStorage.getItem(name)))));
}

/** Mine, in the order written. */
export async function entries() {
  await takeUp().catch(() => {}); // another page may have been quicker
  const read = (store, answer) => (store.getAll().onsuccess = ({ target }) => answer(target.result));
  const kept = await run("readonly", read).catch(() => []);
  const mine = [...kept, ...unkept.values()].filter(({ person }) => person === me);
  return mine.sort((one, other) => one.order - other.order);
}

/** Replace an entry by what `alter` makes of it; nothing comes of one that is gone. */
export async function change(id, alter) {
  if (unkept.has(id)) return unkept.set(id, alter(unkept.get(id))).get(id);
  const replace = (store, answer) => {
    store.get(id).onsuccess = ({ target: { result } }) => {
      if (!result) return;
      const altered = alter(result);
      store.put(altered);
      answer(altered);
    };
  };
  return run("readwrite", replace).catch(() => undefined);
}

export async function discard(id) {
  unkept.delete(id);
  localStorage.removeItem(hasty + id);
  await run("readwrite", (store) => store.delete(id)).catch(() => {});
}
