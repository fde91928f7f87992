// The parts of the page that several modules look at, and the events they tell each other.

export const list = document.getElementById("messages");
export const scroller = list?.closest(".log") ?? null;
export const me = document.querySelector("meta[name=me]")?.content;
export const roomUrl = list?.dataset.url;
// The room itself may open where reading goes on; this is its newest page.
export const endUrl = `${roomUrl}?end`;

const lang = document.documentElement.lang;
// The site's English puts the day before the month.
export const locale = lang === "en" ? "en-GB" : lang;

// Told after every swap: {target, placed, style}. `placed` are the new elements; in the log, `fresh`
// are those of them that took no other's place.
export const PLACED = "texter:placed";
// Told when a page that was cut off hears again.
export const BACK = "texter:back";

export const rows = () => [...list.querySelectorAll(":scope > [data-seq]")];
export const isNewest = () => list?.dataset.newest === "true";

export const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(name, { detail }));
export const on = (name, listener) => document.addEventListener(name, (event) => listener(event.detail ?? event));

/** A copy of what a <template> of the page holds. */
export const stamp = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** A sequenced row's neighbour of the same kind, past day lines and the like. */
export function neighbour(row, step) {
  let next = row[step];
  while (next && !next.matches("[data-seq], [data-state]")) next = next[step];
  return next;
}
