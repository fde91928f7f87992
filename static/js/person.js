// A person's card over the page, from any name or picture that leads to it.

import { go, isPlain } from "./staying.js";

const dialog = document.getElementById("card");
const body = dialog?.querySelector(".sheet__body");

let wanted = null; // of two that were asked for, the later one

/** What cannot be shown here is a page of its own: gone, signed out. */
async function show(href) {
  wanted = href;
  const answer = await fetch(href, { headers: { "HX-Request": "true" } }).catch(() => null);
  const text = answer?.ok && (await answer.text());
  if (wanted !== href) return undefined;
  if (!text) return go(href);
  window.htmx.swap(body, text, { swapStyle: "innerHTML" });
  dialog.setAttribute("aria-label", body.querySelector("h2").textContent);
  if (!dialog.open) dialog.showModal();
  return undefined;
}

if (dialog) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.who");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    show(link.href);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

// A refusal stands in the card that was asked.
document.addEventListener("htmx:responseError", ({ detail }) => {
  const place = detail.elt.closest(".person-card")?.querySelector(".person-card__error");
  if (place) place.textContent = detail.xhr.responseText;
});
