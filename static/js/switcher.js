// Jump to a room or a person: a dialog with a combobox over what the server finds.

import { isApple, withCommand } from "./commandkey.js";

const dialog = document.getElementById("switcher");
const field = dialog?.querySelector("[role=combobox]");
const status = dialog?.querySelector("[role=status]");

const options = () => [...dialog.querySelectorAll("[role=option]")];
const selected = () => dialog.querySelector("[role=option][aria-selected=true]");

function open() {
  if (dialog.open) return;
  field.value = "";
  dialog.showModal();
  field.focus();
  window.htmx.trigger(field, "open");
}

function select(option) {
  selected()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function onFound() {
  const all = options();
  field.setAttribute("aria-expanded", String(all.length > 0));
  select(all[0]);
  const { one, many } = dialog.dataset;
  status.textContent = all.length === 1 ? one : many.replace("0", all.length);
}

function step(by) {
  const all = options();
  select(all.at((all.indexOf(selected()) + by) % all.length));
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => selected()?.click(),
};

function onKey(event) {
  if (!KEYS[event.key] || event.isComposing) return;
  event.preventDefault();
  KEYS[event.key]();
}

function onShortcut(event) {
  if (event.key.toLowerCase() !== "k" || !withCommand(event)) return;
  event.preventDefault();
  if (dialog.open) dialog.close();
  else open();
}

function onClick(event) {
  if (event.target.closest("[data-open=switcher]") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    open();
  } else if (event.target === dialog) dialog.close(); // the backdrop, where closedby is not known
}

if (dialog) {
  for (const key of document.querySelectorAll("[data-keys]")) {
    key.textContent = (isApple ? "⌘" : "Ctrl ") + key.dataset.keys;
    key.hidden = false;
  }
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onShortcut);
  field.addEventListener("keydown", onKey);
  dialog.addEventListener("htmx:afterSettle", onFound);
  dialog.addEventListener("pointermove", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option && option !== selected()) select(option);
  });
}
