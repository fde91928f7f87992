// Alt and an arrow: the room above or below; with Shift, the next one with something unread.

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

function target(event) {
  const all = [...document.querySelectorAll("#rooms .row:not([hidden])")];
  const here = all.findIndex((row) => row.hasAttribute("aria-current"));
  const step = STEPS[event.key];
  const rest = step > 0 ? all.slice(here + 1) : all.slice(0, Math.max(0, here)).reverse();
  return rest.find((row) => !event.shiftKey || row.hasAttribute("data-unread"));
}

/** A field with text in it keeps its keys. */
const isWriting = ({ target: { value } }) => typeof value === "string" && value !== "";

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !STEPS[event.key] || event.ctrlKey || event.metaKey || isWriting(event)) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  target(event)?.click();
});
