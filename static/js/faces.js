// A direct room's row is the same for everybody: who looks is left out of it here.

import { blocked } from "./folding.js";
import { PLACED, me, on } from "./page.js";

const rooms = document.getElementById("rooms");

function leaveOut(row) {
  const own = row.querySelectorAll(`[data-person="${CSS.escape(me)}"]`);
  const people = row.querySelectorAll(".row__person").length;
  for (const mine of own) mine.hidden = people > 1;
}

/** "You" instead of one's own name; between two it goes without saying who else spoke. */
function nameSpeaker(row) {
  const speaker = row.querySelector(".row__by");
  if (!speaker) return;
  const isMine = speaker.dataset.by === me;
  if (isMine) speaker.querySelector("bdi").textContent = rooms.dataset.you;
  const people = row.querySelectorAll(".row__person:not([hidden])").length;
  speaker.hidden = !isMine && row.dataset.kind === "direct" && people < 2;
}

/** What somebody says whom I blocked is folded here, too. */
function fold(row) {
  const speaker = row.querySelector(".row__by");
  if (speaker && blocked.has(speaker.dataset.by)) row.querySelector(".row__preview").textContent = rooms.dataset.folded;
}

function show(row) {
  leaveOut(row);
  nameSpeaker(row);
  fold(row);
}

if (rooms) {
  on(PLACED, ({ target, placed }) => target === rooms && placed.forEach(show));
  rooms.querySelectorAll(".row").forEach(show);
}
