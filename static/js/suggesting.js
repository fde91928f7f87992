// What is offered over the composer while one types: chosen by key or pointer, put in place of the word.
//
// What there is to offer is others' business: they say so with `offer`.

import { composer } from "./composer.js";
import { replace } from "./typed.js";

const box = document.getElementById("suggestions");
const status = document.getElementById("suggestions-status");
const sources = [];
let turn = 0;
let start = -1; // where the word stands that is being completed
let dismissed = -1;

/** `pattern` matches the text before the caret: sign and word are its groups 1 and 2. `find(word)`
 * gives elements, each with the text it stands for in `data-insert`. */
export const offer = (pattern, find) => sources.push({ pattern, find });

const options = () => [...box.children];
const selected = () => box.querySelector("[aria-selected=true]");

async function look() {
  const asked = ++turn;
  const before = composer.value.slice(0, composer.selectionStart);
  const source = sources.find(({ pattern }) => pattern.test(before));
  if (!source || composer.selectionStart !== composer.selectionEnd) return hide();
  const [, sign, word] = source.pattern.exec(before);
  const place = before.length - sign.length - word.length;
  if (place === dismissed) return undefined;
  const found = await source.find(word);
  if (asked !== turn) return undefined;
  start = place;
  return found.length ? show(found) : hide();
}

function show(found) {
  for (const option of found) option.setAttribute("aria-selected", "false"); // shown before, perhaps
  box.replaceChildren(...found);
  box.hidden = false;
  composer.setAttribute("aria-controls", box.id);
  select(found[0]);
  const { one, many } = status.dataset;
  status.textContent = found.length === 1 ? one : many.replace("0", found.length);
}

function hide() {
  turn += 1;
  dismissed = -1;
  if (box.hidden) return;
  box.hidden = true;
  box.replaceChildren();
  status.textContent = "";
  for (const name of ["aria-controls", "aria-activedescendant"]) composer.removeAttribute(name);
}

function dismiss() {
  hide();
  dismissed = start;
}

function select(option) {
  selected()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  composer.setAttribute("aria-activedescendant", option.id);
}

function step(by) {
  const all = options();
  select(all.at((all.indexOf(selected()) + by) % all.length));
}

function accept(option) {
  const { insert } = option.dataset;
  const end = composer.selectionStart;
  hide();
  replace(start, end, `${insert} `);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => accept(selected()),
  Tab: () => accept(selected()),
  Escape: dismiss,
};

/** Before the composer itself hears of the key. */
function onKey(event) {
  if (box.hidden || !KEYS[event.key] || event.isComposing || event.shiftKey || event.target !== composer) return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[event.key]();
}

if (box && composer) {
  composer.setAttribute("aria-autocomplete", "list");
  composer.form.addEventListener("keydown", onKey, true);
  composer.addEventListener("input", look);
  composer.addEventListener("blur", hide);
  composer.addEventListener("click", look);
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays where one types
  box.addEventListener("click", ({ target }) => target.closest("[role=option]") && accept(target.closest("[role=option]")));
}
