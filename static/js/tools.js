// What can be done with a message: one toolbar for the page, in the row that is pointed at or focused.
//
// What each of its tools does is a module of its own, which says so with `onAttach` and `onKey`.

import { PLACED, list, on, roomUrl, stamp } from "./page.js";

export const bar = list && document.getElementById("message-tools") ? stamp("message-tools") : null;

export const menu = bar?.querySelector("details");
const fitters = [];
const keys = new Map();

/** The element that is marked as this tool. */
export const tool = (name) => bar.querySelector(`[data-tool="${name}"]`);

/** Fit a tool to the row that gets the toolbar: `fit(row, address)`. */
export const onAttach = (fit) => fitters.push(fit);

/** What a key does while a row has the focus: `act(row)`. */
export const onKey = (key, act) => keys.set(key, act);

/** The row that has the toolbar now; a moment later it may be another. */
export const toolRow = () => bar.parentElement;

export const addressOf = (row) => `${roomUrl}messages/${row.id.replace("message-", "")}/`;

/** Put the menu away; the row keeps the focus. */
export function closeMenu({ focus = true } = {}) {
  const row = toolRow();
  menu.open = false;
  document.querySelector("dialog:has([data-tool])")?.close(); // on touch they stand there
  if (focus) row?.focus({ preventScroll: true });
}

/** What becomes of the row when a tool is chosen: `act(row)`. It is told here which row that is,
 * as the row under the pointer takes the toolbar as soon as its menu is closed. */
export function onChoose(name, act, options) {
  tool(name).addEventListener("click", () => {
    const row = toolRow();
    closeMenu(options);
    act?.(row);
  });
}

const rowOf = (target) => target.closest?.("#messages > .msg[data-seq]");

export function attach(row) {
  if (!row || bar.parentElement === row || (menu.open && bar.isConnected)) return;
  if (!menu.querySelector("[data-tool]")) return; // they are in use elsewhere
  fitters.forEach((fit) => fit(row, addressOf(row)));
  menu.open = false;
  row.append(bar);
}

function openMenu() {
  menu.open = true;
  menu.querySelector("summary").focus();
}

function actOnKey(event) {
  const act = keys.get(event.key.toLowerCase());
  const row = rowOf(event.target);
  if (!act || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  menu.open = false;
  attach(row);
  act(row);
}

if (bar) {
  list.addEventListener("pointerover", ({ target }) => attach(rowOf(target)));
  list.addEventListener("focusin", ({ target }) => attach(rowOf(target)));
  list.addEventListener("keydown", actOnKey);
  onKey("enter", openMenu);
  on(PLACED, ({ target }) => target === list && attach(list.querySelector(":scope > .msg[data-seq]:hover")));
}
