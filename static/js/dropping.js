// The zone that shows where files may be dropped: the whole pane. Loaded when the first are dragged in.

const zone = document.getElementById("dropzone");

let depth = 0; // every element on the way tells of entering and of leaving

/** Something with files came over one more element. */
export function enter() {
  depth += 1;
  zone.hidden = false;
}

function leave() {
  depth = Math.max(0, depth - 1);
  zone.hidden = depth === 0;
}

function end() {
  depth = 0;
  zone.hidden = true;
}

document.addEventListener("dragleave", leave);
document.addEventListener("drop", end);
