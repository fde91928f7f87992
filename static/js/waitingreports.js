// How many reports wait for a moderator of the site, wherever it stands on the page.

import { PLACED, on } from "./page.js";

on(PLACED, ({ target }) => {
  if (target.id !== "waiting") return;
  const { count } = document.getElementById("waiting-reports").dataset;
  for (const badge of document.querySelectorAll("[data-reports]")) {
    badge.querySelector("b").textContent = count;
    badge.hidden = count === "0";
  }
});
