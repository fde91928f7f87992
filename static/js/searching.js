// "/" leads to the search field, or to the page that has one; and what is found goes on at its end.

const FIELDS = "input, textarea, select, dialog, [contenteditable]";
let wasHere = false; // the focus was on what is replaced

/** The room's own search before the one of all rooms. */
const opener = () => document.querySelector(".pane [data-opens-search]") ?? document.querySelector("[data-opens-search]");

function onKey(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation(); // it is no letter for the composer
  const field = document.getElementById("search-field");
  if (!field) return opener()?.click();
  field.focus();
  field.select();
}

document.addEventListener("keydown", onKey, { capture: true });
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  wasHere = target.matches(".hits__more") && target.contains(document.activeElement);
});
document.addEventListener("htmx:load", ({ target }) => {
  if (wasHere) target.querySelector("a")?.focus();
  wasHere = false;
});
