// What is written and not confirmed yet, files and all, in the browser's own database. Where there is
// none, as in some private windows, it lasts as long as the page.

import { run } from "./database.js";
import { me } from "./page.js";

const unkept = new Map();
const hasty = `hasty.${me}.`; // texts in localStorage, at once, until the database has them

/** An entry is {id, person, room, url, order, body, replyTo, files, refused}; a file of it
 * {key, name, size, blob, isUploaded, refused}. Says whether it outlives the page. */
export async function keep(entry) {
  const put = (store) => {
    store.put(entry);
    store.transaction.commit?.();
  };
  const name = hasty + entry.id;
  if (!entry.files.length) localStorage.setItem(name, JSON.stringify(entry));
  try {
    await run("readwrite", put);
    return true;
  } catch {
    unkept.set(entry.id, entry); // no room, or a file that cannot be read
    return false;
  } finally {
    localStorage.removeItem(name);
  }
}

/** Who is gone in the moment of sending left it to the next page. */
async function takeUp() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(hasty));
  await Promise.all(names.map((name) => keep(JSON.parse(localStorage.getItem(name)))));
}

const takenUp = takeUp();

/** Mine, in the order written. */
export async function entries() {
  await takenUp;
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
  await run("readwrite", (store) => store.delete(id)).catch(() => {});
}
