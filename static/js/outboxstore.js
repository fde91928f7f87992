// What is written and not confirmed yet, files and all, in IndexedDB: it outlives page and browser.
// Where there is none, as in some private windows, it lasts as long as the page.

import { me } from "./page.js";

const NAME = "entries";

const unkept = new Map();
let database = null;

const opened = new Promise((resolve) => {
  const request = window.indexedDB?.open("outbox", 1);
  if (!request) return resolve();
  request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "id" });
  request.onsuccess = () => {
    database = request.result;
    resolve();
  };
  request.onerror = resolve;
  return undefined;
}).catch(() => {}); // some browsers refuse by throwing

/** Whether what is kept outlives the page. */
export const isLasting = () => database !== null;

/** `act(store, answer)` in a transaction of its own, begun at once: the page may be about to go. */
async function run(mode, act) {
  if (!database) await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(NAME, mode, { durability: "strict" });
    let result;
    act(transaction.objectStore(NAME), (found) => (result = found));
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** An entry is {id, person, room, url, order, body, replyTo, files, refused}; a file of it
 * {key, name, size, blob, isUploaded, refused}. Says whether it outlives the page. */
export async function keep(entry) {
  const put = (store) => {
    store.put(entry);
    store.transaction.commit?.();
  };
  try {
    await run("readwrite", put);
    return true;
  } catch {
    unkept.set(entry.id, entry); // no room, or a file that cannot be read
    return false;
  }
}

/** Mine, in the order written. */
export async function entries() {
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

/** Whoever signs out leaves nothing behind. */
export function forgetMine() {
  unkept.clear();
  const forget = (store) => {
    store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (cursor?.value.person === me) cursor.delete();
      cursor?.continue();
    };
  };
  run("readwrite", forget).catch(() => {});
}
