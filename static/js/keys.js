// Keys that are no letters outside every field; "?" lists all there are.

const FIELDS = "input, textarea, select, dialog, [contenteditable]";
const dialog = document.getElementById("keys");

/** `act()` before the composer takes the key for a letter. */
export function onBareKey(key, act) {
  const onKey = (event) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  document.addEventListener("keydown", onKey, { capture: true });
}

if (dialog) onBareKey("?", () => dialog.showModal());
