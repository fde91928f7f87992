// My role in the open room changed: the page offers what I may do now, unless I am busy just there.

import { renew } from "./details.js";
import { PLACED, list, on, roomUrl } from "./page.js";

const places = document.getElementById("places");
const mine = () => document.getElementById(`place-${list.dataset.room}`)?.dataset.role;

let role = list && places ? mine() : undefined;

function refetch(target) {
  const source = document.querySelector(target);
  if (!source || source.contains(document.activeElement)) return;
  window.htmx.ajax("GET", roomUrl, { source, target, select: target, swap: "outerHTML" });
}

if (role) {
  on(PLACED, ({ target }) => {
    if (target !== places || mine() === role) return;
    role = mine();
    renew();
    refetch(".room-menu .menu");
  });
}
