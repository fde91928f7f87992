// What people are called, look like and are at, wherever a page shows it of somebody: kept current.

import { PLACED, on } from "./page.js";

const faces = document.getElementById("faces");

const spots = (name, id) => document.querySelectorAll(`[data-${name}-of="${CSS.escape(id)}"]`);

/** A picture that is put there again flickers. */
function wear(spot, { innerHTML, childNodes }) {
  if (spot.innerHTML !== innerHTML) spot.replaceChildren(...[...childNodes].map((node) => node.cloneNode(true)));
}

function show(face) {
  const id = face.id.replace("face-", "");
  const [name, status, picture] = face.children;
  for (const spot of spots("name", id)) spot.textContent = name.textContent;
  for (const spot of spots("label", id)) spot.setAttribute("aria-label", name.textContent);
  for (const spot of spots("picture", id)) wear(spot, picture);
  for (const spot of spots("status", id)) spot.replaceChildren(...status.cloneNode(true).childNodes);
}

if (faces) on(PLACED, () => [...faces.children].forEach(show));
