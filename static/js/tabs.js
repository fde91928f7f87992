// How much waits in the rooms, on the phone's tab that leads to them.

import { on } from "./page.js";
import { COUNTED } from "./rows.js";

const badge = document.querySelector(".tabs [data-waiting]");

on(COUNTED, ({ count, isNamed }) => {
  if (!badge) return;
  badge.hidden = count === 0;
  badge.className = `badge badge--${isNamed ? "mention" : "strong"}`;
  badge.querySelector("b").textContent = count > 99 ? "99+" : count;
});
