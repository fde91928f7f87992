// What can be done with a message: one toolbar for the page, in the row that is pointed at or focused.

import { PLACED, list, on, roomUrl, scroller, stamp } from "./page.js";
import { readFrom } from "./reading.js";

const SHOWN_FOR = 1500; // milliseconds

const bar = list && document.getElementById("message-tools") && stamp("message-tools");
const menu = bar?.querySelector("details");
const tool = (name) => bar.querySelector(`[data-tool="${name}"]`);

const rowOf = (target) => target.closest?.("#messages > .msg[data-seq]");

function attach(row) {
  if (!row || bar.parentElement === row || (menu.open && bar.isConnected)) return;
  const address = `${roomUrl}messages/${row.id.replace("message-", "")}/`;
  tool("link").href = address;
  tool("receipts").href = `${address}receipts/`;
  tool("unread").elements.seq.value = row.dataset.seq;
  menu.open = false;
  row.append(bar);
}

/** Near the end there is more room above. */
function turn() {
  const { top, bottom } = scroller.getBoundingClientRect();
  bar.toggleAttribute("data-above", bar.getBoundingClientRect().top > (top + bottom) / 2);
}

async function copy(event) {
  event?.preventDefault();
  const words = tool("link").querySelector("span");
  const before = words.textContent;
  try {
    await navigator.clipboard.writeText(tool("link").href);
  } catch {
    return window.location.assign(tool("link").href); // pages without HTTPS have no clipboard
  }
  words.textContent = tool("link").dataset.done;
  return window.setTimeout(() => {
    words.textContent = before;
    menu.open = false;
  }, SHOWN_FOR);
}

function markUnread(event) {
  event?.preventDefault();
  const row = bar.parentElement;
  menu.open = false;
  readFrom(Number(tool("unread").elements.seq.value));
  row.focus({ preventScroll: true });
}

const KEYS = {
  l: () => copy(),
  u: () => markUnread(),
  enter: () => {
    menu.open = true;
    menu.querySelector("summary").focus();
  },
};

function onKey(event) {
  const act = KEYS[event.key.toLowerCase()];
  if (!act || event.target !== rowOf(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

if (bar) {
  list.addEventListener("pointerover", ({ target }) => attach(rowOf(target)));
  list.addEventListener("focusin", ({ target }) => attach(rowOf(target)));
  list.addEventListener("keydown", onKey);
  menu.addEventListener("toggle", () => menu.open && turn());
  tool("link").addEventListener("click", copy);
  tool("unread").addEventListener("submit", markUnread);
  tool("receipts").addEventListener("click", () => (menu.open = false));
  on(PLACED, ({ target }) => target === list && attach(list.querySelector(":scope > .msg[data-seq]:hover")));
}
