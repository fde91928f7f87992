// What people are called and what they are at, wherever a page says it of somebody: kept current.

import { PLACED, on } from "./page.js";

const faces = document.getElementById("faces");

const spots = (name, id) => document.querySelectorAll(`[data-${name}-of="${CSS.escape(id)}"]`);

function show(face) {
  const id = face.id.replace("face-", "");
  const [name, status] = face.children;
  for (const spot of spots("name", id)) spot.textContent = name.textContent;
  for (const spot of spots("status", id)) spot.replaceChildren(...status.cloneNode(true).childNodes);
}

if (faces) on(PLACED, () => [...faces.children].forEach(show));
