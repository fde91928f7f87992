// Ctrl with B, I and E: bold, italic, code; the same again takes it away. On a Mac with Cmd.

import { withCommand } from "./commandkey.js";
import { composer } from "./composer.js";
import { replace } from "./typed.js";

const MARKS = { b: "**", i: "*", e: "`" };

function format(mark) {
  const { value, selectionStart: from, selectionEnd: to } = composer;
  const length = mark.length;
  const text = value.slice(from, to);
  if (isMarked(value, from, to, mark)) {
    replace(from - length, to + length, text);
    composer.setSelectionRange(from - length, to - length);
  } else {
    replace(from, to, mark + text + mark);
    composer.setSelectionRange(from + length, to + length);
  }
}

/** A star of two is no star of its own. */
function isMarked(value, from, to, mark) {
  if (value.slice(from - mark.length, from) !== mark || value.slice(to, to + mark.length) !== mark) return false;
  return mark !== "*" || value[from - 2] !== "*" || value[to + 1] !== "*" || value.slice(from - 3, from) === "***";
}

if (composer) {
  composer.addEventListener("keydown", (event) => {
    const mark = MARKS[event.key.toLowerCase()];
    if (!mark || !withCommand(event)) return;
    event.preventDefault();
    format(mark);
  });
}
