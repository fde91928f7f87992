// A question before something ends stands over the page; its own page says the same without scripts.

import { go, isPlain, stays } from "./staying.js";
import { say } from "./toasts.js";

const dialog = document.getElementById("question");

const read = (text) => new DOMParser().parseFromString(text, "text/html").querySelector(".question");

/** The page's form; without one the page itself says what is the matter. By the time of the answer
 * the link may stand elsewhere and lead to something else: what it says is read before. */
async function ask(link) {
  const { href } = link;
  const [menu, over] = ["details[open]", "dialog[open]"].map((around) => link.closest(around));
  const answer = await fetch(href).catch(() => null);
  const form = answer?.ok && !answer.redirected && read(await answer.text());
  if (!form) return go(href);
  closeMenu(menu);
  over?.close();
  show(form, href);
  return undefined;
}

/** The focus comes back to what stays on the page. */
function closeMenu(menu) {
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

function show(form, address) {
  form.action = address;
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-label", form.querySelector("h2").textContent);
  if (!dialog.open) dialog.showModal();
  (form.querySelector("input:not([type=hidden])") ?? form.querySelector("[data-cancels]")).focus();
}

async function submit(event) {
  event.preventDefault();
  const form = event.target;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer) return stays() || form.submit(); // the browser says what is wrong with the network
  if (answer.redirected && form.dataset.stays !== undefined) return done(form);
  if (answer.redirected) return arrive(answer.url, await answer.text());
  const refused = read(await answer.text());
  return refused ? show(refused, form.action) : window.location.reload();
}

/** Where it leads back here: what the page now says, and what it says of that once. */
function arrive(address, text) {
  const page = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (address !== window.location.href || !page) return window.location.assign(address);
  dialog.close();
  document.querySelector("main").replaceWith(page);
  return window.htmx.process(page);
}

/** What came of it is pushed, or told in words. */
function done(form) {
  dialog.close();
  if (form.dataset.done) say(form.dataset.done);
}

function onClick(event) {
  const link = event.target.closest?.("a[data-asks]");
  if (link && isPlain(event)) {
    event.preventDefault();
    ask(link);
  }
  if (event.target === dialog || event.target.closest?.("#question [data-cancels]")) {
    event.preventDefault();
    dialog.close();
  }
}

if (dialog) {
  document.addEventListener("click", onClick);
  dialog.addEventListener("submit", submit);
}
