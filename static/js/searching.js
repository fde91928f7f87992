// "/" leads to the search field, or to the page that has one; and what is found goes on at its end.

import { onBareKey } from "./keys.js";

let wasHere = false; // the focus was on what is replaced

/** The room's own search before the one of all rooms. */
const opener = () => document.querySelector(".pane [data-opens-search]") ?? document.querySelector("[data-opens-search]");

function search() {
  const field = document.getElementById("search-field");
  if (!field) return opener()?.click();
  field.focus();
  field.select();
}

onBareKey("/", search);
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.matches(".hits__more")) wasHere = target.contains(document.activeElement);
});
document.addEventListener("htmx:load", ({ target }) => {
  if (!wasHere || !target.matches(".hit")) return; // the socket may have brought something
  wasHere = false;
  target.querySelector("a").focus();
});
