// The browser's own database, where what is not sent yet outlives page and browser. Whoever signs out
// on a page of its own has it there, too: it imports nothing.

const NAME = "entries";
const PATIENCE = 3000; // milliseconds for a browser to open it; until then what is written waits

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
  window.setTimeout(resolve, PATIENCE);
  return undefined;
}).catch(() => {}); // some browsers refuse by throwing

/** Whether what is kept outlives the page. */
export const isLasting = () => database !== null;

/** `act(store, answer)` in a transaction of its own. What a page that is left has not done by then is
 * not done at all: wait for it. */
export async function run(mode, act) {
  if (!database) await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(NAME, mode, { durability: "strict" });
    let result;
    act(transaction.objectStore(NAME), (found) => (result = found));
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}
