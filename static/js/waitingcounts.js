// How much waits for the person's answer, wherever it stands on the page: who asks to be a contact and,
// for a moderator of the site, reports.

import { PLACED, on } from "./page.js";

const BADGES = { "waiting-asks": "[data-contact-asks]", "waiting-reports": "[data-reports]" };

function draw({ id, dataset }) {
  for (const badge of document.querySelectorAll(BADGES[id])) {
    badge.querySelector("b").textContent = dataset.count;
    badge.hidden = dataset.count === "0";
  }
}

on(PLACED, ({ target }) => {
  if (target.id === "waiting") [...target.children].forEach(draw);
});
